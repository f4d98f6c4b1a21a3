import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { LocalLogs } from "@log-destinations/local";
import { InUseError, openStateFile, type StateFile, serve } from "@log-destinations/local/node";
import {
  CreatedNotInState,
  HeldNotes,
  KeptResources,
  type LocalEndpoint,
  startPlugin,
} from "@log-destinations/terraform";
import { CannotRunError, runCommand } from "./child-process.ts";
import { type CommandLine, readDuration, UsageError } from "./command-line.ts";
import { declareConfigFile } from "./config-file.ts";
import { environmentFor, terraformVariables } from "./guard/environment.ts";
import { isTerraform, openGate } from "./guard/gate.ts";
import { readTerraformInvocation, type TerraformInvocation } from "./guard/invocation.ts";
import { dataFolderOf, makeOwnFolder } from "./guard/own-folder.ts";
import { refuseProject } from "./guard/project.ts";

/** Those of `env` and `nohup`. */
const exitCodes = { notRun: 125, cannotRun: 127 } as const;

interface RunValues {
  config?: string;
  state?: string;
  propagation?: string;
  keep?: string;
  wait?: string;
}

/**
 * `log-destinations run`: runs a command on a local service and a provider, which end with it.
 * @returns the exit code of the command; 125 where it was not run, 127 where it cannot be run
 * @throws UsageError
 */
export async function runOnLocalService(
  values: CommandLine["values"],
  command: readonly string[],
  platform: NodeJS.Platform,
): Promise<number> {
  try {
    refuseWindows(platform);
    return await runGuarded(values as RunValues, command);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    console.error(`log-destinations: ${(error as Error).message}`);
    return error instanceof CannotRunError ? exitCodes.cannotRun : exitCodes.notRun;
  }
}

/** The guard rests on Unix sockets, signals to process groups and shell scripts. */
function refuseWindows(platform: NodeJS.Platform): void {
  if (platform === "win32") {
    throw new Error("run needs Linux or macOS; on Windows, use WSL [LD5101]");
  }
}

async function runGuarded(values: RunValues, command: readonly string[]): Promise<number> {
  const { config, state, propagation: time = "0s", keep, wait } = values;
  const propagation = readDuration("propagation", time);
  if (keep !== undefined && keep !== "all") {
    throw new UsageError(`--keep is ${JSON.stringify(keep)}; expected --keep all [LD5010]`);
  }
  const patience = wait === undefined ? 0 : readDuration("wait", wait);
  if (state !== undefined && !existsSync(dirname(state))) {
    throw new UsageError(
      `--state is ${JSON.stringify(state)}, and there is no folder ${dirname(state)}; make it first [LD5009]`,
    );
  }
  // The gate checks again, wherever terraform is started. This refuses before anything runs.
  const invocation = invocationOf(command);
  refuseProject(invocation, dataFolderOf(invocation.folder, state));
  const file = state ?? join(makeOwnFolder("."), "state");
  const closing: (() => unknown)[] = [];
  try {
    const storage = await openWhenFree(file, patience);
    closing.push(() => storage.close());
    const log = logOnce();
    const notes = new HeldNotes(log);
    const logs = new LocalLogs({ strict: true, propagation, storage, onNote: notes.onNote });
    const createdNotInState = new CreatedNotInState(`${file}.created`);
    const kept = new KeptResources(`${file}.kept`);
    const declared = config === undefined ? {} : declareConfigFile(logs, config, { keepPermissions: true });
    const server = await serve(logs);
    closing.push(server.close);
    const endpoint: LocalEndpoint = { url: server.url, accountOf: (key) => logs.control.accountOf(key) };
    const { variables, ...identity } = environmentFor(process.env, endpoint, declared.profiles);
    const plugin = await startPlugin(logs, {
      ...endpoint,
      ...identity,
      declared,
      propagation,
      createdNotInState,
      kept,
      notes,
      keepAll: keep !== undefined,
    });
    closing.push(plugin.close);
    if (plugin.note !== undefined) console.error(`log-destinations: ${plugin.note}`);
    const gate = await openGate({
      folder: plugin.folder,
      // Programs are looked for there where no PATH is set.
      path: process.env.PATH || "/usr/bin:/bin",
      // Also for a terraform that is started with an environment of its own.
      variables: terraformVariables,
      openTo: plugin.openTo,
      note: log,
      original: process.env,
      state,
    });
    closing.push(gate.close);
    console.error(`log-destinations: a local service at ${server.url} stands in for AWS`);
    const [program = "", ...args] = command;
    const binary = variables.TERRAFORM_BINARY_NAME;
    const code = await runCommand([gate.programFor(program), ...args], {
      ...variables,
      PATH: gate.path,
      TF_REATTACH_PROVIDERS: plugin.reattachUnguarded,
      // cdktf starts terraform by this name. [F256]
      ...(binary && { TERRAFORM_BINARY_NAME: gate.programFor(binary) }),
    });
    const summary = await plugin.summary();
    if (summary !== undefined) console.error(`log-destinations: ${summary}`);
    // A terraform that a signal ended may not have written its state.
    if (code < 128) createdNotInState.endRun();
    return code;
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

/** Milliseconds between two looks at a state file that another run uses. */
const lookInterval = 200;

/**
 * Opens the state file, once no other run uses it.
 * @param patience how long to wait for that, in milliseconds
 * @throws Error where another run still uses it then
 */
async function openWhenFree(file: string, patience: number): Promise<StateFile> {
  const end = Date.now() + patience;
  for (let first = true; ; first = false) {
    try {
      return openStateFile(file);
    } catch (error) {
      if (!(error instanceof InUseError)) throw error;
      if (Date.now() >= end) {
        throw new Error(
          `${file} is in use by process ${error.pid}, another run. Wait for it with --wait, or give this run a state of ` +
            "its own with --state FILE [LD5303]",
          { cause: error },
        );
      }
      if (first) console.error(`log-destinations: waits for process ${error.pid}, a run that uses ${file}`);
    }
    await delay(lookInterval);
  }
}

/** While the provider waits for a role, each try has the same note. */
function logOnce(): (line: string) => void {
  const logged = new Set<string>();
  return (line) => {
    if (logged.has(line)) return;
    logged.add(line);
    console.error(`log-destinations: ${line}`);
  };
}

/** What terraform will do, if the command line starts it directly. */
function invocationOf(command: readonly string[]): TerraformInvocation {
  return readTerraformInvocation({
    folder: ".",
    args: command.slice(command.findIndex(isTerraform) + 1),
    workspace: process.env.TF_WORKSPACE,
    env: process.env,
  });
}
