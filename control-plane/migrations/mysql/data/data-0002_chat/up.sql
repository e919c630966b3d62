-- MySQL cannot undo these statements, so each may be run again.

-- Model providers of tenants. The kind is `openai` or `anthropic`, the models are a JSON array. The key
-- is sealed, or the value of the named Secret document.
CREATE TABLE IF NOT EXISTS model_providers (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    tenant VARCHAR(63) NOT NULL,
    name VARCHAR(63) NOT NULL,
    title VARCHAR(255) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    base_url TEXT NOT NULL,
    default_model VARCHAR(255) NOT NULL,
    models LONGTEXT NOT NULL,
    sealed_key LONGTEXT,
    secret VARCHAR(63),
    updated_at DATETIME(6) NOT NULL,
    UNIQUE (tenant, name),
    FOREIGN KEY (tenant) REFERENCES tenants (name) ON DELETE CASCADE
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Conversations, each its user's own. The provider is named, as it may go. The settings are JSON; what is
-- searched is the title in lower case.
CREATE TABLE IF NOT EXISTS conversations (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    user_id VARCHAR(36) NOT NULL,
    tenant VARCHAR(63) NOT NULL,
    title VARCHAR(255) NOT NULL,
    provider VARCHAR(63) NOT NULL,
    model VARCHAR(255) NOT NULL,
    settings LONGTEXT NOT NULL,
    searched LONGTEXT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    INDEX conversations_by_user (user_id, updated_at, id),
    FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    FOREIGN KEY (tenant) REFERENCES tenants (name) ON DELETE CASCADE
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Messages in the order of their positions. The content is JSON; what is searched is its text in lower
-- case.
CREATE TABLE IF NOT EXISTS messages (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    conversation_id VARCHAR(36) NOT NULL,
    position BIGINT NOT NULL,
    content LONGTEXT NOT NULL,
    searched LONGTEXT NOT NULL,
    UNIQUE (conversation_id, position),
    FOREIGN KEY (conversation_id) REFERENCES conversations (id) ON DELETE CASCADE
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
