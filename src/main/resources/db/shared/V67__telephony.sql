-- What telephony knows of a call beside the call itself, and the connections that the provider made for it.
CREATE TABLE telephony_calls (
  id TEXT PRIMARY KEY,
  provider TEXT NOT NULL,
  outbound BOOLEAN NOT NULL,
  number TEXT NOT NULL,
  agent_id TEXT,
  agent_number TEXT,
  rung TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  heard_at BIGINT NOT NULL
);
CREATE INDEX telephony_calls_open ON telephony_calls (heard_at) WHERE state <> 'ended';

CREATE TABLE call_legs (
  provider TEXT NOT NULL,
  id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  leg TEXT NOT NULL,
  agent_id TEXT,
  status TEXT NOT NULL,
  answered_at BIGINT,
  duration_seconds INTEGER,
  note TEXT,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (provider, id)
);
CREATE INDEX call_legs_by_call ON call_legs (call_id);
