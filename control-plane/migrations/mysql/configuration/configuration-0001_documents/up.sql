-- MySQL cannot undo these statements, so each may be run again.

-- Every change of the configuration, numbered without gaps.
CREATE TABLE IF NOT EXISTS revisions (
    number BIGINT NOT NULL PRIMARY KEY,
    committed_at DATETIME(6) NOT NULL,
    author VARCHAR(255) NOT NULL,
    reason LONGTEXT NOT NULL,
    summary LONGTEXT NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What is in force.
CREATE TABLE IF NOT EXISTS documents (
    kind VARCHAR(32) NOT NULL,
    tenant VARCHAR(63) NOT NULL,
    name VARCHAR(63) NOT NULL,
    content LONGTEXT NOT NULL,
    etag VARCHAR(16) NOT NULL,
    revision BIGINT NOT NULL,
    PRIMARY KEY (kind, tenant, name),
    FOREIGN KEY (revision) REFERENCES revisions (number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What was, too. No content: deleted.
CREATE TABLE IF NOT EXISTS document_versions (
    kind VARCHAR(32) NOT NULL,
    tenant VARCHAR(63) NOT NULL,
    name VARCHAR(63) NOT NULL,
    revision BIGINT NOT NULL,
    content LONGTEXT,
    etag VARCHAR(16),
    PRIMARY KEY (kind, tenant, name, revision),
    FOREIGN KEY (revision) REFERENCES revisions (number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
