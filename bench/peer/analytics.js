// Runs SQL queries on an SQLite file as a plain Node server would, and prints how long each takes.
// Input, as JSON: {"file": "…", "rounds": 7, "queries": [{"name": "…", "sql": "…", "parameters": […]}]}

import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';

const { file, rounds, queries } = JSON.parse(readFileSync(0, 'utf8'));
const db = new Database(file, { readonly: true, fileMustExist: true });

for (const { name, sql, parameters } of queries) {
  const query = db.prepare(sql);
  const times = [];
  query.all(...parameters); // warms the caches
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    JSON.stringify(query.all(...parameters));
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  times.sort((a, b) => a - b);
  const median = times[Math.floor(rounds / 2)];
  console.log(JSON.stringify({ name, median, cpu: (user + system) / 1000 / rounds }));
}
