import { Router } from 'express';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';
import { newId } from './id.js';
import { notFound, parse, Problem } from './problem.js';

const CATEGORIES = {
  new: 'open', attempted: 'open', contacted: 'working', qualified: 'working', negotiation: 'working',
  nurture: 'on_hold', converted: 'won', unqualified: 'lost', lost: 'lost',
};
const Status = z.enum(Object.keys(CATEGORIES));
const text = (max) => z.string().trim().max(max).nullish();

const NewLead = z.strictObject({
  id: z.uuid().optional(),
  name: z.string().trim().min(1).max(200),
  phone: text(40),
  email: z.email().max(254).toLowerCase().nullish(),
  company: text(200),
  source: text(100),
  priority: z.enum(['low', 'normal', 'high']).default('normal'),
  score: z.int().min(0).max(100).default(0),
  assignedAgentId: z.uuid().nullish(),
  tags: z.array(z.string().min(1).max(50)).max(50).default([]),
  customFields: z.record(z.string().max(50), z.union([z.string().max(1000), z.number(), z.boolean()])).default({}),
  notes: text(10_000),
  timezone: text(64),
  doNotCall: z.boolean().default(false),
  consent: z.strictObject({ basis: z.string().max(50), source: text(200), at: z.iso.datetime() }).nullish(),
  value: z.number().min(0).nullish(),
  currency: z.string().length(3).nullish(),
  nextFollowUpAt: z.iso.datetime().nullish(),
  allowDuplicate: z.boolean().default(false),
});
const NewStatus = z.strictObject({ status: Status, reason: text(500) });
const ListQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});

const time = (milliseconds) => (milliseconds === null ? null : new Date(milliseconds).toISOString());
const millis = (iso) => (iso ? Date.parse(iso) : null);

/** A row of the table as the API shows it. */
function toLead(row) {
  return {
    id: row.id,
    version: row.version,
    createdAt: time(row.created_at),
    updatedAt: time(row.updated_at),
    deletedAt: time(row.deleted_at),
    name: row.name,
    phone: row.phone,
    phoneE164: row.phone_e164,
    email: row.email,
    company: row.company,
    source: row.source,
    status: row.status,
    statusCategory: CATEGORIES[row.status],
    priority: row.priority,
    score: row.score,
    assignedAgentId: row.assigned_agent_id,
    tags: JSON.parse(row.tags),
    customFields: JSON.parse(row.custom_fields),
    notes: row.notes,
    timezone: row.timezone,
    doNotCall: row.do_not_call === 1,
    consent: row.consent === null ? null : JSON.parse(row.consent),
    value: row.value,
    currency: row.currency,
    callAttempts: row.call_attempts,
    lastContactedAt: time(row.last_contacted_at),
    nextFollowUpAt: time(row.next_follow_up_at),
    convertedAt: time(row.converted_at),
    lostReason: row.lost_reason,
  };
}

function toRow(input, now) {
  const phone = input.phone ? parsePhoneNumberFromString(input.phone, 'US') : undefined;
  if (input.phone && !phone?.isValid()) {
    const errors = [{ field: 'phone', code: 'invalid_phone', message: 'is no phone number' }];
    throw new Problem(400, 'invalid', 'The input is not valid', { errors });
  }
  return {
    id: input.id ?? newId(),
    version: 1,
    created_at: now,
    updated_at: now,
    deleted_at: null,
    name: input.name,
    phone: input.phone ?? null,
    phone_e164: phone?.number ?? null,
    email: input.email ?? null,
    company: input.company ?? null,
    source: input.source ?? null,
    status: 'new',
    priority: input.priority,
    score: input.score,
    assigned_agent_id: input.assignedAgentId ?? null,
    tags: JSON.stringify(input.tags),
    custom_fields: JSON.stringify(input.customFields),
    notes: input.notes ?? null,
    timezone: input.timezone ?? null,
    do_not_call: input.doNotCall ? 1 : 0,
    consent: input.consent ? JSON.stringify(input.consent) : null,
    value: input.value ?? null,
    currency: input.currency ?? null,
    call_attempts: 0,
    last_contacted_at: null,
    next_follow_up_at: millis(input.nextFollowUpAt),
    converted_at: null,
    lost_reason: null,
  };
}

const COLUMNS = Object.keys(toRow({ tags: [], customFields: {} }, 0));

/** Leads: their SQL, their rules and their routes. Each write is one transaction with its row in the log. */
export class Leads {
  #statements;
  #changed;

  /** @param changed called after each commit with the change as the sockets get it */
  constructor(db, changed) {
    this.#changed = changed;
    const all = 'SELECT * FROM leads WHERE deleted_at IS NULL';
    this.#statements = {
      byId: db.prepare(`${all} AND id = ?`),
      byPhone: db.prepare(`${all} AND phone_e164 = ? LIMIT 1`),
      byEmail: db.prepare(`${all} AND email = ? LIMIT 1`),
      first: db.prepare(`${all} ORDER BY updated_at DESC, id DESC LIMIT ?`),
      after: db.prepare(`${all} AND (updated_at, id) < (?, ?) ORDER BY updated_at DESC, id DESC LIMIT ?`),
      insert: db.prepare(`INSERT INTO leads (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((c) => '@' + c).join(', ')})`),
      setStatus: db.prepare(
        `UPDATE leads SET status = @status, lost_reason = @lost_reason, converted_at = @converted_at,
         version = @version, updated_at = @updated_at WHERE id = @id`),
      log: db.prepare(
        `INSERT INTO changes (kind, entity_type, entity_id, version, fields, after_row, actor, at)
         VALUES (?, 'lead', ?, ?, ?, ?, ?, ?)`),
    };
    // IMMEDIATE takes the write lock at once, as a transaction that reads before it writes should.
    this.create = db.transaction((body, caller) => this.#create(parse(NewLead, body), caller)).immediate;
    this.setStatus = db.transaction((id, body, caller) => this.#setStatus(id, parse(NewStatus, body), caller)).immediate;
  }

  get(id) {
    const row = this.#statements.byId.get(id);
    if (!row) throw notFound();
    return row;
  }

  #create(input, caller) {
    const row = toRow(input, Date.now());
    if (!input.allowDuplicate) {
      const { byPhone, byEmail } = this.#statements;
      const twin = (row.phone_e164 && byPhone.get(row.phone_e164)) || (row.email && byEmail.get(row.email));
      if (twin) throw new Problem(409, 'conflict', 'There is such a lead already', { existingId: twin.id });
    }
    this.#statements.insert.run(row);
    return this.#log('lead.created', Object.keys(input), row, caller);
  }

  #setStatus(id, { status, reason }, caller) {
    const row = this.get(id);
    if (CATEGORIES[row.status] === 'won') {
      throw new Problem(409, 'conflict', 'A won lead cannot change its status');
    }
    row.status = status;
    row.lost_reason = CATEGORIES[status] === 'lost' ? (reason ?? null) : null;
    row.updated_at = Date.now();
    row.converted_at = status === 'converted' ? row.updated_at : null;
    row.version += 1;
    this.#statements.setStatus.run(row);
    return this.#log('lead.status_changed', ['status', 'lostReason', 'convertedAt'], row, caller);
  }

  #log(kind, changed, row, caller) {
    const record = toLead(row);
    const { lastInsertRowid: seq } = this.#statements.log.run(
      kind, row.id, row.version, JSON.stringify(changed), JSON.stringify(record), caller.id, row.updated_at);
    const entity = { type: 'lead', id: row.id };
    return { kind, event: { seq, prev: seq - 1, at: time(row.updated_at), actor: caller.id, entity, changed, record } };
  }

  #list({ limit, cursor }) {
    let rows;
    if (cursor) {
      const [updatedAt, id] = Buffer.from(cursor, 'base64url').toString().split(' ');
      rows = this.#statements.after.all(Number(updatedAt), id ?? '', limit + 1);
    } else {
      rows = this.#statements.first.all(limit + 1);
    }
    let next = null;
    if (rows.length > limit) {
      rows.pop();
      const last = rows.at(-1);
      next = Buffer.from(`${last.updated_at} ${last.id}`).toString('base64url');
    }
    return { data: rows.map(toLead), page: { limit, next } };
  }

  #committed({ kind, event }) {
    this.#changed(kind, event);
    return event.record;
  }

  routes() {
    return Router()
      .get('/', (request, response) => {
        response.json(this.#list(parse(ListQuery, request.query)));
      })
      .get('/:id', (request, response) => {
        response.json(toLead(this.get(request.params.id)));
      })
      .post('/', (request, response) => {
        const lead = this.#committed(this.create(request.body, request.caller));
        response.status(201).location(`/api/leads/${lead.id}`).json(lead);
      })
      .post('/:id/status', (request, response) => {
        response.json(this.#committed(this.setStatus(request.params.id, request.body, request.caller)));
      });
  }
}
