-- The fields that an admin declares beside a lead's own. A name is unique among those that stand.
CREATE TABLE custom_fields (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  label TEXT NOT NULL,
  type TEXT NOT NULL,
  options TEXT NOT NULL,
  required BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX custom_fields_by_name ON custom_fields (name_key) WHERE deleted_at IS NULL;

-- One row: what earns a lead how many points. applied_version is up to which version all leads are scored.
CREATE TABLE lead_score_rules (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  rules TEXT NOT NULL,
  applied_version INTEGER NOT NULL
);
INSERT INTO lead_score_rules (id, version, created_at, updated_at, rules, applied_version)
SELECT 1, 1, 0, 0,
  '[{"name":"phone","reason":"Has a telephone number","points":15,"field":"phone","operator":"exists","value":true},'
  || '{"name":"email","reason":"Has an email","points":5,"field":"email","operator":"exists","value":true},'
  || '{"name":"company","reason":"Is a company","points":5,"field":"company","operator":"exists","value":true},'
  || '{"name":"recommended","reason":"Was recommended","points":15,"field":"source","operator":"in","value":["referral","partner"]},'
  || '{"name":"consent","reason":"Agreed to be called","points":10,"field":"consent","operator":"exists","value":true},'
  || '{"name":"value","reason":"Its value is known","points":10,"field":"value","operator":"gt","value":0},'
  || '{"name":"high_priority","reason":"Has high priority","points":10,"field":"priority","operator":"eq","value":"high"},'
  || '{"name":"low_priority","reason":"Has low priority","points":-10,"field":"priority","operator":"eq","value":"low"},'
  || '{"name":"contacted","reason":"Was spoken to","points":10,"field":"lastContactedAt","operator":"exists","value":true},'
  || '{"name":"qualified","reason":"Is qualified or further","points":20,"field":"status","operator":"in","value":["qualified","negotiation","converted"]},'
  || '{"name":"unreached","reason":"Was called five times or more","points":-10,"field":"callAttempts","operator":"gte","value":5},'
  || '{"name":"do_not_call","reason":"Must not be called","points":-50,"field":"doNotCall","operator":"eq","value":true},'
  || '{"name":"given_up","reason":"Was lost or is not worth a call","points":-50,"field":"statusCategory","operator":"eq","value":"lost"}]',
  CASE WHEN EXISTS (SELECT 1 FROM leads) THEN 0 ELSE 1 END;
