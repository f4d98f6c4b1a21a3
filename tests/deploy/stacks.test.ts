import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startProgram } from "../cli/program.ts";
import { command } from "../cli/service-process.ts";
import { describeDeploys } from "./world.ts";

/** What `stack.json` says of a stack beside it. */
interface Stack {
  about: string;
  /** The content of `--config`. */
  config?: object;
  /** Log events that a sender puts once everything is there, and the streams that they arrive in. */
  sends: { account: string; region: string; logGroup: string; message: string; arrivesIn: string }[];
}

const stacks = join(import.meta.dirname, "stacks");
const names = readdirSync(stacks);
const stackOf = (name: string): Stack => JSON.parse(readFileSync(join(stacks, name, "stack.json"), "utf8"));
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stack-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The checksum of each file of the project, without the folder of the run and Terraform's own state. */
function filesOf(project: string): Record<string, string> {
  const entries = readdirSync(project, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map(({ parentPath, name }) => join(parentPath, name).slice(project.length + 1));
  const own = files.filter((file) => !/^(\.log-destinations\/|terraform\.tfstate)/.test(file));
  return Object.fromEntries(
    own.map((file) => [
      file,
      createHash("sha256")
        .update(readFileSync(join(project, file)))
        .digest("hex"),
    ]),
  );
}

/** The whole cycle, as a user runs it: each step has to succeed, and a second plan has to be empty. */
function cycle(sends: Stack["sends"]): string {
  const send = join(import.meta.dirname, "send-log-event.mjs");
  return [
    "terraform init -input=false",
    "terraform validate",
    "terraform apply -auto-approve -input=false",
    "terraform plan -detailed-exitcode -input=false",
    ...sends.map((event) => `node ${quoted(send)} ${quoted(JSON.stringify(event))}`),
    "terraform destroy -auto-approve -input=false",
    'test -z "$(terraform state list)"',
  ].join(" &&\n");
}

describeDeploys("a stack runs whole", () => {
  test.each(names)("%s", async (name) => {
    const { about, config, sends } = stackOf(name);
    expect(about).toMatch(/\.$/);
    const project = join(folder, "project");
    cpSync(join(stacks, name), project, { recursive: true });
    rmSync(join(project, "stack.json"));
    const configFile = join(folder, "config.json");
    if (config) writeFileSync(configFile, JSON.stringify(config));
    const before = filesOf(project);
    const { PATH, HOME } = process.env;
    const { code, stdout, stderr } = await startProgram(
      process.execPath,
      [command, "run", ...(config ? ["--config", configFile] : []), "--", "sh", "-c", cycle(sends)],
      { cwd: project, env: { PATH, HOME } },
    ).ended;
    expect(code, `${stdout}\n${stderr}`).toBe(0);
    expect(stdout.match(/^arrived from /gm) ?? []).toHaveLength(sends.length);
    expect(filesOf(project)).toEqual(before);
  });
});
