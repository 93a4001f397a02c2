-- The ids that leads have in other systems.
CREATE TABLE lead_external_ids (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  system TEXT NOT NULL,
  key TEXT NOT NULL,
  lead_id TEXT NOT NULL,
  UNIQUE (system, key)
);
CREATE INDEX lead_external_ids_by_lead ON lead_external_ids (lead_id);

-- The system whose ids the column externalId of an import has.
ALTER TABLE lead_imports ADD COLUMN external_system TEXT;
