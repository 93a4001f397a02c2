-- What an import says about its columns and its bad cells.
ALTER TABLE lead_imports ADD COLUMN on_bad_cell TEXT NOT NULL DEFAULT 'refuse';
ALTER TABLE lead_imports ADD COLUMN mapping_warnings TEXT NOT NULL DEFAULT '[]';
ALTER TABLE lead_imports ADD COLUMN skipped_cells INTEGER NOT NULL DEFAULT 0;
