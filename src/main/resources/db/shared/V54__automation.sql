-- Automation: rules, their versions as the follower met them, their runs, and what limits them.
CREATE TABLE automation_rules (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  owner_id TEXT NOT NULL REFERENCES accounts (agent_id),
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  description TEXT,
  enabled BOOLEAN NOT NULL,
  disabled_reason TEXT,
  template TEXT,
  rule_trigger TEXT NOT NULL,
  conditions TEXT,
  actions TEXT NOT NULL,
  delay_seconds INTEGER NOT NULL,
  while_waiting TEXT NOT NULL,
  time_window TEXT,
  once_per TEXT NOT NULL,
  cooldown_seconds INTEGER NOT NULL,
  max_depth INTEGER NOT NULL,
  burst TEXT NOT NULL,
  next_fire_at BIGINT,
  run_count BIGINT NOT NULL DEFAULT 0,
  last_run_at BIGINT,
  failures_in_row INTEGER NOT NULL DEFAULT 0,
  creation_hash TEXT
);
CREATE INDEX automation_rules_by_creation ON automation_rules (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX automation_rules_by_owner ON automation_rules (owner_id);
CREATE INDEX automation_rules_by_fire ON automation_rules (next_fire_at) WHERE next_fire_at IS NOT NULL;

CREATE TABLE automation_versions (
  rule_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  from_seq BIGINT NOT NULL,
  to_seq BIGINT,
  definition TEXT NOT NULL,
  PRIMARY KEY (rule_id, version)
) ${clustered};
CREATE INDEX automation_versions_in_force ON automation_versions (from_seq);

CREATE TABLE automation_runs (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  rule_id TEXT NOT NULL,
  rule_version INTEGER NOT NULL,
  owner_id TEXT NOT NULL,
  rule_name TEXT NOT NULL,
  occasion TEXT NOT NULL,
  event TEXT,
  seq BIGINT,
  entity_type TEXT,
  entity_id TEXT NOT NULL,
  subject_type TEXT,
  subject_id TEXT,
  depth INTEGER NOT NULL,
  status TEXT NOT NULL,
  reason TEXT,
  due_at BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  then_values TEXT,
  trace TEXT,
  finished_at BIGINT,
  took_ms INTEGER
);
CREATE UNIQUE INDEX automation_runs_once ON automation_runs (rule_id, occasion, entity_id);
CREATE INDEX automation_runs_waiting ON automation_runs (next_at, id) WHERE status = 'waiting';
CREATE INDEX automation_runs_held ON automation_runs (rule_id, id) WHERE status = 'held';
CREATE INDEX automation_runs_open ON automation_runs (rule_id, entity_id) WHERE status IN ('waiting', 'held');
CREATE INDEX automation_runs_by_rule ON automation_runs (rule_id, created_at, id);
CREATE INDEX automation_runs_by_entity ON automation_runs (entity_id, rule_id, due_at);
CREATE INDEX automation_runs_finished ON automation_runs (finished_at) WHERE finished_at IS NOT NULL;

-- The last run of a rule about a row: once per row, and the cooldown.
CREATE TABLE automation_marks (
  rule_id TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  last_at BIGINT NOT NULL,
  PRIMARY KEY (rule_id, entity_id)
) ${clustered};

-- How often a rule matched, or why it did not run although its conditions held, by period.
CREATE TABLE automation_counts (
  rule_id TEXT NOT NULL,
  period BIGINT NOT NULL,
  reason TEXT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (rule_id, period, reason)
) ${clustered};
CREATE INDEX automation_counts_by_period ON automation_counts (period);

-- A rule that is applied row by row: at a tick of its schedule, or as a backfill.
CREATE TABLE automation_sweeps (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  rule_id TEXT NOT NULL,
  rule_version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  occasion TEXT NOT NULL,
  created_by TEXT,
  rows_max BIGINT,
  after_id TEXT NOT NULL,
  scanned BIGINT NOT NULL,
  matched BIGINT NOT NULL,
  status TEXT NOT NULL,
  finished_at BIGINT
);
CREATE INDEX automation_sweeps_running ON automation_sweeps (created_at, id) WHERE status = 'running';
CREATE INDEX automation_sweeps_by_rule ON automation_sweeps (rule_id, created_at, id);
