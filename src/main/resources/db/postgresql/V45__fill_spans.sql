-- Spans of leads and agents that exist, from the log. Where the log has no row of one, its present state begins
-- when it was created.
INSERT INTO lead_status_spans (lead_id, number, status, agent_id, entered_at, left_at, next_status)
SELECT lead_id, ROW_NUMBER() OVER spans, status, agent_id, at, LEAD(at) OVER spans, LEAD(status) OVER spans
FROM (
  SELECT entity_id AS lead_id, seq, at, status, agent_id,
    LAG(status) OVER (PARTITION BY entity_id ORDER BY seq) AS status_before
  FROM (
    SELECT entity_id, seq, at, after_row::json ->> 'status' AS status, after_row::json ->> 'assignedAgentId' AS agent_id
    FROM changes WHERE entity_type = 'lead'
  ) AS lead_changes
) AS steps
WHERE status_before IS NULL OR status_before <> status
WINDOW spans AS (PARTITION BY lead_id ORDER BY seq);

INSERT INTO lead_status_spans (lead_id, number, status, agent_id, entered_at)
SELECT id, 1, status, assigned_agent_id, COALESCE(converted_at, created_at) FROM leads
WHERE NOT EXISTS (SELECT 1 FROM lead_status_spans WHERE lead_id = leads.id);

UPDATE leads SET status_since = (SELECT entered_at FROM lead_status_spans
  WHERE lead_id = leads.id AND left_at IS NULL);

INSERT INTO agent_team_spans (agent_id, number, team, since, until)
SELECT agent_id, ROW_NUMBER() OVER spans, team, at, LEAD(at) OVER spans
FROM (
  SELECT entity_id AS agent_id, seq, at, team,
    LAG(seq) OVER (PARTITION BY entity_id ORDER BY seq) AS seq_before,
    LAG(team) OVER (PARTITION BY entity_id ORDER BY seq) AS team_before
  FROM (
    SELECT entity_id, seq, at, after_row::json ->> 'team' AS team FROM changes WHERE entity_type = 'agent'
  ) AS agent_changes
) AS moves
WHERE seq_before IS NULL OR COALESCE(team_before, '') <> COALESCE(team, '')
WINDOW spans AS (PARTITION BY agent_id ORDER BY seq);

INSERT INTO agent_team_spans (agent_id, number, team, since)
SELECT agents.id, 1, accounts.team, created_at FROM agents JOIN accounts ON accounts.agent_id = agents.id
WHERE NOT EXISTS (SELECT 1 FROM agent_team_spans WHERE agent_team_spans.agent_id = agents.id);
