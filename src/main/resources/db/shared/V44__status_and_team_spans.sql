-- Each time that a lead was in a status. The agent is the one whose lead it was on entering; null for nobody's.
-- The rows of a deleted lead stay, and count again when it is restored.
CREATE TABLE lead_status_spans (
  lead_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  status TEXT NOT NULL,
  agent_id TEXT,
  entered_at BIGINT NOT NULL,
  left_at BIGINT,
  next_status TEXT,
  PRIMARY KEY (lead_id, number)
) ${clustered};
-- Sales by agent. Only a sale that was taken back has left this status.
CREATE INDEX lead_status_spans_sales ON lead_status_spans (agent_id, entered_at)
  WHERE status = 'converted' AND left_at IS NULL;

-- Each time that an agent was in a team; team is null while it was in none.
CREATE TABLE agent_team_spans (
  agent_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  team TEXT,
  since BIGINT NOT NULL,
  until BIGINT,
  PRIMARY KEY (agent_id, number)
) ${clustered};

-- When a lead entered its status; null in leads that a node of an older version created.
ALTER TABLE leads ADD COLUMN status_since BIGINT;
