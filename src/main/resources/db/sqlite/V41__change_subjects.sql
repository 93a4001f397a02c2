-- The row that a change is about, of whatever type, in place of a lead only. A change that only moved a row to another
-- subject belongs to no timeline, so it keeps none.
DROP INDEX changes_by_lead;
ALTER TABLE changes RENAME COLUMN lead_id TO subject_id;
ALTER TABLE changes ADD COLUMN subject_type TEXT;
UPDATE changes SET subject_id = NULL WHERE subject_id IS NOT NULL AND fields = 'leadId';
UPDATE changes SET subject_type = 'lead' WHERE subject_id IS NOT NULL;
CREATE INDEX changes_by_subject ON changes (subject_type, subject_id, seq) WHERE subject_id IS NOT NULL;
