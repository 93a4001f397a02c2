-- By what a lead was reached that was merged into another one, which is now reached by it.
CREATE INDEX leads_merged_by_phone ON leads (phone_e164) WHERE merged_into_id IS NOT NULL;
CREATE INDEX leads_merged_by_email ON leads (email_key) WHERE merged_into_id IS NOT NULL;
