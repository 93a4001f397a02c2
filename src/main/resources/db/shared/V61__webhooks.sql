-- Endpoints that get events; the log is their queue.
CREATE TABLE webhook_endpoints (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    owner_id TEXT NOT NULL,
    url TEXT NOT NULL,
    description TEXT,
    events TEXT NOT NULL,
    filter TEXT,
    mode TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    disabled_reason TEXT,
    failing_since BIGINT,
    secret TEXT NOT NULL,
    previous_secret TEXT,
    previous_secret_until BIGINT,
    cursor_seq BIGINT NOT NULL,
    replay_next BIGINT,
    replay_to BIGINT,
    leased_by TEXT,
    leased_until BIGINT,
    creation_hash TEXT
);
CREATE INDEX webhook_endpoints_by_creation ON webhook_endpoints (created_at, id);

-- Only what failed and is tried again.
CREATE TABLE webhook_pending (
    webhook_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    due_at BIGINT NOT NULL,
    PRIMARY KEY (webhook_id, seq)
);

CREATE TABLE webhook_attempts (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    webhook_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    event TEXT NOT NULL,
    event_key TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    error TEXT,
    milliseconds BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX webhook_attempts_of_webhook ON webhook_attempts (webhook_id, created_at, id);
CREATE INDEX webhook_attempts_by_age ON webhook_attempts (created_at);
CREATE INDEX webhook_attempts_given_up ON webhook_attempts (webhook_id, seq) WHERE outcome = 'given_up';
CREATE INDEX webhook_attempts_delivered ON webhook_attempts (webhook_id, seq) WHERE outcome = 'delivered';
