-- The ledger of consent: rows are added and never changed. about_calls tells do-not-call from consent, so
-- the last row of a lead, a channel and about_calls is what stands. entry_number is the order of writing.
CREATE TABLE consent_entries (
  entry_number ${rowKey},
  id TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  lead_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  action TEXT NOT NULL,
  about_calls BOOLEAN NOT NULL,
  basis TEXT,
  source TEXT,
  at BIGINT NOT NULL,
  evidence TEXT,
  actor TEXT,
  via TEXT
);
CREATE INDEX consent_entries_by_lead ON consent_entries (lead_id, created_at, entry_number);
