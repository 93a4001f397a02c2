-- The index of parts takes new leads in by the hundred. What each commit wrote for its few was merged, and so
-- written anew, again and again. Up to which row the index goes is said here; a search looks at the few rows
-- behind that one by one.
CREATE TABLE lead_parts_reach (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  row_number INTEGER NOT NULL
);
INSERT INTO lead_parts_reach (id, row_number)
  SELECT 1, COALESCE(MAX(row_number), 0) FROM leads;

DROP TRIGGER lead_parts_delete;
CREATE TRIGGER lead_parts_delete BEFORE DELETE ON leads
WHEN old.row_number <= (SELECT row_number FROM lead_parts_reach) BEGIN
  INSERT INTO lead_parts (lead_parts, rowid, spaced)
    SELECT 'delete', row_number, spaced FROM lead_texts WHERE row_number = old.row_number;
END;

-- What it takes in at once is a larger piece now, so that fewer have to be merged.
INSERT INTO lead_parts (lead_parts, rank) VALUES ('automerge', 8);
