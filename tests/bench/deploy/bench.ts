/**
 * What a deploy to the local service costs beside the least that terraform does for as many resources.
 *
 *     npx tsx tests/bench/deploy/bench.ts
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { App } from "cdktf";
import { TwoAccounts } from "../../../cdktf/examples/two-accounts/stack.ts";
import { command } from "../../cli/service-process.ts";
import { median } from "../median.ts";
import { processorTime, timeOfChildren } from "./processor-time.mjs";

const rounds = 10;
if (spawnSync("terraform", ["version"]).error) {
  console.log("terraform is not on this machine, and there is nothing to measure without it");
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), "bench-deploy-"));
const service = await startRun();
const floor = await start([createRequire(import.meta.url).resolve("tsx/cli"), join(import.meta.dirname, "floor.ts")]);
try {
  const example = synthesize();
  const count = Object.values(example.resource).reduce((sum, named) => sum + Object.keys(named).length, 0);
  const deploys = {
    here: { cwd: write("here", example), env: service.env },
    floor: { cwd: write("floor", example), env: floor.env },
    same: { cwd: write("same", { resource: { terraform_data: sameGraph(example.resource) } }), env: process.env },
    flat: { cwd: write("flat", { resource: { terraform_data: { one: { count } } } }), env: process.env },
  };
  const taken: Record<keyof typeof deploys, number[]> = { here: [], floor: [], same: [], flat: [] };
  // The first rounds warm the disk's cache and what Node compiles, and do not count.
  for (let round = -2; round < rounds; round++) {
    for (const [name, { cwd, env }] of Object.entries(deploys)) {
      const milliseconds = apply(cwd, env);
      if (round >= 0) taken[name as keyof typeof deploys].push(milliseconds);
    }
  }
  const shown = (milliseconds: number) => `${milliseconds.toFixed(0)} ms`;
  const beside = (what: string, other: keyof typeof deploys, bound = "") => ({
    what: `terraform apply of the example | ${what}`,
    value: shown(median(taken.here)),
    beside: shown(median(taken[other])),
    ratio: (median(taken.here) / median(taken[other])).toFixed(2),
    bound,
  });
  console.table([
    beside(`of ${count} terraform_data, side by side`, "flat", "≤ 2.0"),
    beside(`of ${count} terraform_data that refer to each other likewise`, "same"),
    beside("of the example, from a provider whose answers are at hand", "floor"),
    { what: "memory of service and plugin after it", value: `${(residentKiB(service.child) / 1024).toFixed(0)} MiB` },
  ]);
  const [hundred, thousand] = [100, 1000].map((many) => applyThirds(many));
  if (hundred && thousand) {
    const seconds = (microseconds: number) => `${(microseconds / 1e6).toFixed(2)} s`;
    console.table([
      {
        what: "processor time of the plugin, 1,000 resources in thirds",
        value: seconds(thousand.plugin),
        beside: `${seconds(thousand.terraform)} of terraform`,
        ratio: (thousand.plugin / thousand.terraform).toFixed(3),
        bound: "≤ 0.12",
      },
      {
        what: "the same for 1,000 beside 100",
        value: seconds(thousand.plugin),
        beside: seconds(hundred.plugin),
        ratio: (thousand.plugin / hundred.plugin).toFixed(1),
        bound: "≤ 11",
      },
    ]);
  }
} finally {
  service.child.kill();
  floor.child.kill();
  rmSync(folder, { recursive: true });
}

interface Started {
  child: ChildProcess;
  /** In which terraform finds the provider. */
  env: NodeJS.ProcessEnv;
}

/** `log-destinations run`, with a command that tells its environment and waits. */
function startRun(): Promise<Started> {
  const script = "console.log(JSON.stringify(process.env)); setInterval(() => {}, 1000)";
  return start([command, "run", "--", process.execPath, "--eval", script]);
}

async function start(args: string[]): Promise<Started> {
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) return { child, env: JSON.parse(line) };
  throw new Error(`${args[0]} ended before it told its environment`);
}

interface Stack {
  resource: Record<string, Record<string, { depends_on?: string[] }>>;
}

function synthesize(): Stack {
  const app = new App({ outdir: join(folder, "cdktf.out") });
  new TwoAccounts(app, "stack");
  app.synth();
  const { terraform, ...stack } = JSON.parse(readFileSync(join(folder, "cdktf.out/stacks/stack/cdk.tf.json"), "utf8"));
  const { backend: _, ...settings } = terraform;
  return { ...stack, terraform: settings };
}

/** The resources of a stack as `terraform_data`, each behind those that it waits for there. */
function sameGraph(resources: Stack["resource"]): Record<string, object> {
  const all = Object.entries(resources).flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]) => ({ address: `${type}.${name}`, body })),
  );
  return Object.fromEntries(
    all.map(({ address, body: { depends_on: waitsFor = [], ...body } }) => {
      const text = JSON.stringify(body);
      const before = all.filter((one) => waitsFor.includes(one.address) || text.includes(`\${${one.address}.`));
      return [nameOf(address), { input: before.map((one) => `\${terraform_data.${nameOf(one.address)}.id}`) }];
    }),
  );
}

function nameOf(address: string): string {
  return address.replace(".", "_");
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

/** Applies a third each of destinations, log groups and filters. @returns processor times of the apply, in microseconds */
function applyThirds(count: number): { plugin: number; terraform: number } {
  const cwd = join(folder, `thirds-${count}`);
  mkdirSync(cwd);
  copyFileSync(join(import.meta.dirname, "thirds.tf"), join(cwd, "main.tf"));
  const third = Math.floor(count / 3);
  const env = { ...service.env, TF_VAR_third: String(third), TF_VAR_rest: String(count - 2 * third) };
  const terraform = (step: string) =>
    execFileSync("terraform", [step, "-auto-approve"], { cwd, env, stdio: "pipe", maxBuffer: 2 ** 26 });
  const before = { plugin: processorTime(service.child.pid), terraform: timeOfChildren() };
  terraform("apply");
  const spent = {
    plugin: processorTime(service.child.pid) - before.plugin,
    terraform: timeOfChildren() - before.terraform,
  };
  terraform("destroy");
  return spent;
}

function residentKiB({ pid }: ChildProcess): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }));
}
