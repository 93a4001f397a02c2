-- Folded text is compared by its bytes, as SQLite does: prefixes are ranges, and both databases
-- order alike.
ALTER TABLE leads
  ALTER COLUMN name_key TYPE TEXT COLLATE "C",
  ALTER COLUMN email_key TYPE TEXT COLLATE "C",
  ALTER COLUMN company_key TYPE TEXT COLLATE "C",
  ALTER COLUMN phone_e164 TYPE TEXT COLLATE "C";

-- Words of names and companies, and every spelling that is one letter short of one of them.
CREATE TABLE lead_words (
  word TEXT COLLATE "C" NOT NULL,
  lead_row BIGINT NOT NULL,
  PRIMARY KEY (word, lead_row)
);

CREATE TABLE lead_typos (
  typo TEXT COLLATE "C" NOT NULL,
  word TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (typo, word)
);

-- Any part of a name, an email, a company or a telephone number, from three characters on.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX leads_by_part ON leads USING gin (search_text gin_trgm_ops);
