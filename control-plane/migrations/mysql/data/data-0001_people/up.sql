-- MySQL cannot undo these statements, so each may be run again.

-- Who owns what: a tenant's servers lie below its path prefix.
CREATE TABLE IF NOT EXISTS tenants (
    name VARCHAR(63) NOT NULL PRIMARY KEY,
    title VARCHAR(255) NOT NULL,
    path_prefix VARCHAR(255) NOT NULL UNIQUE
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT IGNORE INTO tenants (name, title, path_prefix) VALUES ('default', 'Default', '/');

-- People who log in. Ids are UUIDs (version 7).
CREATE TABLE IF NOT EXISTS users (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    name VARCHAR(255) NOT NULL UNIQUE,
    password_hash VARCHAR(255),
    oidc_subject VARCHAR(255) UNIQUE,
    is_admin BOOLEAN NOT NULL,
    disabled BOOLEAN NOT NULL,
    created_at DATETIME(6) NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS memberships (
    user_id VARCHAR(36) NOT NULL,
    tenant VARCHAR(63) NOT NULL,
    role VARCHAR(16) NOT NULL,
    PRIMARY KEY (user_id, tenant),
    FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    FOREIGN KEY (tenant) REFERENCES tenants (name) ON DELETE CASCADE
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Browsers. Hashes are the SHA-256 in hexadecimal digits.
CREATE TABLE IF NOT EXISTS login_sessions (
    id_hash VARCHAR(64) NOT NULL PRIMARY KEY,
    user_id VARCHAR(36) NOT NULL,
    csrf_hash VARCHAR(64) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    last_used_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    user_agent TEXT NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Personal access tokens. Scopes are separated by spaces.
CREATE TABLE IF NOT EXISTS api_tokens (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    user_id VARCHAR(36) NOT NULL,
    name VARCHAR(255) NOT NULL,
    token_hash VARCHAR(64) NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    expires_at DATETIME(6),
    created_at DATETIME(6) NOT NULL,
    last_used_at DATETIME(6),
    FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Who did what. Kept when users and tenants go. The detail is JSON.
CREATE TABLE IF NOT EXISTS audit (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    at DATETIME(6) NOT NULL,
    actor VARCHAR(255) NOT NULL,
    tenant VARCHAR(63),
    action VARCHAR(63) NOT NULL,
    target VARCHAR(255) NOT NULL,
    revision BIGINT,
    detail LONGTEXT NOT NULL,
    INDEX audit_by_tenant (tenant, id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
