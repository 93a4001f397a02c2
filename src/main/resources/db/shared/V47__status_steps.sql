-- How often a lead has changed its status. A node of an older version does not count, by which it is recognised.
ALTER TABLE leads ADD COLUMN status_steps INTEGER NOT NULL DEFAULT 0;
