// Runs the core's suite, unchanged, on every runtime it is made for, and a script of ten lines that lists from the
// local service: with the packed tarball everywhere, and on Deno with the core's source, unbuilt. The runtimes come
// from npm, into this folder.
import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { LocalLogs } from "@log-destinations/local";
import { serve } from "@log-destinations/local/node";

const here = import.meta.dirname;
const root = join(here, "../..");
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
const installed = (path) => join(here, "node_modules", path);

const npm = (cwd, ...args) =>
  execFileSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], { cwd, encoding: "utf8" });
npm(here, "install", "--no-package-lock");
const deno = installed("deno/deno");

const project = mkdtempSync(join(tmpdir(), "runtimes-"));
const [{ filename }] = JSON.parse(npm(join(root, "core"), "pack", "--json", "--pack-destination", project));
writeFileSync(join(project, "package.json"), '{ "private": true }');
npm(project, "install", "--offline", "--no-save", join(project, filename));
const packed = join(project, "packed.mjs");
cpSync(join(here, "packed.mjs"), packed);

const runtimes = [
  { name: `Node ${process.versions.node.split(".")[0]}`, command: process.execPath, suite: [], scripts: [[packed]] },
  { name: "Node 22", command: installed("node-22/bin/node"), suite: [], scripts: [[packed]] },
  { name: "Node 24", command: installed("node-24/bin/node"), suite: [], scripts: [[packed]] },
  {
    name: "Deno",
    command: deno,
    suite: ["run", "--quiet", "--allow-all"],
    scripts: [packed, join(here, "from-source.ts")].map((script) => [
      ...["run", "--quiet", "--node-modules-dir=manual", "--allow-net=127.0.0.1", "--allow-env"],
      script,
    ]),
  },
  { name: "Bun", command: installed("bun/bin/bun.exe"), suite: ["--bun"], scripts: [[packed]] },
];

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

const outcomes = [];
for (const { name, command, suite, scripts } of runtimes) {
  const listed = [];
  for (const script of scripts) listed.push(await run(name, command, script));
  const tests = await run(name, command, [
    ...suite,
    vitest,
    "run",
    "--config",
    join(here, "vitest.config.ts"),
    "--reporter=dot",
  ]);
  const count = /Tests +(.*)/.exec(tests.output)?.[1] ?? "no test ran";
  const said = listed.map(({ output }) => output.trim());
  report(name, tests.ok && said.every((line) => line === "listed 120"), `${count}, ${said.join(", ")}`, tests.output);
}
const published = await run("Deno", deno, ["publish", "--dry-run", "--allow-dirty", "--quiet"], join(root, "core"));
report("JSR", published.ok, "deno publish --dry-run", published.output);

await server.close();
rmSync(project, { recursive: true });
process.exitCode = outcomes.every(Boolean) ? 0 : 1;

function report(name, good, summary, output) {
  outcomes.push(good);
  console.log(`${name.padEnd(8)} ${good ? "ok" : "FAILED"}: ${summary}`);
  if (!good) console.log(output);
}

/** A child that may talk to the server in this process, so never a synchronous one. */
function run(name, command, args, cwd = root) {
  const env = { ...process.env, RUNTIME: name, ENDPOINT: server.url, NO_COLOR: "1" };
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ ok: error === null, output: error === null ? stdout : `${stdout}${stderr}` });
    });
  });
}
