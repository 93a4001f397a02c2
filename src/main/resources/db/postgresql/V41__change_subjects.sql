-- The row that a change is about, of whatever type, in place of a lead only. A change that only moved a row to another
-- subject belongs to no timeline, so it keeps none.
ALTER TABLE changes ADD COLUMN subject_type TEXT;
ALTER TABLE changes ADD COLUMN subject_id TEXT;

-- While nodes are upgraded one by one, the older ones write and read lead_id. A later version drops it with the trigger.
CREATE FUNCTION changes_keep_lead_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.subject_type = 'lead' THEN
    NEW.lead_id := NEW.subject_id;
  ELSIF NEW.lead_id IS NOT NULL AND NEW.subject_id IS NULL AND NEW.fields <> 'leadId' THEN
    NEW.subject_type := 'lead';
    NEW.subject_id := NEW.lead_id;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER changes_keep_lead_id BEFORE INSERT ON changes
  FOR EACH ROW EXECUTE FUNCTION changes_keep_lead_id();

UPDATE changes SET subject_type = 'lead', subject_id = lead_id WHERE lead_id IS NOT NULL AND fields <> 'leadId';
CREATE INDEX changes_by_subject ON changes (subject_type, subject_id, seq) WHERE subject_id IS NOT NULL;
