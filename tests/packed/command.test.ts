import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { LogDestinationsClient } from "@log-destinations/core";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { central, owner, provider, region } from "../deploy/configuration.ts";
import { describeDeploys } from "../deploy/world.ts";
import { type EmptyProject, installPacked } from "./tarballs.ts";

const root = join(import.meta.dirname, "../..");
const command = ["npx", "--no-install", "log-destinations"] as const;
const { version }: { version: string } = JSON.parse(readFileSync(join(root, "cli/package.json"), "utf8"));

const documents = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" }).trim().split("\n");

interface DocumentedCommand {
  readonly title: string;
  /** The folder of the document, which may hold files that the command names. */
  readonly folder: string;
  readonly args: readonly string[];
  /** Some install line of the same document comes before it. */
  readonly installed: boolean;
}

/** Is this a line that installs the command: by its name, or by the manifest beside the document? */
function installs(line: string, folder: string): boolean {
  if (line !== "npm install") return /^npm install .*(?<![\w/-])log-destinations\b/.test(line);
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return "log-destinations" in { ...dependencies, ...devDependencies };
}

const documented = documents.flatMap((document): DocumentedCommand[] => {
  const text = readFileSync(join(root, document), "utf8");
  const shell = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = ""]) => block.split("\n"));
  const folder = join(root, dirname(document));
  const install = shell.findIndex((line) => installs(line, folder));
  return shell.flatMap((line, index) => {
    const [, rest] = /^npx .*?\blog-destinations (.*)$/.exec(line.replace(/ #.*$/, "")) ?? [];
    if (rest === undefined) return [];
    expect(line, document).toMatch(/^npx --no-install log-destinations /);
    return [
      { title: `${document}: ${line}`, folder, args: rest.split(" "), installed: install >= 0 && install < index },
    ];
  });
});

describe("the command as npm packs it, in a project of its own", { timeout: 120_000 }, () => {
  let project: EmptyProject;
  beforeAll(() => {
    project = installPacked("core", "local", "cli");
  });
  afterAll(() => project.remove());

  test("brings the service and what speaks Terraform's protocol, and nothing else", () => {
    const installed = JSON.parse(readFileSync(join(project.folder, "node_modules/.package-lock.json"), "utf8"));
    expect(Object.keys(installed.packages).map((path) => path.replace("node_modules/", ""))).toEqual([
      "@log-destinations/core",
      "@log-destinations/local",
      "@msgpack/msgpack",
      "log-destinations",
      "long",
      "protobufjs",
    ]);
  });

  test("depends on what the provider in it depends on, in the same versions", () => {
    const manifest = (wing: string) => JSON.parse(readFileSync(join(root, wing, "package.json"), "utf8"));
    expect(manifest("cli").dependencies).toEqual(manifest("terraform").dependencies);
  });

  test("the documents name it with an install line in front", () => {
    expect(documented.length).toBeGreaterThanOrEqual(6);
    expect(documented.filter(({ installed }) => !installed)).toEqual([]);
  });

  test.each(documented.filter(({ args: [name] }) => name !== "serve"))("$title", ({ args, folder: beside }) => {
    const end = args.indexOf("--");
    // The operands are the user's own; here they are a program that every machine has.
    const own = end < 0 ? args : [...args.slice(0, end + 1), process.execPath, "--version"];
    const folder = mkdtempSync(join(project.folder, "run-"));
    const config = args[args.indexOf("--config") + 1];
    if (args.includes("--config") && config) copyFileSync(join(beside, config), join(folder, config));
    const output = execFileSync(command[0], [...command.slice(1), ...own], {
      cwd: folder,
      encoding: "utf8",
      stdio: "pipe",
    });
    const asked = args.includes("--version") ? version : "Usage: log-destinations";
    expect(output).toContain(end < 0 ? asked : process.version);
    rmSync(folder, { recursive: true });
  });

  test.each(documented.filter(({ args: [name] }) => name === "serve"))("$title", async ({ args }) => {
    // Whatever port the document names may be taken on this machine.
    const own = args.map((arg, index) => (args[index - 1] === "--port" ? "0" : arg));
    const child = spawn(command[0], [...command.slice(1), ...own], {
      cwd: project.folder,
      detached: true,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const endpoint = line.replace("listening on ", "");
    const credentials = { accessKeyId: owner, secretAccessKey: "any" };
    const client = new LogDestinationsClient({ endpoint, region, credentials });
    expect(await client.destinations().toArray()).toEqual([]);
    process.kill(-(child.pid as number), "SIGTERM");
    await once(child, "exit");
  });

  test("a run without terraform does without the libraries of its protocol, so that it starts soon", () => {
    const libraries = ["protobufjs", "@msgpack"].map((name) => join(project.folder, "node_modules", name));
    for (const library of libraries) renameSync(library, `${library}-away`);
    try {
      expect(project.run(command[0], ...command.slice(1), "run", "--", "echo", "it ran")).toBe("it ran\n");
    } finally {
      for (const library of libraries) renameSync(`${library}-away`, library);
    }
  });

  test("is clean to publint", async () => {
    const { messages } = await publint({ pkgDir: join(root, "cli"), strict: true });
    expect(messages).toEqual([]);
  });
});

describeDeploys("the packed command runs terraform", () => {
  test("an apply that makes a destination with what belongs to it", { timeout: 120_000 }, () => {
    const project = installPacked("core", "local", "cli");
    try {
      project.file("main.tf", provider + central());
      const script = project.file(
        "apply.sh",
        "set -e\nterraform init -no-color\nterraform apply -auto-approve -no-color\n",
      );
      expect(project.run(command[0], ...command.slice(1), "run", "--", "sh", script)).toContain(
        "Apply complete! Resources: 7 added, 0 changed, 0 destroyed.",
      );
    } finally {
      project.remove();
    }
  });
});
