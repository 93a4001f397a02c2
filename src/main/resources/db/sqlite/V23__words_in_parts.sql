-- The index of parts knows where words begin, as PostgreSQL's does: each stands after two spaces. So
-- it finds beginnings of one and two characters too, and lead_words, which cost a create more than
-- this index, is not needed here.
DROP TRIGGER lead_parts_delete;
DROP TABLE lead_parts;
DROP TABLE lead_words;

CREATE VIEW lead_texts AS
SELECT row_number, '  ' || replace(
  replace(replace(replace(replace(replace(replace(replace(
  search_text, char(10), ' '), '-', ' '), '''', ' '), '/', ' '), '&', ' '), '(', ' '), ',', ' '),
  ' ', '  ') AS spaced
FROM leads;

CREATE VIRTUAL TABLE lead_parts USING fts5(
  spaced, content = 'lead_texts', content_rowid = 'row_number',
  tokenize = 'trigram', detail = none, columnsize = 0
);
-- What commits have added is merged when there are sixteen of a size, not four, and in larger pieces: a
-- search looks into a few more, a create has less written anew.
INSERT INTO lead_parts (lead_parts, rank) VALUES ('automerge', 16);
INSERT INTO lead_parts (lead_parts, rank) VALUES ('pgsz', 8000);
INSERT INTO lead_parts (lead_parts) VALUES ('rebuild');

CREATE TRIGGER lead_parts_delete BEFORE DELETE ON leads BEGIN
  INSERT INTO lead_parts (lead_parts, rowid, spaced)
    SELECT 'delete', row_number, spaced FROM lead_texts WHERE row_number = old.row_number;
END;
