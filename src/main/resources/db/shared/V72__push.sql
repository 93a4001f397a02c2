-- Where a session's device gets push messages, and the key by which push services know this server. A message that
-- is not urgent is sent at paced_until at the earliest; batch_at is when the next one for several notifications is due.
CREATE TABLE push_subscriptions (
  session_id TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
  id TEXT NOT NULL UNIQUE,
  agent_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  address TEXT NOT NULL,
  address_hash TEXT NOT NULL UNIQUE,
  public_key TEXT,
  auth TEXT,
  created_at BIGINT NOT NULL,
  paced_until BIGINT NOT NULL,
  batch_at BIGINT
);
CREATE INDEX push_subscriptions_by_agent ON push_subscriptions (agent_id);

CREATE TABLE push_keys (
  name TEXT PRIMARY KEY,
  public_key TEXT NOT NULL,
  private_key TEXT NOT NULL
);
