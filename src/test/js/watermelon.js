// Two stock WatermelonDB clients for WatermelonClientTest: node watermelon.js URL ADMIN ID:TOKEN ID:TOKEN
import assert from "node:assert/strict";
import { caller, chance, eventually, network, office, require, shown, uuid } from "./devices.js";
import { glue } from "./watermelon-glue.js";

const { Database, Model, appSchema, tableSchema } = require("@nozbe/watermelondb");
const { default: LokiJSAdapter } = require("@nozbe/watermelondb/adapters/lokijs");
const { synchronize } = require("@nozbe/watermelondb/sync");
const { setGenerator } = require("@nozbe/watermelondb/utils/common/randomId");
const { default: logger } = require("@nozbe/watermelondb/utils/common/logger");
const { LokiMemoryAdapter } = require("lokijs");

logger.silence();
setGenerator(uuid);
const [url, adminToken, ...people] = process.argv.slice(2);
const agents = people.map((person) => person.split(":")).map(([id, token]) => ({ id, token }));
const admin = caller(url, adminToken);
const RUNS = 10;
const text = (name) => ({ name, type: "string", isOptional: true });
const number = (name) => ({ name, type: "number", isOptional: true });
const flag = (name) => ({ name, type: "boolean", isOptional: true });
const of = (make, names) => names.split(" ").map(make);
const COLUMNS = {
  leads: [
    ...of(text, "name phone phoneE164 email company source status priority assignedAgentId notes timezone lostReason"),
    ...of(text, "tags customFields requiredSkills createdAt updatedAt statusSince"),
    ...of(number, "version score value callAttempts"),
    flag("doNotCall"),
  ],
  calls: [...of(text, "leadId agentId status outcome notes"), number("version")],
  reminders: [...of(text, "agentId leadId kind title description dueAt timezone priority status updatedAt"), number("version")],
  notifications: [...of(text, "title message readAt updatedAt"), number("version")],
};
const schema = appSchema({
  version: 1,
  tables: Object.entries(COLUMNS).map(([name, columns]) => tableSchema({ name, columns })),
});
const MODELS = Object.keys(COLUMNS).map(
  (name) =>
    class extends Model {
      static table = name;
    },
);

/** A device of an agent: a database in memory, and a network of its own. */
function device(agent, random, name) {
  const net = network(random);
  const loki = { schema, dbName: name, useWebWorker: false, useIncrementalIndexedDB: false };
  const adapter = new LokiJSAdapter({ ...loki, _testLokiAdapter: new LokiMemoryAdapter() });
  const database = new Database({ adapter, modelClasses: MODELS });
  const api = caller(url, agent.token, net.fetch);
  return { agent, net, database, sync: () => synchronize(glue(database, api)), rest: caller(url, agent.token) };
}

const set = (fields) => (row) => Object.entries(fields).forEach(([name, value]) => row._setRaw(name, value));

async function work({ database }, random) {
  const leads = database.get("leads");
  const luck = random.next();
  await database.write(async () => {
    if (luck < 0.25) return leads.create(set({ name: "Lead " + random.below(1000) }));
    if (luck < 0.35) {
      const dueAt = new Date(Date.now() + 86_400_000 + random.below(1e9)).toISOString();
      return database.get("reminders").create(set({ title: "Call " + random.below(1000), dueAt }));
    }
    const rows = await leads.query().fetch();
    if (rows.length === 0) return null;
    const row = random.of(rows);
    if (luck < 0.5) return row.update(set({ status: random.of(["contacted", "qualified", "lost", "nonsense"]) }));
    if (luck < 0.6) return row.update(set({ company: "Field " + random.below(9) }));
    if (luck < 0.75) return row.update(set({ notes: `${row._raw.notes ?? ""}\nnote ${random.below(99)}`.trim() }));
    if (luck < 0.9) return row.update(set({ tags: JSON.stringify([...JSON.parse(row._raw.tags ?? "[]"), "t" + random.below(5)]) }));
    return row.markAsDeleted();
  });
}

async function equalsRest({ database, rest }) {
  for (const type of ["leads", "reminders"]) {
    const expected = {};
    for (const row of (await shown(rest, type)).values()) {
      const columns = COLUMNS[type].map(({ name }) => [name, typeof row[name] === "object" && row[name] ? JSON.stringify(row[name]) : row[name]]);
      expected[row.id] = { ...Object.fromEntries(columns), _status: "synced", _changed: "" };
    }
    const held = {};
    for (const { _raw: raw } of await database.get(type).query().fetch()) {
      const columns = COLUMNS[type].map(({ name }) => [name, raw[name]]);
      held[raw.id] = { ...Object.fromEntries(columns), _status: raw._status, _changed: raw._changed };
    }
    assert.deepEqual(held, expected);
  }
}

async function run(seed) {
  const random = chance(seed);
  const devices = agents.map((agent, index) => device(agent, random, `run${seed}device${index}`));
  for (let step = 0; step < 24; step++) {
    await work(random.of(devices), random);
    if (random.next() < 0.4) await random.of(devices).sync().catch(() => {});
    if (random.next() < 0.4) {
      const known = (await admin("/api/leads?limit=12&sort=-createdAt")).data;
      if (known.length > 0) await office(admin, random, agents.map(({ id }) => id), random.of(known));
    }
  }
  devices.forEach(({ net }) => (net.faulty = false));
  for (let round = 0; round < 3; round++) for (const each of devices) await each.sync();
  for (const each of devices) await eventually(() => each.sync().then(() => equalsRest(each)));
  return [...(await shown(admin, "leads")).values()].length;
}

let leads = 0;
for (let seed = 1; seed <= RUNS; seed++) {
  try {
    leads = await run(seed);
  } catch (failure) {
    console.error(`seed ${seed}`, failure);
    process.exit(1);
  }
}
assert.ok(leads > RUNS, "leads made offline are there");
console.log("all well");
process.exit(0);
