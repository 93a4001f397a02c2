-- Which lead a change of a call or a reminder is about, so that a lead's timeline is one look into an index.
ALTER TABLE changes ADD COLUMN lead_id TEXT;
UPDATE changes SET lead_id = json_extract(after_row, '$.leadId') WHERE entity_type IN ('call', 'reminder');
CREATE INDEX changes_by_lead ON changes (lead_id, seq) WHERE lead_id IS NOT NULL;

-- Into which lead one was merged.
ALTER TABLE leads ADD COLUMN merged_into_id TEXT;
CREATE INDEX leads_by_merge ON leads (merged_into_id) WHERE merged_into_id IS NOT NULL;

-- Whether a person set the score; until now nobody else did.
ALTER TABLE leads ADD COLUMN score_by_hand BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE leads SET score_by_hand = TRUE WHERE score <> 0;
