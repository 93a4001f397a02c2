-- The queue of messages that leave the server.
CREATE TABLE outbound_messages (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    payload TEXT NOT NULL,
    about_type TEXT,
    about_id TEXT,
    notification_id TEXT,
    agent_id TEXT,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    due_at BIGINT NOT NULL,
    provider TEXT,
    provider_reference TEXT,
    error TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    leased_by TEXT,
    leased_until BIGINT
);
CREATE INDEX outbound_messages_due ON outbound_messages (channel, due_at) WHERE status = 'queued';
CREATE INDEX outbound_messages_leased ON outbound_messages (leased_until) WHERE status = 'sending';
CREATE INDEX outbound_messages_created ON outbound_messages (created_at, id);
CREATE INDEX outbound_messages_provider ON outbound_messages (provider_reference)
    WHERE provider_reference IS NOT NULL;
CREATE INDEX outbound_messages_notification ON outbound_messages (notification_id)
    WHERE notification_id IS NOT NULL;
CREATE INDEX outbound_messages_about ON outbound_messages (about_type, about_id) WHERE about_id IS NOT NULL;

-- Addresses that nothing is sent to, by a keyed hash, so that a refusal outlives the row with the address.
CREATE TABLE suppressions (
    channel TEXT NOT NULL,
    address_hmac TEXT NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (channel, address_hmac)
);

CREATE TABLE outbound_keys (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
