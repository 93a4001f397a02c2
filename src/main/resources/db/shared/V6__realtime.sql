-- Which processes serve sockets, and whose.
CREATE TABLE nodes (
  id TEXT PRIMARY KEY,
  seen_at BIGINT NOT NULL
);

CREATE TABLE presence (
  node_id TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (node_id, agent_id)
);
