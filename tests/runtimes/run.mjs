// Runs the core's suite, unchanged, on every runtime it is made for, and a script of ten lines that lists from the
// local service: with the packed tarball everywhere, and on Deno with the core's source, unbuilt. Then what users have
// beside a runtime: compilers and test runners. All of them come from npm, into this folder.
//
// node tests/runtimes/run.mjs [RUNTIME …]: the runtimes alone that are named, such as Bun or "Node 24".
import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { LocalLogs } from "@log-destinations/local";
import { serve } from "@log-destinations/local/node";

const here = import.meta.dirname;
const root = join(here, "../..");
const core = join(root, "core");
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
const installed = (path) => join(here, "node_modules", path);

const npm = (cwd, ...args) =>
  execFileSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], { cwd, encoding: "utf8" });
// Without the peers: vitest, jest and TypeScript are the workspace's.
npm(here, "install", "--no-package-lock", "--legacy-peer-deps");
const deno = installed("deno/deno");
const node22 = installed("node-22/bin/node");

const project = mkdtempSync(join(tmpdir(), "runtimes-"));
const [{ filename }] = JSON.parse(npm(core, "pack", "--json", "--pack-destination", project));
writeFileSync(join(project, "package.json"), '{ "private": true }');
npm(project, "install", "--offline", "--no-save", join(project, filename));
const packed = join(project, "packed.mjs");
cpSync(join(here, "packed.mjs"), packed);

const suite = (config = "vitest.config.ts") => [vitest, "run", "--config", join(here, config), "--reporter=dot"];
const onNode = (name, command) => ({ name, command, suite: suite(), scripts: [[packed]] });
const runtimes = [
  // The longest first.
  {
    name: "workerd",
    // Cloudflare's plugin needs Node 22, and runs the tests in workerd.
    command: node22,
    suite: suite("workerd/vitest.config.mjs"),
    scripts: [[join(here, "workerd/run-packed.mjs"), project]],
  },
  {
    name: "Deno",
    command: deno,
    suite: ["run", "--quiet", "--allow-all", ...suite()],
    scripts: [packed, join(here, "from-source.ts")].map((script) => [
      ...["run", "--quiet", "--node-modules-dir=manual", "--allow-net=127.0.0.1", "--allow-env"],
      script,
    ]),
  },
  { name: "Bun", command: installed("bun/bin/bun.exe"), suite: ["--bun", ...suite()], scripts: [[packed]] },
  onNode(`Node ${process.versions.node.split(".")[0]}`, process.execPath),
  ...[22, 24, 26].map((version) => onNode(`Node ${version}`, installed(`node-${version}/bin/node`))),
];

/** The sources of what JSR documents. */
const entries = Object.values(JSON.parse(readFileSync(join(core, "jsr.json"), "utf8")).exports);

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !runtimes.some((runtime) => runtime.name === name));
if (unknown !== undefined) {
  console.error(`${unknown} is not known; expected some of ${runtimes.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

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

const trials = [
  ...runtimes.filter(({ name }) => asked.length === 0 || asked.includes(name)).map((each) => () => suiteOn(each)),
  () => passes("Users", "compilers and test runners", process.execPath, suite("consumers/vitest.config.ts")),
  () => listsAtTerminal(),
  () => passes("JSR", "deno publish --dry-run", deno, ["publish", "--dry-run", "--allow-dirty", "--quiet"], core),
  () => passes("JSR", "deno doc --lint", deno, ["doc", "--lint", ...entries], core),
];
const outcomes = [];
// Two at a time: each waits for sockets and timers for a good part of its run.
await Promise.all([lane(), lane()]);
await server.close();
rmSync(project, { recursive: true });
process.exitCode = outcomes.every(Boolean) ? 0 : 1;

async function lane() {
  for (let next = trials.shift(); next; next = trials.shift()) await next();
}

async function suiteOn({ name, command, suite, scripts }) {
  const listed = [];
  for (const script of scripts) listed.push(await run(name, command, script));
  const tests = await run(name, command, suite);
  const said = listed.map(({ output }) => output.trim());
  report(
    name,
    tests.ok && said.every((line) => line === "listed 120"),
    `${countOf(tests)}${said.join(", ")}`,
    tests.output,
  );
}

/** Deno asks at a terminal for what a program may not do. The client asks for nothing but the network. */
async function listsAtTerminal() {
  const terminal = "/usr/bin/script";
  if (!existsSync(terminal)) return;
  const command = [deno, "run", "--quiet", "--allow-net=127.0.0.1", join(here, "from-source.ts"), server.url].join(" ");
  const { output } = await run("Deno", terminal, ["--quiet", "--return", "--command", command, "/dev/null"]);
  report("Deno", output.trim() === "listed 120", `at a terminal, ${output.trim()}`, output);
}

async function passes(name, what, command, args, cwd = root) {
  const result = await run(name, command, args, cwd);
  report(name, result.ok, `${countOf(result)}${what}`, result.output);
}

/** How many tests passed, in the words of vitest. */
function countOf({ output }) {
  const [, count] = /Tests +(.*)/.exec(output) ?? [];
  return count ? `${count}, ` : "";
}

function report(name, good, summary, output) {
  outcomes.push(good);
  console.log(`${name.padEnd(8)} ${good ? "ok" : "FAILED"}: ${summary}`);
  if (!good) console.log(output);
}

/** A child that may talk to the server in this process, so never a synchronous one. */
function run(name, command, args, cwd = root) {
  // Deno would ask its maker for a newer version.
  const quiet = { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
  const env = { ...process.env, ...quiet, RUNTIME: name, ENDPOINT: server.url };
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ ok: error === null, output: error === null ? stdout : `${stdout}${stderr}` });
    });
  });
}
