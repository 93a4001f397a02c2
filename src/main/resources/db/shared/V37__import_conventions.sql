-- How the numbers and times of a file are read; null in imports that an older version began.
ALTER TABLE lead_imports ADD COLUMN conventions TEXT;
