-- Endpoints of a team's own, and the last requests to each.
CREATE TABLE custom_endpoints (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  agent_id TEXT NOT NULL REFERENCES accounts (agent_id),
  name TEXT NOT NULL UNIQUE,
  description TEXT,
  url TEXT NOT NULL,
  roles TEXT NOT NULL,
  schema TEXT,
  timeout BIGINT NOT NULL,
  enabled BOOLEAN NOT NULL,
  secret TEXT NOT NULL
);
CREATE TABLE custom_endpoint_calls (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  endpoint_id TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  receiver_status INTEGER,
  commands INTEGER NOT NULL,
  problem TEXT,
  milliseconds INTEGER NOT NULL
);
CREATE INDEX custom_endpoint_calls_by_endpoint ON custom_endpoint_calls (endpoint_id, created_at, id);
CREATE INDEX custom_endpoint_calls_by_time ON custom_endpoint_calls (created_at);
