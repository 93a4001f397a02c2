-- Leads that are alike in an order stand by their row's number, not by their id: an index's entry is
-- a third as long. SQLite ends each with the row's number by itself.
DROP INDEX leads_by_update;
DROP INDEX leads_by_creation;
DROP INDEX leads_by_name;
DROP INDEX leads_by_score;
DROP INDEX leads_by_priority_rank;
DROP INDEX leads_by_value;
DROP INDEX leads_by_follow_up;
DROP INDEX leads_by_agent;
DROP INDEX leads_by_agent_follow_up;
DROP INDEX leads_by_agent_status;
DROP INDEX leads_by_status;
DROP INDEX leads_by_category;
DROP INDEX leads_by_priority;
DROP INDEX leads_by_source;
DROP INDEX leads_by_company;
DROP INDEX leads_not_to_call;
DROP INDEX leads_deleted;
DROP INDEX leads_to_call;
DROP INDEX leads_in_backlog;

CREATE INDEX leads_by_update ON leads (updated_at${thenRow}) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_creation ON leads (created_at${thenRow}) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_name ON leads (name_key${thenRow}) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_score ON leads (score${thenRow}) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_priority_rank ON leads (priority_rank${thenRow}) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_value ON leads (COALESCE(value, -1)${thenRow}) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_follow_up
  ON leads (COALESCE(next_follow_up_at, 253402300799999)${thenRow}) WHERE deleted_at IS NULL;

CREATE INDEX leads_by_agent
  ON leads (assigned_agent_id, updated_at${thenRow}) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_agent_follow_up
  ON leads (assigned_agent_id, COALESCE(next_follow_up_at, 253402300799999)${thenRow})
  WHERE deleted_at IS NULL AND assigned_agent_id IS NOT NULL;
CREATE INDEX leads_by_agent_status
  ON leads (assigned_agent_id, status, updated_at${thenRow})
  WHERE deleted_at IS NULL AND assigned_agent_id IS NOT NULL;
CREATE INDEX leads_by_status ON leads (status, updated_at${thenRow}) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_category
  ON leads (status_category, updated_at${thenRow}) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_priority ON leads (priority, updated_at${thenRow}) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_source ON leads (source, updated_at${thenRow}) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_company
  ON leads (company_key, updated_at${thenRow}) WHERE deleted_at IS NULL;
CREATE INDEX leads_not_to_call
  ON leads (updated_at${thenRow}) WHERE deleted_at IS NULL AND do_not_call;
CREATE INDEX leads_deleted ON leads (updated_at${thenRow}) WHERE deleted_at IS NOT NULL;

CREATE INDEX leads_to_call
  ON leads (assigned_agent_id, call_tier, call_zone, call_order${thenRow})
  WHERE call_tier IS NOT NULL;
CREATE INDEX leads_in_backlog
  ON leads (required_skills, backlog_since${thenRow}) WHERE backlog_since IS NOT NULL;
