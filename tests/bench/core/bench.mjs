// The core beside its peers and a floor, on every runtime: time per page of 50, import, size of a bundle.
import { execFile, execFileSync, fork, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { median } from "../median.ts";

const here = import.meta.dirname;
const root = join(here, "../../..");
const runtimes = join(root, "tests/runtimes");
const execFileAsync = promisify(execFile);
const rounds = 21;
const floor = "bare signed fetch";
const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };

const npm = (cwd) =>
  execFileSync("npm", ["install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"], { cwd, env });
npm(here);
npm(runtimes);

const run = (command, ...args) => execFileSync(command, args, { encoding: "utf8", env });

console.log(`${cpus().length} × ${cpus()[0]?.model}, ${new Date().toISOString().slice(0, 10)}`);
console.log(`\nTime per page of 50, as a multiple of a bare signed fetch loop in the same round.`);
console.log(
  `${rounds} rounds, clients, each in a process of its own, taking turns in random order: median (least to most), then microseconds.\n`,
);

const server = fork(join(here, "server.mjs"));
const { port } = await new Promise((resolve) => server.once("message", resolve));
const commands = {
  [`Node ${process.versions.node.split(".")[0]}`]: [process.execPath],
  "Node 24": [join(runtimes, "node_modules/node-24/bin/node")],
  Deno: [join(runtimes, "node_modules/deno/deno"), "run", "--quiet", "--allow-all"],
  Bun: [join(runtimes, "node_modules/bun/bin/bun.exe")],
};
const peers = ["AWS SDK v3", "aws4fetch", "aws-lite"];
for (const [runtime, command] of Object.entries(commands)) {
  const names = [floor, "core", ...(runtime.startsWith("Node") ? ["core, /node"] : []), ...peers];
  const clients = names.map((name) => start(command, name));
  // The first rounds warm up.
  for (let round = -2; round < rounds; round++) {
    // In another order each round, so that nobody comes after the same neighbour every time.
    const order = clients.map((client) => ({ client, at: Math.random() })).sort((a, b) => a.at - b.at);
    for (const { client } of order) {
      const time = await client.turn();
      if (round >= 0) client.times.push(time);
    }
  }
  for (const { name, times, child } of clients) {
    child.kill();
    const ratios = times.map((time, round) => time / clients[0].times[round]);
    const spread = `(${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`;
    const figures = `${median(ratios).toFixed(2)} ${spread}`.padEnd(22);
    console.log(`${runtime.padEnd(8)} ${name.padEnd(18)} ${figures} ${median(times).toFixed(0).padStart(5)} µs`);
  }
}

/** Each client has a process of its own: what it compiles and leaves as garbage is its own affair. */
function start([command, ...args], name) {
  const endpoint = `http://127.0.0.1:${port}/`;
  const child = spawn(command, [...args, join(here, "clients.mjs"), endpoint, name], {
    env,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const turn = async () => {
    child.stdin.write("\n");
    const { value, done } = await lines.next();
    if (done) throw new Error(`${name} ended before its turn was over`);
    return Number(value);
  };
  return { name, child, turn, times: [] };
}

console.log(
  "\nProcessor time until the first page, credentials from a profile, less bare Node's: milliseconds, median of 9:\n",
);
const profiles = mkdtempSync(join(tmpdir(), "bench-"));
writeFileSync(join(profiles, "config"), "[profile bench]\nregion = eu-west-1\n");
writeFileSync(
  join(profiles, "credentials"),
  "[bench]\naws_access_key_id = 111122223333\naws_secret_access_key = none\n",
);
const profileEnv = {
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !/^AWS_(?!SDK_JS)/.test(name))),
  AWS_PROFILE: "bench",
  AWS_CONFIG_FILE: join(profiles, "config"),
  AWS_SHARED_CREDENTIALS_FILE: join(profiles, "credentials"),
};
const firstTimes = { bare: [], core: [], "AWS SDK v3": [] };
for (let round = -1; round < 9; round++) {
  for (const [name, times] of Object.entries(firstTimes)) {
    const args = [join(here, "first-page.mjs"), name, `http://127.0.0.1:${port}/`];
    const { stdout } = await execFileAsync(process.execPath, args, { env: profileEnv });
    if (round >= 0) times.push(Number(stdout) / 1000);
  }
}
rmSync(profiles, { recursive: true });
const first = (name) => median(firstTimes[name]) - median(firstTimes.bare);
for (const name of ["core", "AWS SDK v3"]) console.log(`${name.padEnd(12)} ${first(name).toFixed(1)}`);
console.log(`ratio        ${(first("core") / first("AWS SDK v3")).toFixed(2)} (at most 0.25)`);
server.kill();

console.log("\nImport in a fresh process, milliseconds, median of 9:\n");
const imports = {
  core: pathToFileURL(join(root, "core/dist/index.js")).href,
  "AWS SDK v3": import.meta.resolve("@aws-sdk/client-cloudwatch-logs"),
};
const importTimes = Object.fromEntries(Object.keys(imports).map((name) => [name, []]));
for (let round = 0; round < 9; round++) {
  for (const [name, specifier] of Object.entries(imports)) {
    importTimes[name].push(Number(run(process.execPath, join(here, "imports.mjs"), specifier)));
  }
}
for (const [name, list] of Object.entries(importTimes)) console.log(`${name.padEnd(12)} ${median(list).toFixed(1)}`);
console.log(`ratio        ${(median(importTimes.core) / median(importTimes["AWS SDK v3"])).toFixed(2)}`);

console.log("\nA program that lists everything, bundled and minified by esbuild, bytes:\n");
const programs = {
  "core, the pager alone": 'export { paginateDestinations } from "@log-destinations/core";',
  "core, LogsConnection": `import { LogsConnection, paginateDestinations } from "@log-destinations/core";
    const connection = new LogsConnection({ region: "eu-west-1" });
    const all = paginateDestinations((request, options) => connection.call("DescribeDestinations", request, options));
    for await (const { arn } of all) console.log(arn);`,
  "core, LogDestinationsClient": `import { LogDestinationsClient } from "@log-destinations/core";
    const client = new LogDestinationsClient({ region: "eu-west-1" });
    for await (const { arn } of client.destinations()) console.log(arn);`,
  "AWS SDK v3": `import { CloudWatchLogsClient, paginateDescribeDestinations } from "@aws-sdk/client-cloudwatch-logs";
    const client = new CloudWatchLogsClient({ region: "eu-west-1" });
    for await (const { destinations } of paginateDescribeDestinations({ client }, {})) console.log(destinations);`,
};
const folder = mkdtempSync(join(tmpdir(), "bench-"));
for (const [name, contents] of Object.entries(programs)) {
  const outfile = join(folder, "out.js");
  const stdin = { contents, resolveDir: here };
  await build({ stdin, outfile, bundle: true, minify: true, format: "esm", platform: "browser", logLevel: "error" });
  console.log(`${name.padEnd(28)} ${readFileSync(outfile).length.toLocaleString("en").padStart(8)}`);
}
rmSync(folder, { recursive: true });
