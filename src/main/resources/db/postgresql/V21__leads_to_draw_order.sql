-- As the orders of V20.
DROP INDEX leads_to_draw;
CREATE INDEX leads_to_draw ON leads (call_tier, call_zone, call_order, row_number)
  WHERE call_tier IS NOT NULL AND assigned_agent_id IS NULL;
