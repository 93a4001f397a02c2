-- Agents. Email, role, team and active stand in accounts, since access decides by them.
CREATE TABLE agents (
  id TEXT PRIMARY KEY REFERENCES accounts (agent_id),
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  phone TEXT,
  timezone TEXT,
  skills TEXT NOT NULL,
  capacity INTEGER,
  status TEXT NOT NULL,
  status_since BIGINT NOT NULL,
  brought_hash TEXT
);
CREATE INDEX agents_by_name ON agents (name_key, id);
CREATE INDEX agents_by_update ON agents (updated_at, id);
CREATE INDEX agents_by_creation ON agents (created_at, id);
CREATE INDEX agents_by_status ON agents (status, name_key, id);
