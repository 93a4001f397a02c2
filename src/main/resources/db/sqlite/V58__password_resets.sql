-- Passwords set on the command line while a server has the file: that server takes them from here, so that all writes
-- go through one process. PostgreSQL needs no such table.
CREATE TABLE password_resets (
  agent_id TEXT PRIMARY KEY REFERENCES accounts (agent_id),
  password_hash TEXT NOT NULL
) WITHOUT ROWID;
