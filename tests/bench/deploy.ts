/**
 * What a deploy to the local service costs beside the least that terraform does for as many resources.
 *
 *     npx tsx tests/bench/deploy.ts
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { App } from "cdktf";
import { TwoAccounts } from "../../cdktf/examples/two-accounts/stack.ts";
import { command } from "../local/service-process.ts";

const rounds = 10;
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

if (spawnSync("terraform", ["version"]).error) {
  console.log("terraform is not on this machine, and there is nothing to measure without it");
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), "bench-deploy-"));
const service = await startService();
try {
  const example = write("example", synthesize());
  const count = countResources();
  const bare = write("bare", { resource: { terraform_data: { one: { count } } } });
  const here: number[] = [];
  const there: number[] = [];
  // The first round warms the disk's cache and does not count.
  for (let round = 0; round <= rounds; round++) {
    const [deployed, created] = [apply(example, service.env), apply(bare, process.env)];
    if (round > 0) {
      here.push(deployed);
      there.push(created);
    }
  }
  const shown = (milliseconds: number) => `${milliseconds.toFixed(0)} ms`;
  console.table([
    {
      what: `terraform apply of the example | of ${count} terraform_data`,
      value: shown(median(here)),
      beside: shown(median(there)),
      ratio: (median(here) / median(there)).toFixed(2),
      bound: "≤ 2.0",
    },
    { what: "memory of service and plugin after it", value: `${(residentKiB(service.child) / 1024).toFixed(0)} MiB` },
  ]);
} finally {
  service.child.kill();
  rmSync(folder, { recursive: true });
}

/** `log-destinations run`, with a command that tells its environment and waits. */
async function startService(): Promise<{ child: ChildProcess; env: NodeJS.ProcessEnv }> {
  const script = "console.log(JSON.stringify(process.env)); setInterval(() => {}, 1000)";
  const child = spawn(process.execPath, [command, "run", "--", process.execPath, "--eval", script], {
    cwd: folder,
    stdio: ["ignore", "pipe", "ignore"],
  });
  for await (const line of createInterface({ input: child.stdout })) return { child, env: JSON.parse(line) };
  throw new Error("log-destinations run ended before its command began");
}

function synthesize(): { resource: Record<string, object>; terraform: object } {
  const app = new App({ outdir: join(folder, "cdktf.out") });
  new TwoAccounts(app, "stack");
  app.synth();
  const { terraform, ...stack } = JSON.parse(readFileSync(join(folder, "cdktf.out/stacks/stack/cdk.tf.json"), "utf8"));
  const { backend: _, ...settings } = terraform;
  return { ...stack, terraform: settings };
}

function countResources(): number {
  return Object.values(synthesize().resource).reduce((count, named) => count + Object.keys(named).length, 0);
}

function write(name: string, configuration: object): string {
  const place = join(folder, name);
  mkdirSync(place);
  writeFileSync(join(place, "main.tf.json"), JSON.stringify(configuration));
  return place;
}

/** @returns the milliseconds that it takes to create everything; all of it is gone again then */
function apply(cwd: string, env: NodeJS.ProcessEnv): number {
  const started = performance.now();
  execFileSync("terraform", ["apply", "-auto-approve"], { cwd, env, stdio: "pipe" });
  const taken = performance.now() - started;
  execFileSync("terraform", ["destroy", "-auto-approve"], { cwd, env, stdio: "pipe" });
  return taken;
}

function residentKiB({ pid }: ChildProcess): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }));
}
