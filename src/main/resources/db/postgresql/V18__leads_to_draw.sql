-- The queue of what is nobody's, apart: PostgreSQL takes no order from an index whose first column
-- is only known to be null, and would sort the whole pool for each look at its front. SQLite does.
CREATE INDEX leads_to_draw ON leads (call_tier, call_zone, call_order, id)
  WHERE call_tier IS NOT NULL AND assigned_agent_id IS NULL;
