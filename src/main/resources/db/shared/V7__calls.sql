-- Calls, what each outcome leads to, and the hours in which leads may be called.
CREATE TABLE calls (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  agent_id TEXT REFERENCES agents (id),
  lead_id TEXT REFERENCES leads (id),
  direction TEXT NOT NULL,
  phone TEXT,
  status TEXT NOT NULL,
  outcome TEXT,
  scheduled_at BIGINT,
  started_at BIGINT,
  answered_at BIGINT,
  ended_at BIGINT,
  ring_seconds INTEGER,
  duration_seconds INTEGER,
  wrap_up_seconds INTEGER,
  notes TEXT,
  recording_url TEXT,
  callback_at BIGINT,
  contact BOOLEAN NOT NULL,
  sale BOOLEAN NOT NULL,
  end_reason TEXT,
  override TEXT,
  provider TEXT,
  provider_call_id TEXT,
  -- When it takes or took place: started_at, else scheduled_at, else created_at.
  at BIGINT NOT NULL,
  -- Whether it occupies its agent.
  active BOOLEAN NOT NULL,
  -- Whether it rings or is in progress, so that its end must be reported.
  open BOOLEAN NOT NULL,
  brought_hash TEXT
);
CREATE INDEX calls_by_creation ON calls (created_at, id);
CREATE INDEX calls_by_time ON calls (at, id);
CREATE INDEX calls_by_agent_creation ON calls (agent_id, created_at, id);
CREATE INDEX calls_by_agent_time ON calls (agent_id, at, id);
CREATE INDEX calls_by_lead ON calls (lead_id, created_at, id);
CREATE UNIQUE INDEX calls_active_by_agent ON calls (agent_id) WHERE active;
CREATE INDEX calls_open ON calls (started_at) WHERE open;
CREATE INDEX calls_open_by_lead ON calls (lead_id) WHERE open;
CREATE UNIQUE INDEX calls_by_provider ON calls (provider, provider_call_id)
  WHERE deleted_at IS NULL AND provider_call_id IS NOT NULL;

CREATE TABLE call_outcomes (
  outcome TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  lead_status TEXT,
  counts_as_contact BOOLEAN NOT NULL,
  counts_as_sale BOOLEAN NOT NULL,
  retry_after_seconds BIGINT,
  sets_do_not_call BOOLEAN NOT NULL,
  wants_callback_time BOOLEAN NOT NULL
);
INSERT INTO call_outcomes (outcome, version, created_at, updated_at, lead_status, counts_as_contact, counts_as_sale,
    retry_after_seconds, sets_do_not_call, wants_callback_time) VALUES
  ('interested',         1, 0, 0, 'qualified',   TRUE,  FALSE, 172800, FALSE, TRUE),
  ('sale',               1, 0, 0, 'converted',   TRUE,  TRUE,  NULL,   FALSE, FALSE),
  ('callback_requested', 1, 0, 0, 'contacted',   TRUE,  FALSE, 86400,  FALSE, TRUE),
  ('not_interested',     1, 0, 0, 'lost',        TRUE,  FALSE, NULL,   FALSE, FALSE),
  ('left_voicemail',     1, 0, 0, 'attempted',   FALSE, FALSE, 86400,  FALSE, FALSE),
  ('wrong_number',       1, 0, 0, 'unqualified', FALSE, FALSE, NULL,   FALSE, FALSE),
  ('disconnected',       1, 0, 0, 'attempted',   FALSE, FALSE, 14400,  FALSE, FALSE),
  ('language_barrier',   1, 0, 0, 'contacted',   TRUE,  FALSE, NULL,   FALSE, FALSE),
  ('dnc_request',        1, 0, 0, 'lost',        TRUE,  FALSE, NULL,   TRUE,  FALSE),
  ('other',              1, 0, 0, 'contacted',   TRUE,  FALSE, NULL,   FALSE, FALSE);

-- One row: for each weekday from when to when, as JSON; null for a day without calls.
CREATE TABLE calling_hours (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  days TEXT NOT NULL
);
INSERT INTO calling_hours (id, version, created_at, updated_at, days) VALUES (1, 1, 0, 0,
  '{"monday":{"from":"09:00","to":"21:00"},"tuesday":{"from":"09:00","to":"21:00"},"wednesday":{"from":"09:00","to":"21:00"},"thursday":{"from":"09:00","to":"21:00"},"friday":{"from":"09:00","to":"21:00"},"saturday":{"from":"09:00","to":"21:00"},"sunday":{"from":"09:00","to":"21:00"}}');
