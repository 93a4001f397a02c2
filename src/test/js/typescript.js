// A client of openapi-typescript and openapi-fetch: its types are made of the document, then client.ts is
// checked against them as strictly as TypeScript can, and does a day's work.
import { readFileSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// The packages are where the tests run, not beside this file.
const installed = createRequire(join(process.cwd(), "package.json"));
const ts = installed("typescript");
const { default: openapiTs, astToString } = installed("openapi-typescript");

const [document, folder, url, password] = process.argv.slice(2);
const types = await openapiTs(JSON.parse(readFileSync(document, "utf8")));
writeFileSync(join(folder, "crm.d.ts"), astToString(types));
const source = readFileSync(new URL("client.ts", import.meta.url), "utf8");
writeFileSync(join(folder, "client.ts"), source);
writeFileSync(join(folder, "package.json"), '{"type":"module"}');
symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"));

const program = ts.createProgram([join(folder, "client.ts")], {
  strict: true,
  noUncheckedIndexedAccess: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
  types: [],
});
const emitted = program.emit();
for (const error of [...ts.getPreEmitDiagnostics(program), ...emitted.diagnostics]) {
  console.log(ts.flattenDiagnosticMessageText(error.messageText, "\n"), error.start);
  process.exitCode = 1;
}
if (!process.exitCode) {
  const { day } = await import(pathToFileURL(join(folder, "client.js")));
  await day(url, password);
  console.log("all well");
}
unlinkSync(join(folder, "node_modules"));
