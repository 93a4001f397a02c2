-- Files that are loaded from a URL again and again, and imported.
CREATE TABLE import_schedules (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  agent_id TEXT NOT NULL REFERENCES accounts (agent_id),
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  every BIGINT NOT NULL,
  enabled BOOLEAN NOT NULL,
  on_duplicate TEXT NOT NULL,
  on_bad_cell TEXT NOT NULL,
  assigned_agent_id TEXT,
  columns TEXT NOT NULL,
  conventions TEXT NOT NULL,
  external_system TEXT,
  next_at BIGINT NOT NULL,
  last_at BIGINT,
  last_import_id TEXT,
  failures INTEGER NOT NULL,
  problem TEXT,
  secret TEXT,
  etag TEXT,
  run_once BOOLEAN NOT NULL DEFAULT FALSE,
  leased_until BIGINT NOT NULL
);
CREATE INDEX import_schedules_by_agent ON import_schedules (agent_id, created_at, id);
CREATE INDEX import_schedules_due ON import_schedules (next_at);
