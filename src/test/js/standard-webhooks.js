// What the official package of Standard Webhooks says of a signed body.
import { createRequire } from "node:module";
import path from "node:path";

const { Webhook } = createRequire(path.join(process.cwd(), "package.json"))("standardwebhooks");
const [secret, id, timestamp, signature, body] = process.argv.slice(2);
const webhook = new Webhook(secret);
webhook.verify(body, {
  "webhook-id": id,
  "webhook-timestamp": timestamp,
  "webhook-signature": signature,
});
console.log(webhook.sign(id, new Date(Number(timestamp) * 1000), body));
