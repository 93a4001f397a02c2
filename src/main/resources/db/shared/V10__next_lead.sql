-- Who waits for a call, in the order in which it is due one, and who has been handed out to whom.
ALTER TABLE leads ADD COLUMN call_tier INTEGER;
ALTER TABLE leads ADD COLUMN call_zone TEXT;
ALTER TABLE leads ADD COLUMN call_order BIGINT;
CREATE INDEX leads_to_call ON leads (assigned_agent_id, call_tier, call_zone, call_order, id)
  WHERE call_tier IS NOT NULL;
CREATE INDEX leads_by_conversion ON leads (assigned_agent_id, converted_at)
  WHERE converted_at IS NOT NULL;

CREATE TABLE lead_claims (
  lead_id TEXT PRIMARY KEY REFERENCES leads (id),
  agent_id TEXT NOT NULL UNIQUE REFERENCES agents (id),
  until BIGINT NOT NULL
);

-- What each agent has been doing, from when on.
CREATE TABLE agent_statuses (
  agent_id TEXT NOT NULL REFERENCES agents (id),
  since BIGINT NOT NULL,
  status TEXT NOT NULL,
  PRIMARY KEY (agent_id, since)
) ${clustered};
INSERT INTO agent_statuses (agent_id, since, status) SELECT id, status_since, status FROM agents;
