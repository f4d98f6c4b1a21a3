import { type ChildProcess, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LogDestinationsClient } from "@log-destinations/core";
import { afterEach, describe } from "vitest";
import { environmentFor } from "../../cli/src/guard/environment.ts";
import { readTerraformInvocation } from "../../cli/src/guard/invocation.ts";
import { LocalLogs, type LocalLogsOptions } from "../../local/src/local-logs.ts";
import { CreatedNotInState } from "../../terraform/src/lifecycle/created-not-in-state.ts";
import { HeldNotes } from "../../terraform/src/order/held-notes.ts";
import { startPlugin } from "../../terraform/src/plugin.ts";
import { mayHaveChildren } from "../../terraform/src/processes.ts";
import type { LocalEndpoint } from "../../terraform/src/provider-configuration.ts";
import { type Ended, startProgram } from "../cli/program.ts";
import { owner, region } from "./configuration.ts";

const hasTerraform: boolean = (() => {
  try {
    execFileSync("terraform", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

/** A suite that runs the real terraform. */
export function describeDeploys(name: string, suite: () => void): void {
  if (hasTerraform) describe(name, suite);
  else describe.skip(`${name}: terraform is not on this machine`, suite);
}

/** One line of terraform's `-json` output. */
interface Message {
  type?: string;
  changes?: { add: number; change: number; remove: number };
  diagnostic?: { severity: string; summary: string; detail: string };
}

type Action = "create" | "read" | "update" | "delete" | "no-op";

/** What an apply has changed, and the errors and warnings in it: the summary and, in the next lines, the detail. */
interface Applied {
  errors: string[];
  warnings: string[];
  added: number;
  changed: number;
  removed: number;
}

/** A local service, a provider on it, and a folder that terraform runs in. */
export interface World {
  local: LocalLogs;
  folder: string;
  /** The notes of the service, such as the reason of a refusal. */
  notes: string[];
  env: NodeJS.ProcessEnv;
  /** Replaces the configuration: by HCL, or by an object as `cdk.tf.json`. */
  write: (configuration: string | object) => void;
  terraform: (...args: string[]) => Promise<Ended>;
  /** Interrupts the running terraform, as Ctrl-C does. */
  interrupt: () => void;
  apply: (...args: string[]) => Promise<Applied>;
  /** @returns the planned actions by address; resources without a change are left out */
  plan: (...args: string[]) => Promise<Record<string, Action[]>>;
  /** A client of the service for an account. */
  client: (account?: string, region?: string) => LogDestinationsClient;
  state: () => Promise<Record<string, Record<string, unknown>>>;
}

const worlds: { close: () => Promise<void>; folder: string }[] = [];

/** The world ends with the test. */
export async function startWorld(options: LocalLogsOptions = {}): Promise<World> {
  const notes: string[] = [];
  const held = new HeldNotes((line) => notes.push(line));
  const local = new LocalLogs({ strict: true, onNote: held.onNote, ...options });
  // Nothing listens there: the provider is in this process.
  const endpoint: LocalEndpoint = { url: "http://127.0.0.1:9", accountOf: (key) => local.control.accountOf(key) };
  const { variables, ...identity } = environmentFor({ ...process.env, AWS_ACCESS_KEY_ID: owner }, endpoint);
  const plugin = await startPlugin(local, {
    ...endpoint,
    ...identity,
    propagation: options.propagation ?? 0,
    createdNotInState: new CreatedNotInState(),
    notes: held,
  });
  const folder = mkdtempSync(join(tmpdir(), "deploy-"));
  worlds.push({ close: plugin.close, folder });
  const env = { ...variables, TF_REATTACH_PROVIDERS: await plugin.openTo({}) };

  let running: ChildProcess | undefined;
  // As the gate does: each terraform has the plugin for itself.
  const terraform: World["terraform"] = async (...args) => {
    const invocation = readTerraformInvocation({ folder, args, workspace: undefined, env: {} });
    const runsPrograms = () => child.pid === undefined || mayHaveChildren(child.pid);
    const reattach = await plugin.openTo({ ...invocation, runsPrograms });
    const { child, ended } = startProgram("terraform", args, {
      cwd: folder,
      env: { ...env, TF_REATTACH_PROVIDERS: reattach },
    });
    running = child;
    return ended;
  };
  const show = async (...file: string[]) => JSON.parse((await terraform("show", "-json", ...file)).stdout);
  return {
    local,
    folder,
    notes,
    env,
    write(configuration) {
      for (const file of ["main.tf", "main.tf.json"]) rmSync(join(folder, file), { force: true });
      if (typeof configuration === "string") writeFileSync(join(folder, "main.tf"), configuration);
      else writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));
    },
    terraform,
    interrupt: () => running?.kill("SIGINT"),
    async apply(...args) {
      const { stdout } = await terraform("apply", "-auto-approve", "-json", ...args);
      const lines = stdout.trim().split("\n");
      const messages = lines.map((line): Message => JSON.parse(line));
      const diagnostics = (severity: string) =>
        messages.flatMap(({ diagnostic }) =>
          diagnostic?.severity === severity ? [`${diagnostic.summary}\n${diagnostic.detail}`.trim()] : [],
        );
      const summary = messages.findLast(({ type }) => type === "change_summary")?.changes;
      const { add: added = 0, change: changed = 0, remove: removed = 0 } = summary ?? {};
      return { errors: diagnostics("error"), warnings: diagnostics("warning"), added, changed, removed };
    },
    async plan(...args) {
      const planned = await terraform("plan", "-out=planned", "-input=false", "-no-color", ...args);
      if (planned.code !== 0) throw new Error(planned.stderr);
      const { resource_changes: changes = [] } = await show("planned");
      const entries = (changes as { address: string; change: { actions: Action[] } }[]).map(
        ({ address, change }) => [address, change.actions] as const,
      );
      return Object.fromEntries(entries.filter(([, [action]]) => action !== "no-op" && action !== "read"));
    },
    client: (accessKeyId = owner, where = region) =>
      new LogDestinationsClient({
        fetch: local.fetch,
        region: where,
        credentials: { accessKeyId, secretAccessKey: "any" },
      }),
    async state() {
      const { values } = await show();
      const resources = (values?.root_module.resources ?? []) as { address: string; values: Record<string, unknown> }[];
      return Object.fromEntries(resources.map(({ address, values }) => [address, values]));
    },
  };
}

afterEach(async () => {
  for (const { close, folder } of worlds.splice(0)) {
    await close();
    rmSync(folder, { recursive: true });
  }
});
