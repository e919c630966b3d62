-- Every change of the configuration, numbered without gaps.
CREATE TABLE revisions (
    number BIGINT NOT NULL PRIMARY KEY,
    committed_at TIMESTAMP NOT NULL,
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    summary TEXT NOT NULL
);

-- What is in force.
CREATE TABLE documents (
    kind TEXT NOT NULL,
    tenant TEXT NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    etag TEXT NOT NULL,
    revision BIGINT NOT NULL REFERENCES revisions (number),
    PRIMARY KEY (kind, tenant, name)
);

-- What was, too. No content: deleted.
CREATE TABLE document_versions (
    kind TEXT NOT NULL,
    tenant TEXT NOT NULL,
    name TEXT NOT NULL,
    revision BIGINT NOT NULL REFERENCES revisions (number),
    content TEXT,
    etag TEXT,
    PRIMARY KEY (kind, tenant, name, revision)
);

CREATE INDEX document_versions_by_revision ON document_versions (revision);
