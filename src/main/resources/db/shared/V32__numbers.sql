-- An extension behind a number makes it another contact's.
ALTER TABLE leads ADD COLUMN phone_extension TEXT;

-- Numbers whose owners asked not to be called. A row outlives the leads that had the number.
-- number is in E.164 form, with ;ext= and the extension where there is one.
CREATE TABLE do_not_call_numbers (
  number TEXT PRIMARY KEY,
  since BIGINT NOT NULL
);
INSERT INTO do_not_call_numbers (number, since)
  SELECT phone_e164, MIN(updated_at) FROM leads
  WHERE do_not_call AND phone_e164 IS NOT NULL GROUP BY phone_e164;

-- Why a change was made, in the words of who made it.
ALTER TABLE changes ADD COLUMN reason TEXT;

-- Which reminder a promised call-back has made: one for each call.
CREATE TABLE call_reminders (
  call_id TEXT PRIMARY KEY,
  reminder_id TEXT NOT NULL
);
CREATE UNIQUE INDEX call_reminders_by_reminder ON call_reminders (reminder_id);

-- Up to which row the leads have what this version of the program derives from their fields: folded
-- names, numbers, and the text that a search looks into.
CREATE TABLE lead_derivation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,
  row_number BIGINT NOT NULL
);
INSERT INTO lead_derivation (id, version, row_number) VALUES (1, 0, 0);
