-- An import may run without setting off automation.
ALTER TABLE lead_imports ADD COLUMN automation BOOLEAN NOT NULL DEFAULT TRUE;
