// Drives the server of JavaScriptClientTest: node client.js URL TRANSPORT[,TRANSPORT]
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.join(process.cwd(), "package.json"));
const { io } = require("socket.io-client");
const [url, transports] = process.argv.slice(2);
const options = { transports: transports.split(","), forceNew: true };

const received = (socket, event) =>
  new Promise((resolve) => socket.once(event, (...args) => resolve(args)));

async function echoesTextAndBinary(socket) {
  const back = received(socket, "echo");
  socket.emit("echo", 1, "zwei ü 😀", Buffer.from([1, 2, 3]), { deep: [Buffer.from([4])] });
  const [number, text, bytes, { deep }] = await back;
  assert.deepEqual([number, text], [1, "zwei ü 😀"]);
  assert.deepEqual([...new Uint8Array(bytes)], [1, 2, 3]);
  assert.deepEqual([...new Uint8Array(deep[0])], [4]);
}

async function acknowledgesBothWays(socket) {
  const [bytes, text] = await new Promise((resolve) =>
    socket.emit("ask", Buffer.from([5]), "x", (...args) => resolve(args)),
  );
  assert.deepEqual([...new Uint8Array(bytes)], [5]);
  assert.equal(text, "x");
  socket.once("question", (value, ack) => ack(value + 1, Buffer.from([6])));
  const verdict = received(socket, "answered");
  socket.emit("ask me");
  const [number, binary] = await verdict;
  assert.equal(number, 42);
  assert.deepEqual([...new Uint8Array(binary)], [6]);
}

async function getsAllInOrderWhileItUpgrades() {
  const count = 2000;
  const socket = io(url + "/flood", { ...options, auth: { count } });
  const seen = [];
  const done = new Promise((resolve) =>
    socket.on("down", (i) => seen.push(i) === count && resolve()),
  );
  const counted = received(socket, "counted");
  for (let i = 0; i < count; i++) socket.emit("up", i, count);
  await done;
  assert.deepEqual(seen, [...Array(count).keys()]);
  assert.equal((await counted)[0], count);
  assert.equal(socket.io.engine.transport.name, options.transports.at(-1));
  socket.disconnect();
}

async function isRefusedWithData() {
  const socket = io(url + "/guarded", { ...options, auth: { token: "wrong" }, reconnection: false });
  const [error] = await received(socket, "connect_error");
  assert.equal(error.message, "Unauthorized");
  assert.deepEqual(error.data, { code: "bad_token" });
  socket.disconnect();
}

async function recoversWhatItMissed() {
  const socket = io(url, { ...options, reconnectionDelay: 50 });
  await received(socket, "connect");
  const { id } = socket;
  const first = received(socket, "news");
  socket.emit("tell", "before");
  assert.equal((await first)[0], "before");
  const missed = received(socket, "news");
  const back = received(socket, "connect");
  socket.emit("tell when I am gone", "while away");
  await received(socket, "go");
  socket.io.engine.close();
  await back;
  assert.equal(socket.recovered, true);
  assert.equal(socket.id, id);
  assert.equal((await missed)[0], "while away");
  socket.disconnect();
}

async function knowsWhyItEnded() {
  const socket = io(url, options);
  await received(socket, "connect");
  const end = received(socket, "disconnect");
  socket.emit("throw me out");
  assert.equal((await end)[0], "io server disconnect");
}

const deadline = setTimeout(() => {
  console.error("The script took more than a minute");
  process.exit(1);
}, 60_000);
const socket = io(url, options);
await received(socket, "connect");
await echoesTextAndBinary(socket);
await acknowledgesBothWays(socket);
socket.disconnect();
await getsAllInOrderWhileItUpgrades();
await isRefusedWithData();
await recoversWhatItMissed();
await knowsWhyItEnded();
clearTimeout(deadline);
console.log("all well");
