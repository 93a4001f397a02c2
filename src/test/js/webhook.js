// Checks a webhook as its receiver would: node webhook.js SECRET HEADERS BODY
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.join(process.cwd(), "package.json"));
const { Webhook } = require("standardwebhooks");
const [secret, headers, body] = process.argv.slice(2);
console.log(new Webhook(secret).verify(body, JSON.parse(headers)).type);
