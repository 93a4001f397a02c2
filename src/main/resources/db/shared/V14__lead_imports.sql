-- Imports of leads, and the rows that they did not take.
CREATE TABLE lead_imports (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  agent_id TEXT NOT NULL REFERENCES accounts (agent_id),
  status TEXT NOT NULL,
  on_duplicate TEXT NOT NULL,
  assigned_agent_id TEXT,
  encoding TEXT NOT NULL,
  delimiter TEXT NOT NULL,
  columns TEXT NOT NULL,
  rows_total INTEGER NOT NULL,
  -- As they were last told; how far it really is stands in progress.
  rows_done INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  duplicate INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  problem TEXT,
  finished_at BIGINT,
  progress TEXT NOT NULL
);
CREATE INDEX lead_imports_by_creation ON lead_imports (created_at, id);
CREATE INDEX lead_imports_by_agent ON lead_imports (agent_id, created_at, id);
CREATE INDEX lead_imports_running ON lead_imports (created_at) WHERE finished_at IS NULL;
CREATE INDEX lead_imports_by_end ON lead_imports (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE lead_import_refused (
  import_id TEXT NOT NULL,
  row_number INTEGER NOT NULL,
  line INTEGER NOT NULL,
  reasons TEXT NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (import_id, row_number)
) ${clustered};
