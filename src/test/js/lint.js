// What redocly and spectral say of an OpenAPI document, each with its recommended rules.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";

const [document] = process.argv.slice(2);

writeFileSync(
  "redocly.yaml",
  `extends: [recommended]
rules:
  # An id is a UUID, so that /leads/agent/{agentId} and /leads/{id}/tags never mean the same request.
  no-ambiguous-paths: off
`,
);
writeFileSync("spectral.yaml", 'extends: ["spectral:oas"]\n');

/** What a linter prints; it asks nobody on the network. */
function report(linter, ...options) {
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const { stdout, stderr } = spawnSync(`node_modules/.bin/${linter}`, ["lint", document, ...options, "--format", "json"], {
    encoding: "utf8",
    env,
    maxBuffer: 1 << 28,
  });
  const start = stdout.search(/[[{]/);
  if (start < 0) throw new Error(`${linter} says: ${stdout}${stderr}`);
  return JSON.parse(stdout.slice(start));
}

const redocly = report("redocly", "--config", "redocly.yaml");
tell("redocly", redocly.problems.map((each) => `${each.ruleId}: ${each.message} ${each.location[0]?.pointer}`));

const spectral = report("spectral", "--ruleset", "spectral.yaml", "--quiet");
tell("spectral", spectral.map((each) => `${each.code}: ${each.message} ${each.path.join("/")}`));

function tell(name, problems) {
  console.log(`${name}: ${problems.length === 0 ? "nothing" : ""}${problems.slice(0, 20).join("\n  ")}`);
  if (problems.length > 0) process.exitCode = 1;
}
