// Runs the core's suite, unchanged, on every runtime it is made for, and a script of ten lines that lists from the
// local service: Deno takes the core's source without a build, the others the built package. The runtimes come from
// npm, into this folder.
import { execFile, execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { LocalLogs } from "@log-destinations/local";
import { serve } from "@log-destinations/local/node";

const here = import.meta.dirname;
const root = join(here, "../..");
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
const installed = (path) => join(here, "node_modules", path);
const built = [join(here, "built.mjs")];

const runtimes = [
  { name: `Node ${process.versions.node.split(".")[0]}`, command: process.execPath, suite: [], script: built },
  { name: "Node 22", command: installed("node-22/bin/node"), suite: [], script: built },
  { name: "Node 24", command: installed("node-24/bin/node"), suite: [], script: built },
  {
    name: "Deno",
    command: installed("deno/deno"),
    suite: ["run", "--quiet", "--allow-all"],
    script: ["run", "--quiet", "--allow-net=127.0.0.1", "--allow-env", join(here, "from-source.ts")],
  },
  { name: "Bun", command: installed("bun/bin/bun.exe"), suite: ["--bun"], script: built },
];

execFileSync("npm", ["install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"], {
  cwd: here,
  stdio: "inherit",
});

const local = new LocalLogs();
const api = local.as({ account: "111122223333", region: "eu-west-1" });
for (let index = 0; index < 120; index++) {
  await api.putDestination({
    destinationName: `team-${index}`,
    targetArn: "arn:aws:kinesis:eu-west-1:111122223333:stream/central",
    roleArn: "arn:aws:iam::111122223333:role/central",
  });
}
const server = await serve(local);

let failures = 0;
for (const { name, command, suite, script } of runtimes) {
  const listed = await run(name, command, script);
  const tests = await run(name, command, [...suite, vitest, "run", "tests/core", "--reporter=dot"]);
  const good = listed.output.trim() === "listed 120" && tests.ok;
  const count = /Tests +(.*)/.exec(tests.output)?.[1] ?? "no test ran";
  console.log(`${name.padEnd(8)} ${good ? "ok" : "FAILED"}: ${count}, ${listed.output.trim()}`);
  if (good) continue;
  failures++;
  console.log(tests.output);
}
await server.close();
process.exitCode = failures === 0 ? 0 : 1;

/** A child that may talk to the server in this process, so never a synchronous one. */
function run(name, command, args) {
  const env = { ...process.env, RUNTIME: name, ENDPOINT: server.url, NO_COLOR: "1" };
  return new Promise((resolve) => {
    execFile(command, args, { cwd: root, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ ok: error === null, output: error === null ? stdout : `${stdout}${stderr}` });
    });
  });
}
