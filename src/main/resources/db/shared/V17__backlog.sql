-- What a lead asks of its agent, and since when it waits for one who can take it.
ALTER TABLE leads ADD COLUMN required_skills TEXT NOT NULL DEFAULT '[]';
ALTER TABLE leads ADD COLUMN backlog_since BIGINT;
CREATE INDEX leads_in_backlog ON leads (required_skills, backlog_since, id)
  WHERE backlog_since IS NOT NULL;

-- The version that a lead had when it was drawn from the pool; null for its agent's own. One that
-- nobody has touched since goes back where its claim ends.
ALTER TABLE lead_claims ADD COLUMN drawn_version INTEGER;
CREATE INDEX lead_claims_by_end ON lead_claims (until);

-- What each agent was doing, with when it went on to something else.
CREATE VIEW agent_status_spans AS
  SELECT agent_id, status, since,
    (SELECT MIN(later.since) FROM agent_statuses AS later
      WHERE later.agent_id = agent_statuses.agent_id AND later.since > agent_statuses.since) AS until
  FROM agent_statuses;
