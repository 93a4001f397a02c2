-- Rows of imports that were taken although something about a cell is worth a look.
CREATE TABLE lead_import_warnings (
  import_id TEXT NOT NULL,
  row_number INTEGER NOT NULL,
  line INTEGER NOT NULL,
  reasons TEXT NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (import_id, row_number)
) ${clustered};
ALTER TABLE lead_imports ADD COLUMN warned INTEGER NOT NULL DEFAULT 0;
