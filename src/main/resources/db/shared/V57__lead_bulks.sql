-- Bulk changes of leads: the runs, the leads of each while it runs, and those that were refused.
CREATE TABLE lead_bulks (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  agent_id TEXT NOT NULL REFERENCES accounts (agent_id),
  status TEXT NOT NULL,
  action TEXT NOT NULL,
  fields TEXT NOT NULL,
  undoes TEXT,
  undone_by TEXT,
  automation BOOLEAN NOT NULL,
  leads_total INTEGER NOT NULL,
  -- As they were last told; how far it really is stands in progress.
  leads_done INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  restored INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  problem TEXT,
  finished_at BIGINT,
  progress TEXT NOT NULL
);
CREATE INDEX lead_bulks_by_creation ON lead_bulks (created_at, id);
CREATE INDEX lead_bulks_by_agent ON lead_bulks (agent_id, created_at, id);
CREATE INDEX lead_bulks_running ON lead_bulks (created_at) WHERE finished_at IS NULL;
CREATE INDEX lead_bulks_by_end ON lead_bulks (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE lead_bulk_chunks (
  bulk_id TEXT NOT NULL,
  first_lead INTEGER NOT NULL,
  lead_count INTEGER NOT NULL,
  received_at BIGINT NOT NULL,
  lead_ids TEXT NOT NULL,
  PRIMARY KEY (bulk_id, first_lead)
) ${clustered};

CREATE TABLE lead_bulk_reports (
  bulk_id TEXT NOT NULL,
  lead_number INTEGER NOT NULL,
  lead_id TEXT NOT NULL,
  reasons TEXT NOT NULL,
  PRIMARY KEY (bulk_id, lead_number)
) ${clustered};

-- What an import, a bulk change or a rule did, to undo it.
CREATE INDEX changes_by_via ON changes (via, seq) WHERE via IS NOT NULL;

-- The run that undoes an import.
ALTER TABLE lead_imports ADD COLUMN undone_by TEXT;
