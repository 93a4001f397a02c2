-- The spine: the log, its feed by scope, what followers have read, and kept answers.
CREATE TABLE log_meta (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  epoch TEXT NOT NULL,
  floor_seq BIGINT NOT NULL
);

CREATE TABLE changes (
  seq ${rowKey},
  kind TEXT NOT NULL,
  entity_type TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  fields TEXT NOT NULL,
  before_fields TEXT,
  after_row TEXT NOT NULL,
  actor TEXT,
  cause BIGINT,
  device TEXT,
  at BIGINT NOT NULL,
  seen_before TEXT NOT NULL,
  seen_after TEXT NOT NULL
);
CREATE INDEX changes_by_entity ON changes (entity_type, entity_id, seq);

CREATE TABLE change_feed (
  scope TEXT NOT NULL,
  seq BIGINT NOT NULL,
  entity_type TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  PRIMARY KEY (scope, seq)
) ${clustered};
CREATE INDEX change_feed_by_type ON change_feed (scope, entity_type, seq);

CREATE TABLE follower_cursors (
  name TEXT PRIMARY KEY,
  seq BIGINT NOT NULL
);

CREATE TABLE follower_parked (
  name TEXT NOT NULL,
  seq BIGINT NOT NULL,
  error TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (name, seq)
);

CREATE TABLE receipts (
  scope TEXT NOT NULL,
  id_key TEXT NOT NULL,
  hash TEXT NOT NULL,
  problem TEXT,
  body TEXT,
  version INTEGER,
  created BOOLEAN NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (scope, id_key)
);
CREATE INDEX receipts_by_expiry ON receipts (expires_at);
