// npm run bench [NAME…]: runs the named benches, or all of them, each as a process of its own; with `--against FOLDER`,
// where another checkout is built, the named ones as multiples of that.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { compare } from "./against.mjs";

const here = import.meta.dirname;
const tsx = createRequire(import.meta.url).resolve("tsx/cli");
const benches = {
  core: ["core/bench.mjs"],
  cdktf: ["cdktf.ts"],
  local: ["local/bench.ts"],
  deploy: ["deploy/bench.ts"],
};

const { positionals: asked, values } = parseArgs({
  allowPositionals: true,
  options: { against: { type: "string" }, pairs: { type: "string", default: "31" } },
});
const unknown = asked.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
  console.error(`there is no bench ${unknown}; there are ${Object.keys(benches).join(", ")}`);
  process.exit(2);
}
if (values.against !== undefined) {
  await compare(asked, resolve(values.against), Math.max(6, Number(values.pairs)));
  process.exit(0);
}
let failed = false;
for (const name of asked.length > 0 ? asked : Object.keys(benches)) {
  for (const file of benches[name]) {
    const path = join(here, file);
    if (!existsSync(path)) throw new Error(`${path} is missing`);
    const { status } = spawnSync(process.execPath, [tsx, path], { stdio: "inherit" });
    failed ||= status !== 0;
  }
}
process.exitCode = failed ? 1 : 0;
