-- Sync with WatermelonDB: since when an agent sees what it sees, and which rows it has pushed.
CREATE TABLE sync_scopes (
  agent_id TEXT PRIMARY KEY,
  scope TEXT NOT NULL,
  seq BIGINT NOT NULL
);

CREATE TABLE sync_resends (
  agent_id TEXT NOT NULL,
  entity_type TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (agent_id, entity_type, entity_id)
) ${clustered};
CREATE INDEX sync_resends_by_time ON sync_resends (at);
