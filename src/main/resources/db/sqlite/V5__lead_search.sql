-- Words of names and companies, and every spelling that is one letter short of one of them.
CREATE TABLE lead_words (
  word TEXT NOT NULL,
  lead_row INTEGER NOT NULL,
  PRIMARY KEY (word, lead_row)
) WITHOUT ROWID;

CREATE TABLE lead_typos (
  typo TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (typo, word)
) WITHOUT ROWID;

-- Any part of a name, an email, a company or a telephone number, from three characters on. It knows
-- which leads hold three characters in a row, and not where: that makes writing much cheaper, and
-- who has found a longer part's threes looks at the text itself.
CREATE VIRTUAL TABLE lead_parts USING fts5(
  search_text, content = 'leads', content_rowid = 'row_number',
  tokenize = 'trigram', detail = none, columnsize = 0
);

CREATE TRIGGER lead_parts_insert AFTER INSERT ON leads BEGIN
  INSERT INTO lead_parts (rowid, search_text) VALUES (new.row_number, new.search_text);
END;

CREATE TRIGGER lead_parts_update AFTER UPDATE OF search_text ON leads
WHEN old.search_text <> new.search_text BEGIN
  INSERT INTO lead_parts (lead_parts, rowid, search_text)
    VALUES ('delete', old.row_number, old.search_text);
  INSERT INTO lead_parts (rowid, search_text) VALUES (new.row_number, new.search_text);
END;

CREATE TRIGGER lead_parts_delete AFTER DELETE ON leads BEGIN
  INSERT INTO lead_parts (lead_parts, rowid, search_text)
    VALUES ('delete', old.row_number, old.search_text);
END;
