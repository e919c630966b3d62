-- Control planes on this store, each from its start to its end. The beat counts what it has written, the
-- removals what it has taken away; both tell the others what is new. The times of its latest revisions are
-- JSON.
CREATE TABLE replicas (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    beat BIGINT NOT NULL,
    removals BIGINT NOT NULL,
    seen_at TIMESTAMP(6) NOT NULL,
    ended BOOLEAN NOT NULL,
    timeline TEXT NOT NULL
);

-- What each knows of the nodes that are connected to it, or were. The key is the SHA-256 of the node's id,
-- which may be any text; the beat is that of the writing; the state is JSON.
CREATE TABLE node_states (
    replica TEXT NOT NULL REFERENCES replicas (id) ON DELETE CASCADE,
    node TEXT NOT NULL,
    beat BIGINT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (replica, node)
);

CREATE INDEX node_states_by_beat ON node_states (replica, beat);
