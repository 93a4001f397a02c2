import Database from 'better-sqlite3';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS agents (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    password_salt BLOB NOT NULL,
    password_hash BLOB NOT NULL,
    active INTEGER NOT NULL DEFAULT 1
  );
  CREATE TABLE IF NOT EXISTS sessions (
    token_hash TEXT PRIMARY KEY,
    agent_id TEXT NOT NULL REFERENCES agents (id),
    expires_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS leads (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    name TEXT NOT NULL,
    phone TEXT,
    phone_e164 TEXT,
    email TEXT,
    company TEXT,
    source TEXT,
    status TEXT NOT NULL,
    priority TEXT NOT NULL,
    score INTEGER NOT NULL,
    assigned_agent_id TEXT REFERENCES agents (id),
    tags TEXT NOT NULL,
    custom_fields TEXT NOT NULL,
    notes TEXT,
    timezone TEXT,
    do_not_call INTEGER NOT NULL,
    consent TEXT,
    value REAL,
    currency TEXT,
    call_attempts INTEGER NOT NULL,
    last_contacted_at INTEGER,
    next_follow_up_at INTEGER,
    converted_at INTEGER,
    lost_reason TEXT
  );
  CREATE INDEX IF NOT EXISTS leads_by_update ON leads (updated_at DESC, id DESC) WHERE deleted_at IS NULL;
  CREATE INDEX IF NOT EXISTS leads_by_phone ON leads (phone_e164) WHERE deleted_at IS NULL;
  CREATE INDEX IF NOT EXISTS leads_by_email ON leads (email) WHERE deleted_at IS NULL;
  CREATE INDEX IF NOT EXISTS leads_by_status ON leads (status) WHERE deleted_at IS NULL;
  CREATE INDEX IF NOT EXISTS leads_by_agent ON leads (assigned_agent_id) WHERE deleted_at IS NULL;
  CREATE TABLE IF NOT EXISTS changes (
    seq INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    entity_type TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    fields TEXT NOT NULL,
    after_row TEXT NOT NULL,
    actor TEXT,
    at INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS changes_by_entity ON changes (entity_type, entity_id, seq);
`;

/** SQLite as durable as the server it is compared with: every commit is on the disk before it returns. */
export function openDatabase(file) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('cache_size = -8192');
  db.pragma('mmap_size = 1073741824');
  db.exec(SCHEMA);
  return db;
}
