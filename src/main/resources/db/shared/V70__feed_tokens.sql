-- The secret in the address of an agent's calendar feed, stored as SHA-256 of 256 random bits; a revoked one is no
-- longer there.
CREATE TABLE feed_tokens (
  agent_id TEXT PRIMARY KEY REFERENCES accounts (agent_id),
  token_hash TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL
);
