-- Accounts, sessions and API keys. Tokens and keys are stored as SHA-256 of 256 random bits; a session or key that has
-- ended is no longer there.
CREATE TABLE accounts (
  agent_id TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL UNIQUE,
  password_hash TEXT,
  password_changed_at BIGINT,
  role TEXT NOT NULL,
  team TEXT,
  active BOOLEAN NOT NULL
);
CREATE INDEX accounts_by_team ON accounts (team);

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  agent_id TEXT NOT NULL REFERENCES accounts (agent_id),
  device_id TEXT,
  device_name TEXT,
  address TEXT NOT NULL,
  user_agent TEXT,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  idle_expires_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_agent ON sessions (agent_id);
CREATE INDEX sessions_by_expiry ON sessions (idle_expires_at);

CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  agent_id TEXT NOT NULL REFERENCES accounts (agent_id),
  name TEXT NOT NULL,
  prefix TEXT NOT NULL,
  key_hash TEXT NOT NULL UNIQUE,
  may_write BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  used_at BIGINT
);
CREATE INDEX api_keys_by_agent ON api_keys (agent_id);

CREATE INDEX api_keys_by_expiry ON api_keys (expires_at);

-- Whose password was tried in vain: an account or an address, hashed, since people type passwords where emails belong.
CREATE TABLE login_failures (
  subject TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at BIGINT NOT NULL
);
CREATE INDEX login_failures_by_time ON login_failures (last_at);
