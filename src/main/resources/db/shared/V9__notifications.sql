-- Notifications, how many each agent has, who wants them how, what makes them by itself, and those sent to many.
CREATE TABLE notifications (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  agent_id TEXT NOT NULL REFERENCES accounts (agent_id),
  type TEXT NOT NULL,
  priority TEXT NOT NULL,
  title TEXT NOT NULL,
  message TEXT,
  about_type TEXT,
  about_id TEXT,
  dedup_key TEXT,
  group_key TEXT NOT NULL,
  count INTEGER NOT NULL,
  read_at BIGINT,
  snoozed_until BIGINT,
  deliveries TEXT NOT NULL,
  broadcast_id TEXT,
  brought_hash TEXT
);
CREATE INDEX notifications_by_agent ON notifications (agent_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX notifications_unread ON notifications (agent_id, created_at, id)
  WHERE read_at IS NULL AND deleted_at IS NULL;
CREATE INDEX notifications_by_dedup ON notifications (agent_id, dedup_key, created_at) WHERE dedup_key IS NOT NULL;
CREATE INDEX notifications_by_group ON notifications (agent_id, group_key, updated_at)
  WHERE read_at IS NULL AND deleted_at IS NULL;
CREATE INDEX notifications_by_reading ON notifications (read_at) WHERE read_at IS NOT NULL;
CREATE INDEX notifications_by_deletion ON notifications (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE notification_counts (
  agent_id TEXT NOT NULL,
  type TEXT NOT NULL,
  priority TEXT NOT NULL,
  total BIGINT NOT NULL,
  unread BIGINT NOT NULL,
  PRIMARY KEY (agent_id, type, priority)
) ${clustered};

CREATE TABLE inboxes (
  agent_id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  read_all_at BIGINT NOT NULL
);

CREATE TABLE notification_preferences (
  agent_id TEXT PRIMARY KEY REFERENCES accounts (agent_id),
  version INTEGER NOT NULL,
  updated_at BIGINT NOT NULL,
  channels TEXT NOT NULL,
  quiet_from TEXT,
  quiet_to TEXT
);

CREATE TABLE notification_rules (
  name TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  updated_at BIGINT NOT NULL,
  enabled BOOLEAN NOT NULL,
  priority TEXT NOT NULL,
  title TEXT NOT NULL,
  message TEXT
);
INSERT INTO notification_rules (name, version, updated_at, enabled, priority, title, message) VALUES
  ('lead_assigned', 1, 0, TRUE, 'normal', 'Lead assigned to you', '{{name}}'),
  ('lead_status_changed', 1, 0, TRUE, 'normal', 'Lead status changed', '{{actor}} set {{name}} to {{status}}.'),
  ('call_missed', 1, 0, TRUE, 'high', 'Missed call', '{{phone}}'),
  ('reminder_due_soon', 1, 0, TRUE, 'normal', 'Due soon: {{title}}', '{{description}}'),
  ('reminder_due', 1, 0, TRUE, 'high', '{{title}}', '{{description}}'),
  ('reminder_overdue', 1, 0, TRUE, 'high', 'Overdue: {{title}}', '{{description}}'),
  ('import_done', 1, 0, TRUE, 'normal', 'Import done', '{{created}} made, {{updated}} changed, {{refused}} refused.');

CREATE TABLE broadcasts (
  id TEXT PRIMARY KEY,
  created_at BIGINT NOT NULL,
  created_by TEXT,
  priority TEXT NOT NULL,
  title TEXT NOT NULL,
  message TEXT,
  role TEXT,
  team TEXT,
  recipients INTEGER NOT NULL,
  sent INTEGER NOT NULL,
  last_agent_id TEXT NOT NULL,
  finished_at BIGINT
);
CREATE INDEX broadcasts_unfinished ON broadcasts (created_at) WHERE finished_at IS NULL;
