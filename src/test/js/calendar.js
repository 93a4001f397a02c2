// Reads a calendar feed as a calendar program would: node calendar.js URL
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.join(process.cwd(), "package.json"));
const loaded = require("ical.js");
const ICAL = loaded.default ?? loaded;

const answer = await fetch(process.argv[2]);
assert.equal(answer.status, 200);
assert.equal(answer.headers.get("content-type"), "text/calendar; charset=utf-8");
const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
assert.equal(calendar.getAllSubcomponents("vtimezone").length, 0);
for (const component of calendar.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component);
  assert.equal(event.isRecurring(), false);
  console.log([event.startDate.toJSDate().toISOString(), event.duration, event.sequence, event.summary].join(" "));
}
