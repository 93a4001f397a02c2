-- Leads. The columns that end in _key hold folded text (case, accents and spaces make no
-- difference); row_number is what the search indexes know a lead by.
CREATE TABLE leads (
  row_number ${rowKey},
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  phone TEXT,
  phone_e164 TEXT,
  email TEXT,
  email_key TEXT,
  company TEXT,
  company_key TEXT,
  source TEXT,
  status TEXT NOT NULL,
  status_category TEXT NOT NULL,
  priority TEXT NOT NULL,
  priority_rank INTEGER NOT NULL,
  score INTEGER NOT NULL,
  assigned_agent_id TEXT,
  tags TEXT NOT NULL,
  custom_fields TEXT NOT NULL,
  notes TEXT,
  timezone TEXT,
  do_not_call BOOLEAN NOT NULL,
  consent TEXT,
  value BIGINT,
  currency TEXT,
  call_attempts INTEGER NOT NULL,
  last_contacted_at BIGINT,
  next_follow_up_at BIGINT,
  converted_at BIGINT,
  lost_reason TEXT,
  search_text TEXT NOT NULL,
  brought_hash TEXT
);

-- What stands, in each order that a list can have.
CREATE INDEX leads_by_update ON leads (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_creation ON leads (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_name ON leads (name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_score ON leads (score, id) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_priority_rank ON leads (priority_rank, id) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_value ON leads (COALESCE(value, -1), id) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_follow_up
  ON leads (COALESCE(next_follow_up_at, 253402300799999), id) WHERE deleted_at IS NULL;

-- What stands, by each filter, newest change first.
CREATE INDEX leads_by_agent ON leads (assigned_agent_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_agent_follow_up
  ON leads (assigned_agent_id, COALESCE(next_follow_up_at, 253402300799999), id)
  WHERE deleted_at IS NULL;
CREATE INDEX leads_by_agent_status
  ON leads (assigned_agent_id, status, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_status ON leads (status, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_category ON leads (status_category, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_priority ON leads (priority, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_source ON leads (source, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_company ON leads (company_key, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_phone ON leads (phone_e164) WHERE deleted_at IS NULL;
CREATE INDEX leads_by_email ON leads (email_key) WHERE deleted_at IS NULL;
CREATE INDEX leads_not_to_call ON leads (updated_at, id) WHERE deleted_at IS NULL AND do_not_call;

CREATE INDEX leads_deleted ON leads (updated_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE lead_tags (
  tag_key TEXT NOT NULL,
  lead_row BIGINT NOT NULL,
  PRIMARY KEY (tag_key, lead_row)
) ${clustered};

-- How many open leads each agent has, and when it last had its turn.
CREATE TABLE lead_loads (
  agent_id TEXT PRIMARY KEY,
  open_leads INTEGER NOT NULL,
  turn BIGINT NOT NULL
);
CREATE INDEX lead_loads_by_turn ON lead_loads (turn);
