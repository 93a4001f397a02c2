// Drives the whole program for RealtimeTest: node crm.js URL TOKEN
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.join(process.cwd(), "package.json"));
const { io } = require("socket.io-client");
const [url, token] = process.argv.slice(2);

const received = (socket, event) => new Promise((resolve) => socket.once(event, resolve));
const ask = (socket, event, payload) => new Promise((resolve) => socket.emit(event, payload, resolve));

for (const transports of [["websocket"], ["polling"], ["polling", "websocket"]]) {
  const options = { transports, forceNew: true, auth: { token } };
  const socket = io(url, options);
  const ready = await received(socket, "ready");
  const created = received(socket, "lead.created");
  const { ok, record } = await ask(socket, "lead.create", { name: "From a script", allowDuplicate: true });
  assert.equal(ok, true);
  const event = await created;
  assert.equal(event.record.id, record.id);
  assert.equal(event.prev, ready.seq);
  socket.disconnect();

  const back = io(url, { ...options, auth: { token, since: ready.seq } });
  const missed = await received(back, "lead.created");
  assert.equal(missed.seq, event.seq);
  back.disconnect();
}
console.log("all well");
