-- Connections to other CRMs, which record there is which row here, and what the runs did.
CREATE TABLE integrations (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  agent_id TEXT NOT NULL REFERENCES accounts (agent_id),
  provider TEXT NOT NULL,
  name TEXT NOT NULL,
  url TEXT,
  enabled BOOLEAN NOT NULL,
  push_new BOOLEAN NOT NULL,
  every BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  last_at BIGINT,
  failures INTEGER NOT NULL,
  problem TEXT,
  secret TEXT NOT NULL,
  pull_cursor TEXT NOT NULL,
  gone_cursor TEXT NOT NULL,
  gone_at BIGINT NOT NULL DEFAULT 0,
  log_seq BIGINT NOT NULL,
  leased_by TEXT,
  leased_until BIGINT NOT NULL
);
CREATE INDEX integrations_by_creation ON integrations (created_at, id);

CREATE TABLE integration_links (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  integration_id TEXT NOT NULL,
  entity_type TEXT NOT NULL,
  local_id TEXT,
  remote_key TEXT,
  state TEXT NOT NULL,
  base TEXT,
  candidates TEXT NOT NULL,
  problem TEXT
);
CREATE UNIQUE INDEX integration_links_local ON integration_links (integration_id, entity_type, local_id);
CREATE UNIQUE INDEX integration_links_remote ON integration_links (integration_id, entity_type, remote_key);
CREATE INDEX integration_links_by_state ON integration_links (integration_id, entity_type, state, updated_at, id);
CREATE INDEX integration_links_by_change ON integration_links (integration_id, updated_at, id);

CREATE TABLE integration_runs (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  integration_id TEXT NOT NULL,
  pulled INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  pushed INTEGER NOT NULL,
  conflicts INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  problem TEXT
);
CREATE INDEX integration_runs_by_integration ON integration_runs (integration_id, created_at, id);
CREATE INDEX integration_runs_by_time ON integration_runs (created_at);
