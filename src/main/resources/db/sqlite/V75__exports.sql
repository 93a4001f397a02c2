-- Exports of the account or of an agent, and their files in parts until they expire.
CREATE TABLE exports (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  requested_by TEXT NOT NULL REFERENCES accounts (agent_id),
  scope TEXT NOT NULL,
  agent_id TEXT,
  format TEXT NOT NULL,
  status TEXT NOT NULL,
  rows_done BIGINT NOT NULL,
  seq BIGINT,
  files TEXT NOT NULL,
  bytes BIGINT,
  sha256 TEXT,
  problem TEXT,
  finished_at BIGINT,
  expires_at BIGINT,
  brought_hash TEXT,
  attempts INTEGER NOT NULL,
  leased_by TEXT,
  leased_until BIGINT NOT NULL
);
CREATE INDEX exports_by_creation ON exports (created_at, id);
CREATE INDEX exports_by_agent ON exports (agent_id, created_at, id);
CREATE INDEX exports_open ON exports (created_at) WHERE finished_at IS NULL;
CREATE INDEX exports_by_end ON exports (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE export_chunks (
  export_id TEXT NOT NULL,
  part INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (export_id, part)
);
