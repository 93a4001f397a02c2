-- Ids that clients brought for news that became no row of its own: it was told already, or grew the one that stands for
-- many. Who sends the same again under the id is answered with that row, and nothing is counted twice.
CREATE TABLE notification_brought (
  id TEXT PRIMARY KEY,
  notification_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  brought_at BIGINT NOT NULL
);
CREATE INDEX notification_brought_by_time ON notification_brought (brought_at);
