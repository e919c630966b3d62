-- What a description gave when it was last imported as this server. The options and the documents are
-- JSON; without the values of secrets.
CREATE TABLE IF NOT EXISTS imports (
    tenant VARCHAR(63) NOT NULL,
    server VARCHAR(63) NOT NULL,
    format VARCHAR(32) NOT NULL,
    url TEXT,
    options LONGTEXT NOT NULL,
    documents LONGTEXT NOT NULL,
    imported_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant, server),
    FOREIGN KEY (tenant) REFERENCES tenants (name) ON DELETE CASCADE
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
