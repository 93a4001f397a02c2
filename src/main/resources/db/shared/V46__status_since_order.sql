CREATE INDEX leads_by_status_since
  ON leads (COALESCE(status_since, created_at)${thenRow}) WHERE deleted_at IS NULL;
-- Sales are counted by lead_status_spans.
DROP INDEX leads_by_conversion;
