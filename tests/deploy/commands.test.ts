import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Ended, startProgram } from "../cli/program.ts";
import { command } from "../cli/service-process.ts";
import { owner, provider } from "./configuration.ts";
import { describeDeploys } from "./world.ts";

const { resolve } = createRequire(import.meta.url);
const cdktf = join(dirname(resolve("cdktf-cli/package.json")), "bundle/bin/cdktf");

let folder: string;
let project: string;
let env: NodeJS.ProcessEnv;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "commands-"));
  project = join(folder, "project");
  for (const name of ["home", "mirror", "project", "temporary"]) mkdirSync(join(folder, name));
  // Without a registry: what is not in the empty mirror is not found.
  const mirror = `provider_installation {\n filesystem_mirror {\n  path = "${join(folder, "mirror")}"\n }\n}\n`;
  writeFileSync(join(folder, "terraformrc"), mirror);
  env = {
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    HOME: join(folder, "home"),
    TMPDIR: join(folder, "temporary"),
    TF_CLI_CONFIG_FILE: join(folder, "terraformrc"),
    CHECKPOINT_DISABLE: "1",
    AWS_ACCESS_KEY_ID: owner,
  };
});
afterEach(() => rmSync(folder, { recursive: true, maxRetries: 5 }));

const without = (...argv: string[]): Promise<Ended> =>
  startProgram(argv[0] ?? "", argv.slice(1), { cwd: project, env }).ended;
const run = (...argv: string[]): Promise<Ended> => without(process.execPath, command, "run", "--", ...argv);

function write(name: string, content: string | object): void {
  writeFileSync(join(project, name), typeof content === "string" ? content : JSON.stringify(content));
}

/** The checksum of each file of the user, apart from the folder of the run. */
function files(): Record<string, string> {
  const entries = readdirSync(project, { recursive: true, withFileTypes: true });
  const kept = entries.filter(
    (entry) => entry.isFile() && !join(entry.parentPath, entry.name).includes("/.log-destinations/"),
  );
  return Object.fromEntries(
    kept.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file.slice(project.length + 1), createHash("sha256").update(readFileSync(file)).digest("hex")];
    }),
  );
}

const cdktfJson = (more: object) => ({
  language: "typescript",
  app: `${process.execPath} app.cjs`,
  projectId: "commands",
  sendCrashReports: "false",
  ...more,
});

describeDeploys("commands that ask about the provider", () => {
  test("cdktf get of the AWS provider asks for the real one, and writes no class of the stand-in", async () => {
    write("cdktf.json", cdktfJson({ terraformProviders: ["hashicorp/aws@~> 6.0"], terraformModules: [] }));
    const before = files();
    const here = await run(process.execPath, cdktf, "get", "--force");
    const there = await without(process.execPath, cdktf, "get", "--force");
    expect(here.code).toBe(there.code);
    expect(here.code).not.toBe(0);
    expect(here.stdout + here.stderr).toContain("Failed to query available provider packages");
    expect(files()).toEqual(before);
  }, 60_000);

  test("cdktf get of a module writes what it writes without a run", async () => {
    mkdirSync(join(project, "module"));
    write("module/main.tf", 'variable "name" {\n type = string\n}\noutput "twice" {\n value = var.name\n}\n');
    const modules = [{ name: "named", source: "./module" }];
    write("cdktf.json", cdktfJson({ terraformProviders: [], terraformModules: modules }));
    expect(await without(process.execPath, cdktf, "get", "--force")).toMatchObject({ code: 0 });
    const before = files();
    expect(Object.keys(before)).toContainEqual(expect.stringMatching(/^\.gen\/.*named\.ts$/));
    rmSync(join(project, ".gen"), { recursive: true });
    expect(await run(process.execPath, cdktf, "get", "--force")).toMatchObject({ code: 0 });
    expect(files()).toEqual(before);
  }, 60_000);

  test("cdktf watch deploys without a registry, and writes no lock file", async () => {
    const load = (name: string) => `require(${JSON.stringify(resolve(name))})`;
    write(
      "app.cjs",
      `const { App, TerraformStack } = ${load("cdktf")};
      const app = new App();
      const stack = new TerraformStack(app, "watched");
      new (${load("@cdktf/provider-aws/lib/provider/index.js")}).AwsProvider(stack, "Aws", { region: "eu-west-1" });
      new (${load("@cdktf/provider-aws/lib/cloudwatch-log-group/index.js")}).CloudwatchLogGroup(stack, "Logs", { name: "/app" });
      app.synth();\n`,
    );
    write("cdktf.json", cdktfJson({ watchPattern: ["*.cjs"] }));
    const before = files();
    const argv = [command, "run", "--", process.execPath, cdktf, "watch", "--auto-approve"];
    const { child, ended } = startProgram(process.execPath, argv, { cwd: project, env });
    // It looks at the pattern once it has deployed, and again at each change.
    await expect
      .poll(
        () => {
          write("app.cjs", readFileSync(join(project, "app.cjs"), "utf8"));
          return existsSync(join(project, "terraform.watched.tfstate"));
        },
        { timeout: 50_000, interval: 1_000 },
      )
      .toBe(true);
    await expect
      .poll(() => readFileSync(join(project, "terraform.watched.tfstate"), "utf8"), { timeout: 20_000 })
      .toContain("log-group:/app");
    child.kill("SIGINT");
    const { stdout, stderr } = await ended;
    expect(stdout + stderr).toContain("providers lock was passed over");
    const made = Object.keys(files()).filter((file) => !(file in before));
    expect(made.filter((file) => !file.startsWith("cdktf.out/")).sort()).toEqual(["terraform.watched.tfstate"]);
    expect(made.filter((file) => file.includes(".terraform"))).toEqual([]);
  }, 90_000);

  test("providers lock and mirror go where they would go without a run; schema is refused", async () => {
    write("main.tf", provider);
    const before = files();
    for (const argv of [
      ["terraform", "providers", "lock", "-no-color"],
      ["terraform", "providers", "mirror", "-no-color", join(folder, "mirrored")],
    ]) {
      const [here, there] = [await run(...argv), await without(...argv)];
      expect(here.code).toBe(1);
      expect(here.stderr.split("\n").slice(1)).toEqual(there.stderr.split("\n"));
    }
    expect(await run("terraform", "providers", "schema", "-json")).toMatchObject({
      code: 125,
      stdout: "",
      stderr: expect.stringContaining("call it without log-destinations run [LD5301]"),
    });
    expect(files()).toEqual(before);
    expect(existsSync(join(project, ".terraform"))).toBe(false);
  });

  test("a project is the same byte for byte after every subcommand that reads", async () => {
    write("main.tf", `${provider}resource "aws_cloudwatch_log_group" "app" {\n  name = "/app"\n}\n`);
    write(".terraform.lock.hcl", "# This file is maintained automatically.\n");
    mkdirSync(join(project, ".terraform"));
    write(".terraform/kept", "of the real provider");
    const applied = await run("terraform", "apply", "-auto-approve");
    expect(applied).toMatchObject({ code: 0 });
    const before = files();
    for (const argv of [
      ["init"],
      ["init", "-upgrade"],
      ["init", "-backend=false"],
      ["validate"],
      ["plan"],
      ["get"],
      ["graph"],
      ["modules"],
      ["output"],
      ["providers"],
      ["show", "-json"],
      ["state", "list"],
      ["state", "pull"],
      ["test"],
      ["workspace", "list"],
      ["version"],
      ["metadata", "functions", "-json"],
    ]) {
      const { code, stderr } = await run("terraform", ...argv);
      expect({ argv, code, stderr }).toMatchObject({ argv, code: 0 });
    }
    expect(files()).toEqual(before);
  }, 60_000);
});
