// What the tests of sync clients share: a network that fails, chance, and the CRM as REST shows it.
import { createRequire } from "node:module";
import path from "node:path";

export const require = createRequire(path.join(process.cwd(), "package.json"));
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Chance that the same seed repeats (mulberry32). */
export function chance(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return { next, below: (end) => Math.floor(next() * end), of: (all) => all[Math.floor(next() * all.length)] };
}

/** A UUIDv7. */
export function uuid() {
  const hex = Date.now().toString(16).padStart(12, "0");
  const rest = [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${rest.slice(0, 3)}-a${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
}

/** fetch on a network that loses requests and answers, and drops streams, while it is faulty. */
export function network(random) {
  const net = { faulty: true };
  net.fetch = async (url, options = {}) => {
    const luck = net.faulty ? random.next() : 1;
    if (luck < 0.15) throw new TypeError("the request is lost");
    if (luck < 0.25) return new Response("{}", { status: 503 });
    if (options.headers?.Accept === "text/event-stream") return dropped(net, random, url, options);
    const answer = await fetch(url, options);
    if (luck < 0.4) {
      await answer.arrayBuffer();
      throw new TypeError("the answer is lost");
    }
    return answer;
  };
  return net;
}

function dropped(net, random, url, options) {
  const drop = new AbortController();
  if (net.faulty) setTimeout(() => drop.abort(), 20 + random.below(200));
  return fetch(url, { ...options, signal: AbortSignal.any([options.signal, drop.signal]) });
}

/** Asks the CRM as one of its agents; a problem is thrown. */
export function caller(url, token, via = fetch) {
  return async (path, body, method = body ? "POST" : "GET") => {
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    const answer = await via(url + path, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw Object.assign(new Error(`${answer.status} ${await answer.text()}`), { status: answer.status });
    return answer.status === 204 ? null : answer.json();
  };
}

/** All rows of a type, as REST shows them to the caller, by id. */
export async function shown(api, type) {
  const rows = new Map();
  let cursor = null;
  do {
    const page = await api(`/api/${type}?limit=200${cursor ? `&cursor=${cursor}` : ""}`);
    page.data.forEach((row) => rows.set(row.id, row));
    cursor = page.page.next;
  } while (cursor);
  return rows;
}

/** What the office does to leads meanwhile: edits, deletions, and handing them to another agent. */
export async function office(admin, random, agents, lead) {
  const luck = random.next();
  const id = lead.id;
  try {
    if (luck < 0.5) await admin(`/api/leads/${id}/assign`, { agentId: random.of(agents) });
    else if (luck < 0.7) await admin(`/api/leads/${id}`, { company: "Office " + random.below(9) }, "PUT");
    else if (luck < 0.9) await admin(`/api/leads/${id}`, { tags: [random.of(["hot", "cold", "new"])] }, "PUT");
    else await admin(`/api/leads/${id}`, undefined, "DELETE");
  } catch (problem) {
    if (![404, 409, 410, 422].includes(problem.status)) throw problem;
  }
}

/** Waits until a condition holds; throws what it said last. */
export async function eventually(check) {
  const end = Date.now() + 20_000;
  for (;;) {
    try {
      return await check();
    } catch (failure) {
      if (Date.now() > end) throw failure;
    }
    await pause(50);
  }
}
