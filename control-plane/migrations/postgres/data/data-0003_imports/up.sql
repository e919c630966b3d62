-- What a description gave when it was last imported as this server. The options and the documents are
-- JSON; without the values of secrets.
CREATE TABLE imports (
    tenant TEXT NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
    server TEXT NOT NULL,
    format TEXT NOT NULL,
    url TEXT,
    options TEXT NOT NULL,
    documents TEXT NOT NULL,
    imported_at TIMESTAMP NOT NULL,
    PRIMARY KEY (tenant, server)
);
