-- MySQL cannot undo these statements, so each may be run again.

-- Control planes on this store, each from its start to its end. The beat counts what it has written, the
-- removals what it has taken away; both tell the others what is new. The times of its latest revisions are
-- JSON.
CREATE TABLE IF NOT EXISTS replicas (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    name VARCHAR(255) NOT NULL,
    beat BIGINT NOT NULL,
    removals BIGINT NOT NULL,
    seen_at DATETIME(6) NOT NULL,
    ended BOOLEAN NOT NULL,
    timeline LONGTEXT NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What each knows of the nodes that are connected to it, or were. The key is the SHA-256 of the node's id,
-- which may be any text; the beat is that of the writing; the state is JSON.
CREATE TABLE IF NOT EXISTS node_states (
    replica VARCHAR(36) NOT NULL,
    node VARCHAR(64) NOT NULL,
    beat BIGINT NOT NULL,
    state LONGTEXT NOT NULL,
    PRIMARY KEY (replica, node),
    INDEX node_states_by_beat (replica, beat),
    FOREIGN KEY (replica) REFERENCES replicas (id) ON DELETE CASCADE
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
