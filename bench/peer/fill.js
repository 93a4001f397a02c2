// Fills a fresh database before the server starts: `node fill.js < leads.ndjson`, settings as in server.js.
import { createInterface } from 'node:readline';
import { Access } from './access.js';
import { openDatabase } from './database.js';
import { Leads } from './leads.js';

const { DATABASE, ADMIN_EMAIL, ADMIN_PASSWORD } = process.env;

const lines = [];
for await (const line of createInterface({ input: process.stdin })) lines.push(line);

const db = openDatabase(DATABASE);
const admin = await new Access(db).makeFirstAdmin(ADMIN_EMAIL, ADMIN_PASSWORD);
const leads = new Leads(db, () => {});
db.transaction(() => lines.forEach((line) => leads.create(JSON.parse(line), admin)))();
db.close();
