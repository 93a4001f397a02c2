-- A run that does not act frees its rule for the row only for later events: whether an earlier one is
-- answered must not depend on how far the rules have followed the log.
ALTER TABLE automation_marks ADD COLUMN freed_at BIGINT;
