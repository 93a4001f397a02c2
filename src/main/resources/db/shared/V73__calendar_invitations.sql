-- The meetings that agents were invited to by mail, as the mail said.
CREATE TABLE calendar_invitations (
  reminder_id TEXT PRIMARY KEY,
  agent_id TEXT NOT NULL,
  address TEXT NOT NULL,
  title TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  sequence INTEGER NOT NULL
);
