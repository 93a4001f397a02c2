-- Compared by their bytes, as SQLite does, and as phone_e164 is.
ALTER TABLE leads ALTER COLUMN phone_extension TYPE TEXT COLLATE "C";
ALTER TABLE do_not_call_numbers ALTER COLUMN number TYPE TEXT COLLATE "C";
