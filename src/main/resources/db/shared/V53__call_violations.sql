-- Calling rules that a past call broke: such a call is stored, and its managers are notified.
ALTER TABLE calls ADD COLUMN violations TEXT NOT NULL DEFAULT '[]';
INSERT INTO notification_rules (name, version, updated_at, enabled, priority, title, message) VALUES
  ('call_violation', 1, 0, TRUE, 'high', 'A call broke the calling rules', '{{phone}}');
