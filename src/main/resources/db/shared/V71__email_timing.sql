-- When notifications are sent by email, for each type, and the windows whose mail is already queued.
ALTER TABLE notification_preferences ADD COLUMN email_timing TEXT;

CREATE TABLE notification_digests (
  agent_id TEXT NOT NULL REFERENCES accounts (agent_id),
  timing TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  PRIMARY KEY (agent_id, timing, starts_at)
) ${clustered};
CREATE INDEX notification_digests_by_end ON notification_digests (ends_at);
