-- During a rolling upgrade nodes of an older version write leads too, and keep neither spans nor status_since.
CREATE FUNCTION keep_lead_status_span() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.status_since := NEW.updated_at;
  IF TG_OP = 'UPDATE' THEN
    NEW.status_steps := OLD.status_steps + 1;
    UPDATE lead_status_spans SET left_at = NEW.status_since, next_status = NEW.status
      WHERE lead_id = NEW.id AND left_at IS NULL;
  END IF;
  INSERT INTO lead_status_spans (lead_id, number, status, agent_id, entered_at)
  VALUES (NEW.id, (SELECT COALESCE(MAX(number), 0) + 1 FROM lead_status_spans WHERE lead_id = NEW.id),
    NEW.status, NEW.assigned_agent_id, NEW.status_since);
  RETURN NEW;
END
$$;

CREATE TRIGGER leads_created_by_older_nodes BEFORE INSERT ON leads
  FOR EACH ROW WHEN (NEW.status_since IS NULL)
  EXECUTE FUNCTION keep_lead_status_span();

CREATE TRIGGER leads_stepped_by_older_nodes BEFORE UPDATE OF status ON leads
  FOR EACH ROW WHEN (NEW.status <> OLD.status AND NEW.status_steps = OLD.status_steps)
  EXECUTE FUNCTION keep_lead_status_span();
