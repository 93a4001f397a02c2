// Two stock RxDB clients for RxClientTest: node rx.js URL ADMIN ID:TOKEN ID:TOKEN
import assert from "node:assert/strict";
import { caller, chance, eventually, network, office, pause, require, shown, uuid } from "./devices.js";
import { glue } from "./rx-glue.js";

const { createRxDatabase } = require("rxdb/plugins/core");
const { getRxStorageMemory } = require("rxdb/plugins/storage-memory");
const { replicateRxCollection } = require("rxdb/plugins/replication");
const { Observable } = require("rxjs");

const [url, adminToken, ...people] = process.argv.slice(2);
const agents = people.map((person) => person.split(":")).map(([id, token]) => ({ id, token }));
const admin = caller(url, adminToken);
const RUNS = 10;
const TYPES = ["leads", "reminders"];
const text = { type: "string" };
const schema = { version: 0, primaryKey: "id", type: "object", required: ["id"], properties: { id: { ...text, maxLength: 36 } } };

/** A device of an agent: a database in memory, replicated over a network of its own. */
async function device(agent, random, name) {
  const net = network(random);
  const database = await createRxDatabase({ name, storage: getRxStorageMemory(), multiInstance: false });
  await database.addCollections(Object.fromEntries(TYPES.map((type) => [type, { schema }])));
  const api = caller(url, agent.token, net.fetch);
  const open = async (path, signal) => {
    const headers = { Authorization: `Bearer ${agent.token}`, Accept: "text/event-stream" };
    const answer = await net.fetch(url + path, { headers, signal });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.body;
  };
  const replications = TYPES.map((type) =>
    replicateRxCollection({ ...glue(type, database[type], api, open, Observable), live: true, retryTime: 20 }),
  );
  return { agent, net, database, replications, rest: caller(url, agent.token), made: new Set() };
}

async function work(device, random) {
  const { leads, reminders } = device.database;
  const luck = random.next();
  if (luck < 0.25) {
    const id = uuid();
    device.made.add(id);
    await leads.insert({ id, name: "Lead " + random.below(1000), customFields: {}, tags: [] });
  } else if (luck < 0.35) {
    const dueAt = new Date(Date.now() + 86_400_000 + random.below(1e9)).toISOString();
    await reminders.insert({ id: uuid(), title: "Call " + random.below(1000), dueAt });
  } else {
    const rows = await (luck < 0.85 ? leads : reminders).find().exec();
    if (rows.length === 0) return;
    const row = random.of(rows);
    if (luck < 0.45) await row.incrementalPatch({ status: random.of(["contacted", "qualified", "lost", "nonsense"]) });
    else if (luck < 0.6) await row.incrementalPatch({ company: "Field " + random.below(9) });
    else if (luck < 0.7) await row.incrementalPatch({ notes: ((row.toJSON().notes ?? "") + "\nnote " + random.below(99)).trim() });
    else if (luck < 0.8) await row.incrementalPatch({ tags: [...(row.toJSON().tags ?? []), "t" + random.below(5)] });
    else if (luck < 0.9) await row.incrementalRemove();
    else await row.incrementalPatch({ title: "Changed " + random.below(99) });
  }
}

async function equalsRest(device) {
  for (const type of TYPES) {
    const expected = await shown(device.rest, type);
    const held = new Map((await device.database[type].find().exec()).map((row) => [row.id, row.toMutableJSON()]));
    if (type === "reminders") for (const rows of [expected, held]) rows.forEach((row) => delete row.overdue);
    const plain = (rows) => Object.fromEntries([...rows].sort(([one], [other]) => (one < other ? -1 : 1)));
    assert.deepEqual(plain(held), plain(expected));
  }
}

async function run(seed) {
  const random = chance(seed);
  const devices = [];
  for (const [index, agent] of agents.entries()) devices.push(await device(agent, random, `run${seed}device${index}`));
  for (let step = 0; step < 18; step++) {
    await work(random.of(devices), random);
    if (random.next() < 0.4) {
      const known = (await admin("/api/leads?limit=12&sort=-createdAt")).data;
      if (known.length > 0) await office(admin, random, agents.map(({ id }) => id), random.of(known));
    }
    await pause(random.below(10));
  }
  devices.forEach(({ net }) => (net.faulty = false));
  for (const each of devices) await eventually(() => equalsRest(each));
  for (const each of devices) await equalsRest(each);
  const leads = await shown(admin, "leads");
  const counts = devices.map(({ made }) => [...made].filter((id) => leads.has(id)).length);
  for (const { database, replications } of devices) {
    await Promise.all(replications.map((replication) => replication.cancel()));
    await database.close();
  }
  return counts.reduce((sum, count) => sum + count, 0);
}

let made = 0;
for (let seed = 1; seed <= RUNS; seed++) {
  try {
    made += await run(seed);
  } catch (failure) {
    console.error(`seed ${seed}`, failure);
    process.exit(1);
  }
}
assert.ok(made > RUNS, "leads made offline are there");
console.log("all well");
process.exit(0);
