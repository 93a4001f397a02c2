-- From where an agent has logged in: a colleague who is known there is not slowed down by what others at the same
-- address do. Sessions are no such memory, since a logout takes them away.
CREATE TABLE login_networks (
  agent_id TEXT NOT NULL REFERENCES accounts (agent_id),
  network TEXT NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (agent_id, network)
);
CREATE INDEX login_networks_by_time ON login_networks (seen_at);
