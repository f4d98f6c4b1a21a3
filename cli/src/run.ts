import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { LocalLogs } from "@log-destinations/local";
import { openStateFile, serve } from "@log-destinations/local/node";
import { startPlugin, Unclaimed } from "@log-destinations/terraform";
import { type Invocation, readDuration, UsageError } from "./arguments.ts";
import { declareFile } from "./config-file.ts";
import { environmentFor, type Surroundings, terraformVariables } from "./guard/environment.ts";
import { isTerraform, openGate } from "./guard/gate.ts";
import { readUndertaking, type Undertaking } from "./guard/invocation.ts";
import { makeOwnFolder } from "./guard/own-folder.ts";
import { refuseProject } from "./guard/project.ts";

/** As of env and nohup. */
const exitCodes = { notRun: 125, noCommand: 127 } as const;

class NoCommand extends Error {}

interface RunValues {
  config?: string;
  state?: string;
  propagation?: string;
}

/**
 * Runs a command on a service and a provider of its own, which end with it.
 * @returns the exit code of the command; where it was not run, what other programs that run one end with
 */
export async function runRun(values: Invocation["values"], command: readonly string[]): Promise<number> {
  try {
    return await runOnService(values as RunValues, command);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    console.error(`log-destinations: ${(error as Error).message}`);
    return error instanceof NoCommand ? exitCodes.noCommand : exitCodes.notRun;
  }
}

async function runOnService(values: RunValues, command: readonly string[]): Promise<number> {
  const { config, state, propagation: time = "0s" } = values;
  const propagation = readDuration("propagation", time);
  if (state !== undefined && !existsSync(dirname(state))) {
    throw new UsageError(
      `--state is ${JSON.stringify(state)}, and there is no folder ${dirname(state)}; make it first`,
    );
  }
  // The gate looks again, wherever terraform is started; here it is told before anything runs.
  refuseProject(undertakingOf(command));
  const file = state ?? join(makeOwnFolder("."), "state");
  const closing: (() => unknown)[] = [];
  try {
    const storage = openStateFile(file);
    closing.push(() => storage.close());
    const logs = new LocalLogs({ strict: true, propagation, storage, onNote: tellOnce() });
    const unclaimed = new Unclaimed(`${file}.unclaimed`);
    if (config !== undefined) declareFile(logs, config, { keepPermissions: true });
    const server = await serve(logs);
    closing.push(server.close);
    const surroundings: Surroundings = { url: server.url, accountOf: (key) => logs.control.accountOf(key) };
    const { variables, ...identity } = environmentFor(process.env, surroundings);
    const plugin = await startPlugin(logs, { ...surroundings, ...identity, propagation, unclaimed });
    closing.push(plugin.close);
    const gate = await openGate({
      folder: plugin.folder,
      // Without one, programs are looked for there.
      path: process.env.PATH || "/usr/bin:/bin",
      // Also to a terraform that is started with an environment of its own.
      variables: { ...terraformVariables, TF_REATTACH_PROVIDERS: plugin.reattach },
    });
    closing.push(gate.close);
    console.error(`log-destinations: a local service at ${server.url} stands in for AWS`);
    const [program = "", ...args] = command;
    const binary = variables.TERRAFORM_BINARY_NAME;
    const code = await runCommand([gate.through(program), ...args], {
      ...variables,
      PATH: gate.path,
      TF_REATTACH_PROVIDERS: plugin.reattachPastGate,
      // By this name cdktf starts terraform.
      ...(binary && { TERRAFORM_BINARY_NAME: gate.through(binary) }),
    });
    // Ended by a signal, terraform may not have written down what it made last.
    if (code < 128) unclaimed.close();
    return code;
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

/** While a role is waited for, the same is to be told at every try. */
function tellOnce(): (line: string) => void {
  const told = new Set<string>();
  return (line) => {
    if (told.has(line)) return;
    told.add(line);
    console.error(`log-destinations: ${line}`);
  };
}

/** What terraform will do, as far as the command line tells. */
function undertakingOf(command: readonly string[]): Undertaking {
  const { TF_WORKSPACE: workspace, ...env } = process.env;
  const more = Object.keys(env).filter((name) => name.startsWith("TF_CLI_ARGS"));
  return readUndertaking({
    folder: ".",
    args: command.slice(command.findIndex(isTerraform) + 1),
    workspace,
    more: more.map((name) => env[name]).join(" "),
  });
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function runCommand([file = "", ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const atTerminal = process.stdin.isTTY === true;
  return new Promise((resolve, reject) => {
    const passOn = (signal: NodeJS.Signals): void => {
      // A terminal sends Ctrl-C to the command too, and terraform takes a second one as an order to drop everything.
      if (atTerminal) {
        if (signal !== "SIGINT") child.kill(signal);
      } else {
        signalGroup(child, signal);
      }
    };
    // Listened to before the command runs: who sees its first output may send a signal at once.
    for (const signal of signals) process.on(signal, passOn);
    const settled = (): void => {
      for (const signal of signals) process.off(signal, passOn);
    };
    // In a group of its own nobody but this process signals it. At a terminal it has to stay in that of the foreground.
    const child = spawn(file, args, { stdio: "inherit", env, detached: !atTerminal });
    child.once("error", (error) => {
      settled();
      reject(new NoCommand(`${file} cannot be run: ${(error as NodeJS.ErrnoException).code}`));
    });
    child.once("exit", (code, signal) => {
      settled();
      resolve(code ?? 128 + (constants.signals[signal as NodeJS.Signals] ?? 0));
    });
  });
}

/** As a terminal does it: whatever the command has started gets it too. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // Ended by itself in this moment.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
