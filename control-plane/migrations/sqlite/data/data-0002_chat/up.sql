-- Model providers of tenants. The kind is `openai` or `anthropic`, the models are a JSON array. The key
-- is sealed, or the value of the named Secret document.
CREATE TABLE model_providers (
    id TEXT NOT NULL PRIMARY KEY,
    tenant TEXT NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    base_url TEXT NOT NULL,
    default_model TEXT NOT NULL,
    models TEXT NOT NULL,
    sealed_key TEXT,
    secret TEXT,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (tenant, name)
);

-- Conversations, each its user's own. The provider is named, as it may go. The settings are JSON; what is
-- searched is the title in lower case.
CREATE TABLE conversations (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    tenant TEXT NOT NULL REFERENCES tenants (name) ON DELETE CASCADE,
    title TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    settings TEXT NOT NULL,
    searched TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE INDEX conversations_by_user ON conversations (user_id, updated_at, id);
CREATE INDEX conversations_by_tenant ON conversations (tenant);

-- Messages in the order of their positions. The content is JSON; what is searched is its text in lower
-- case.
CREATE TABLE messages (
    id TEXT NOT NULL PRIMARY KEY,
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    content TEXT NOT NULL,
    searched TEXT NOT NULL,
    UNIQUE (conversation_id, position)
);
