import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { LocalLogs } from "../local-logs.ts";
import { serve } from "../server/server.ts";
import { openStateFile } from "../storage/state-file.ts";
import { environmentFor, type Surroundings } from "../terraform/environment.ts";
import { startPlugin } from "../terraform/plugin.ts";
import { folder, refuseProject } from "../terraform/project.ts";
import { type Invocation, readDuration } from "./arguments.ts";
import { declareFile } from "./config-file.ts";

interface RunValues {
  config?: string;
  state?: string;
  propagation?: string;
}

/**
 * Runs a command on a service and a provider of its own, which end with it.
 * @returns the exit code of the command
 */
export async function runRun(values: Invocation["values"], command: readonly string[]): Promise<number> {
  const { config, state, propagation: time = "0s" } = values as RunValues;
  const propagation = readDuration("propagation", time);
  const refuse = (): void => projectsOf(command).forEach(refuseProject);
  refuse();
  const own = ownFolder();
  const storage = openStateFile(state ?? join(own, "state"));
  try {
    const onNote = (line: string): void => console.error(`log-destinations: ${line}`);
    const logs = new LocalLogs({ strict: true, propagation, storage, onNote });
    if (config !== undefined) declareFile(logs, config);
    const server = await serve(logs);
    const surroundings: Surroundings = { url: server.url, accountOf: (key) => logs.control.accountOf(key) };
    const { variables, ...identity } = environmentFor(process.env, surroundings);
    const plugin = await startPlugin(logs, { ...surroundings, ...identity, propagation, refuseProject: refuse });
    console.error(`log-destinations: ${server.url} stands in for AWS, and a stand-in for its Terraform provider`);
    try {
      return await runCommand(command, { ...variables, TF_REATTACH_PROVIDERS: plugin.reattach });
    } finally {
      await Promise.all([plugin.close(), server.close()]);
    }
  } finally {
    storage.close();
  }
}

/** Where terraform will run, as far as the command line tells. */
function projectsOf(command: readonly string[]): string[] {
  const elsewhere = command.flatMap((argument) => /^-chdir=(.+)$/.exec(argument)?.[1] ?? []);
  return [process.cwd(), ...elsewhere.filter((folder) => existsSync(folder))];
}

/** In the folder that the command runs in, and out of the way of git. */
function ownFolder(): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, ".gitignore"), "*\n");
  return folder;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function runCommand([file = "", ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    // A terminal sends Ctrl-C to the command too, and terraform takes a second one as an order to drop everything.
    const passOn = (signal: NodeJS.Signals): boolean =>
      (signal === "SIGINT" && process.stdin.isTTY) || child.kill(signal);
    // Listened to before the command runs: who sees its first output may send a signal at once.
    for (const signal of signals) process.on(signal, passOn);
    const settled = (): void => {
      for (const signal of signals) process.off(signal, passOn);
    };
    const child = spawn(file, args, { stdio: "inherit", env });
    child.once("error", (error) => {
      settled();
      reject(new Error(`${file} cannot be run: ${(error as NodeJS.ErrnoException).code}`));
    });
    child.once("exit", (code, signal) => {
      settled();
      resolve(code ?? 128 + (constants.signals[signal as NodeJS.Signals] ?? 0));
    });
  });
}
