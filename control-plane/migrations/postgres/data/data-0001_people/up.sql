-- Who owns what: a tenant's servers lie below its path prefix.
CREATE TABLE tenants (
    name TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    path_prefix TEXT NOT NULL UNIQUE
);

INSERT INTO tenants (name, title, path_prefix) VALUES ('default', 'Default', '/');

-- People who log in. Ids are UUIDs (version 7).
CREATE TABLE users (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    password_hash TEXT,
    oidc_subject TEXT UNIQUE,
    is_admin BOOLEAN NOT NULL,
    disabled BOOLEAN NOT NULL,
    created_at TIMESTAMP(6) NOT NULL
);

CREATE TABLE memberships (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    tenant TEXT NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
    role TEXT NOT NULL,
    PRIMARY KEY (user_id, tenant)
);

CREATE INDEX memberships_by_tenant ON memberships (tenant);

-- Browsers. Hashes are the SHA-256 in hexadecimal digits.
CREATE TABLE login_sessions (
    id_hash TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    csrf_hash TEXT NOT NULL,
    created_at TIMESTAMP(6) NOT NULL,
    last_used_at TIMESTAMP(6) NOT NULL,
    expires_at TIMESTAMP(6) NOT NULL,
    user_agent TEXT NOT NULL
);

CREATE INDEX login_sessions_by_user ON login_sessions (user_id);

-- Personal access tokens. Scopes are separated by spaces.
CREATE TABLE api_tokens (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    expires_at TIMESTAMP(6),
    created_at TIMESTAMP(6) NOT NULL,
    last_used_at TIMESTAMP(6)
);

CREATE INDEX api_tokens_by_user ON api_tokens (user_id);

-- Who did what. Kept when users and tenants go. The detail is JSON.
CREATE TABLE audit (
    id TEXT NOT NULL PRIMARY KEY,
    at TIMESTAMP(6) NOT NULL,
    actor TEXT NOT NULL,
    tenant TEXT,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    revision BIGINT,
    detail TEXT NOT NULL
);

CREATE INDEX audit_by_tenant ON audit (tenant, id);
