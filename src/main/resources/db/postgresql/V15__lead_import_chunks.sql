-- What was received of a file of leads, in pieces, until the import is over.
CREATE TABLE lead_import_chunks (
  import_id TEXT NOT NULL,
  first_row INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  received_at BIGINT NOT NULL,
  content BYTEA NOT NULL,
  PRIMARY KEY (import_id, first_row)
);
CREATE INDEX lead_import_chunks_by_time ON lead_import_chunks (received_at);
