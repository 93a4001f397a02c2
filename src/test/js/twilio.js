// What the official package of Twilio says of signatures, and its own ones.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.join(process.cwd(), "package.json"));
const twilio = require("twilio");
const { token, cases } = JSON.parse(readFileSync(process.argv[2], "utf8"));

const { getExpectedTwilioSignature } = require("twilio/lib/webhooks/webhooks");

const answers = cases.map(({ url, params, signature }) => ({
  valid: twilio.validateRequest(token, signature, url, params),
  signature: getExpectedTwilioSignature(token, url, params),
}));
console.log(JSON.stringify(answers));
