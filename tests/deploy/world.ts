import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { LogDestinationsClient } from "@log-destinations/core";
import { afterEach, describe } from "vitest";
import { environmentFor } from "../../cli/src/guard/environment.ts";
import { LocalLogs, type LocalLogsOptions } from "../../local/src/local-logs.ts";
import { CreatedNotInState } from "../../terraform/src/lifecycle/created-not-in-state.ts";
import { startPlugin } from "../../terraform/src/plugin.ts";

export const hasTerraform: boolean = (() => {
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

export const owner = "111122223333";
export const sender = "222233334444";
export const region = "eu-west-1";

interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** One line of terraform's `-json` output. */
interface Message {
  "@level": string;
  "@message": string;
  diagnostic?: { severity: string; summary: string; detail: string; address?: string };
}

type Action = "create" | "read" | "update" | "delete" | "no-op";

/** A service, a provider on it, and a folder that terraform runs in. */
export interface World {
  local: LocalLogs;
  folder: string;
  /** What the service said where an answer could not. */
  notes: string[];
  env: NodeJS.ProcessEnv;
  /** The configuration, in the place of the one before: HCL, or an object as `cdk.tf.json`. */
  write: (configuration: string | object) => void;
  terraform: (...args: string[]) => Promise<Ran>;
  /** Sends what runs a Ctrl-C. */
  interrupt: () => void;
  /** @returns the errors and warnings, in terraform's own JSON */
  apply: (
    ...args: string[]
  ) => Promise<{ errors: string[]; warnings: string[]; added: number; changed: number; removed: number }>;
  /** @returns what terraform would do, by address; what stays is left out */
  plan: (...args: string[]) => Promise<Record<string, Action[]>>;
  /** The service as an account sees it. */
  client: (account?: string, region?: string) => LogDestinationsClient;
  state: () => Promise<Record<string, Record<string, unknown>>>;
}

const worlds: { close: () => Promise<void>; folder: string }[] = [];

/** Ends with the test. */
export async function startWorld(options: LocalLogsOptions = {}): Promise<World> {
  const notes: string[] = [];
  const local = new LocalLogs({ strict: true, onNote: (line) => notes.push(line), ...options });
  // Nothing listens there: the provider is in this process.
  const endpoint = { url: "http://127.0.0.1:9", accountOf: (key: string) => local.control.accountOf(key) };
  const { variables, ...identity } = environmentFor({ ...process.env, AWS_ACCESS_KEY_ID: owner }, endpoint);
  const plugin = await startPlugin(local, {
    ...endpoint,
    ...identity,
    propagation: options.propagation ?? 0,
    createdNotInState: new CreatedNotInState(),
  });
  const folder = mkdtempSync(join(tmpdir(), "deploy-"));
  worlds.push({ close: plugin.close, folder });
  const env = { ...variables, TF_REATTACH_PROVIDERS: plugin.reattach };

  let running: ChildProcess | undefined;
  const terraform: World["terraform"] = (...args) => {
    const ran = run("terraform", args, { cwd: folder, env });
    running = ran.child;
    return ran.ended;
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
      const messages = stdout
        .trim()
        .split("\n")
        .map((line): Message & { changes?: object; type?: string } => JSON.parse(line));
      const told = (level: string) =>
        messages.flatMap(({ diagnostic }) =>
          diagnostic?.severity === level ? [`${diagnostic.summary}\n${diagnostic.detail}`.trim()] : [],
        );
      const summary = messages.findLast(({ type }) => type === "change_summary")?.changes as {
        add: number;
        change: number;
        remove: number;
      };
      const { add: added = 0, change: changed = 0, remove: removed = 0 } = summary ?? {};
      return { errors: told("error"), warnings: told("warning"), added, changed, removed };
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

/** Runs a program to its end, whatever its code. */
export function run(
  file: string,
  args: string[],
  options: { cwd: string; env: NodeJS.ProcessEnv; detached?: boolean },
): { child: ChildProcess; ended: Promise<Ran> } {
  const child = spawn(file, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => text(stream as Readable));
  const ended = once(child, "close").then(async ([code]) => ({
    code,
    stdout: (await stdout) as string,
    stderr: (await stderr) as string,
  }));
  return { child, ended };
}

export const provider = `provider "aws" {
  region = "${region}"
}
`;

const trust = `jsonencode({
  Version   = "2012-10-17"
  Statement = [{ Effect = "Allow", Principal = { Service = "logs.amazonaws.com" }, Action = "sts:AssumeRole" }]
})`;

interface Central {
  name?: string;
  tags?: string;
  /** What the role may do. */
  action?: string;
  /** Who may subscribe. */
  account?: string;
  resource?: string;
}

/** A destination with what belongs to it, in HCL. */
export function central({
  name = "central",
  tags = "",
  action = "kinesis:PutRecord",
  account = sender,
  resource,
}: Central = {}): string {
  return `
resource "aws_kinesis_stream" "logs" {
  name        = "logs"
  shard_count = 2
}
resource "aws_iam_role" "writer" {
  name               = "writer"
  assume_role_policy = ${trust}
}
resource "aws_iam_role_policy" "write" {
  name   = "write"
  role   = aws_iam_role.writer.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "${action}", Resource = aws_kinesis_stream.logs.arn }]
  })
}
resource "aws_cloudwatch_log_destination" "central" {
  name       = "${name}"
  role_arn   = aws_iam_role.writer.arn
  target_arn = aws_kinesis_stream.logs.arn
  ${tags}
  depends_on = [aws_iam_role_policy.write]
}
resource "aws_cloudwatch_log_destination_policy" "central" {
  destination_name = aws_cloudwatch_log_destination.central.name
  access_policy    = jsonencode({
    Version   = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "${account}" }
      Action    = "logs:PutSubscriptionFilter"
      Resource  = ${resource ?? "aws_cloudwatch_log_destination.central.arn"}
    }]
  })
}
resource "aws_cloudwatch_log_group" "app" {
  name = "/app"
}
resource "aws_cloudwatch_log_subscription_filter" "app" {
  name            = "to-central"
  log_group_name  = aws_cloudwatch_log_group.app.name
  filter_pattern  = ""
  destination_arn = aws_cloudwatch_log_destination.central.arn
  depends_on      = [aws_cloudwatch_log_destination_policy.central]
}
`;
}

/** A state that the real provider wrote. */
export const realState: object = {
  version: 4,
  resources: [
    {
      mode: "managed",
      type: "aws_cloudwatch_log_group",
      name: "app",
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [{ attributes: { name: "/app" }, private: "bnVsbA==" }],
    },
  ],
};
