-- Sync: results of pushed mutations, conflicts, how far devices have read, and what was synced.
CREATE TABLE sync_mutations (
  agent_id TEXT NOT NULL,
  mutation_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  result TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (agent_id, mutation_id)
) ${clustered};
CREATE INDEX sync_mutations_by_time ON sync_mutations (at);

CREATE TABLE sync_conflicts (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  agent_id TEXT NOT NULL,
  device_id TEXT,
  mutation_id TEXT NOT NULL,
  entity_type TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  field TEXT NOT NULL,
  base TEXT,
  server TEXT,
  client TEXT,
  server_by TEXT,
  server_at BIGINT,
  client_at BIGINT NOT NULL,
  winner TEXT NOT NULL,
  rule TEXT NOT NULL,
  resolved_at BIGINT,
  resolved_by TEXT,
  kept TEXT
);
CREATE INDEX sync_conflicts_by_agent ON sync_conflicts (agent_id, created_at, id);
CREATE INDEX sync_conflicts_open ON sync_conflicts (agent_id) WHERE resolved_at IS NULL;

CREATE TABLE sync_devices (
  agent_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  type TEXT NOT NULL,
  seq BIGINT NOT NULL,
  pulled_at BIGINT,
  pushed_at BIGINT,
  PRIMARY KEY (agent_id, device_id, type)
) ${clustered};

CREATE TABLE sync_log (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  agent_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  type TEXT NOT NULL,
  direction TEXT NOT NULL,
  rows_sent INTEGER NOT NULL,
  rows_removed INTEGER NOT NULL,
  applied INTEGER NOT NULL,
  conflicts INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  bytes BIGINT NOT NULL,
  milliseconds INTEGER NOT NULL,
  error TEXT
);
CREATE INDEX sync_log_by_agent ON sync_log (agent_id, at, id);
CREATE INDEX sync_log_by_time ON sync_log (at);
