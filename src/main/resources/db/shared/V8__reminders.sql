-- Reminders, and reminders about a lead: one record, kept in two tables that differ in lead_id and kind.
-- remind_at is snoozed_until or else due_at; next_alert_at is when it next makes itself heard, null for never.
CREATE TABLE reminders (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  agent_id TEXT NOT NULL REFERENCES accounts (agent_id),
  title TEXT NOT NULL,
  description TEXT,
  due_at BIGINT NOT NULL,
  timezone TEXT NOT NULL,
  priority TEXT NOT NULL,
  status TEXT NOT NULL,
  snoozed_until BIGINT,
  completed_at BIGINT,
  recurrence TEXT,
  slot TEXT NOT NULL,
  occurrence INTEGER NOT NULL,
  next_reminder_id TEXT,
  remind_before TEXT NOT NULL,
  warned_at BIGINT,
  fired_at BIGINT,
  overdue_fired_at BIGINT,
  next_alert_at BIGINT,
  remind_at BIGINT NOT NULL,
  brought_hash TEXT
);
CREATE INDEX reminders_by_alert ON reminders (next_alert_at) WHERE next_alert_at IS NOT NULL;
CREATE INDEX reminders_by_agent ON reminders (agent_id, due_at, id) WHERE deleted_at IS NULL;
CREATE INDEX reminders_by_agent_pending ON reminders (agent_id, remind_at, id)
  WHERE status = 'pending' AND deleted_at IS NULL;
CREATE INDEX reminders_by_pending ON reminders (remind_at, id) WHERE status = 'pending' AND deleted_at IS NULL;
CREATE INDEX reminders_by_due ON reminders (due_at, id) WHERE deleted_at IS NULL;
CREATE INDEX reminders_by_update ON reminders (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX reminders_by_creation ON reminders (created_at, id) WHERE deleted_at IS NULL;

CREATE TABLE lead_reminders (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  agent_id TEXT NOT NULL REFERENCES accounts (agent_id),
  lead_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT,
  due_at BIGINT NOT NULL,
  timezone TEXT NOT NULL,
  priority TEXT NOT NULL,
  status TEXT NOT NULL,
  snoozed_until BIGINT,
  completed_at BIGINT,
  recurrence TEXT,
  slot TEXT NOT NULL,
  occurrence INTEGER NOT NULL,
  next_reminder_id TEXT,
  remind_before TEXT NOT NULL,
  warned_at BIGINT,
  fired_at BIGINT,
  overdue_fired_at BIGINT,
  next_alert_at BIGINT,
  remind_at BIGINT NOT NULL,
  brought_hash TEXT
);
CREATE INDEX lead_reminders_by_alert ON lead_reminders (next_alert_at) WHERE next_alert_at IS NOT NULL;
CREATE INDEX lead_reminders_by_agent ON lead_reminders (agent_id, due_at, id) WHERE deleted_at IS NULL;
CREATE INDEX lead_reminders_by_agent_pending ON lead_reminders (agent_id, remind_at, id)
  WHERE status = 'pending' AND deleted_at IS NULL;
CREATE INDEX lead_reminders_by_pending ON lead_reminders (remind_at, id)
  WHERE status = 'pending' AND deleted_at IS NULL;
CREATE INDEX lead_reminders_by_lead ON lead_reminders (lead_id, due_at, id);
CREATE INDEX lead_reminders_by_due ON lead_reminders (due_at, id) WHERE deleted_at IS NULL;
CREATE INDEX lead_reminders_by_update ON lead_reminders (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX lead_reminders_by_creation ON lead_reminders (created_at, id) WHERE deleted_at IS NULL;

CREATE VIEW all_reminders AS
  SELECT id, version, created_at, updated_at, deleted_at, agent_id, CAST(NULL AS TEXT) AS lead_id,
    CAST(NULL AS TEXT) AS kind, title, description, due_at, timezone, priority, status, snoozed_until, completed_at,
    recurrence, slot, occurrence, next_reminder_id, remind_before, warned_at, fired_at, overdue_fired_at,
    next_alert_at, remind_at
  FROM reminders
  UNION ALL
  SELECT id, version, created_at, updated_at, deleted_at, agent_id, lead_id, kind, title, description, due_at,
    timezone, priority, status, snoozed_until, completed_at, recurrence, slot, occurrence, next_reminder_id,
    remind_before, warned_at, fired_at, overdue_fired_at, next_alert_at, remind_at
  FROM lead_reminders;
