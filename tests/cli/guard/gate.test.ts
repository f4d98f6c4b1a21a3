import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Gate, openGate } from "../../../cli/src/guard/gate.ts";
import type { TerraformInvocation } from "../../../cli/src/guard/invocation.ts";
import { findProgram } from "../../../cli/src/guard/shim.ts";
import { startProgram } from "../program.ts";
import { realState } from "./real-state.ts";

let folder: string;
let gate: Gate | undefined;
/** The terraforms that the plugin was opened to. */
let opened: { invocation: TerraformInvocation; pid: number }[];
beforeEach(() => {
  opened = [];
  folder = mkdtempSync(join(tmpdir(), "gate-"));
  for (const name of ["own", "bin", "infra"]) mkdirSync(join(folder, name));
  program("terraform", 'echo "ran in $PWD with $1 and $TF_REATTACH_PROVIDERS"; echo "data in $TF_DATA_DIR" >&2');
  writeFileSync(join(folder, "infra/main.tf"), 'terraform {\n  backend "s3" {}\n}\n');
});
afterEach(() => {
  gate?.close();
  rmSync(folder, { recursive: true });
});

function program(name: string, script: string): void {
  writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "bin", name), 0o700);
}

async function open(path: string): Promise<Gate> {
  gate = await openGate({
    folder: join(folder, "own"),
    path,
    variables: { TF_DATA_DIR: "ours" },
    original: { TF_DATA_DIR: "the user's" },
    openTo: async (invocation, pid) => {
      opened.push({ invocation, pid });
      return "it's the plugin";
    },
  });
  return gate;
}

const shell = (script: string, env: NodeJS.ProcessEnv) =>
  startProgram("/bin/sh", ["-c", script], { cwd: folder, env }).ended;

describe.each([
  ["bash", true],
  ["no bash", false],
])("on a machine with %s", (_, bash) => {
  let path: string;
  beforeEach(() => {
    path = join(folder, "bin");
    const found = findProgram("bash", process.env.PATH ?? "");
    if (bash && found !== undefined) symlinkSync(found, join(path, "bash"));
  });

  test("terraform runs where it may, with the variables of the gate", async () => {
    const { path: gated } = await open(path);
    expect(await shell("terraform plan -out x", { PATH: gated })).toEqual({
      code: 0,
      stdout: `ran in ${folder} with plan and it's the plugin\n`,
      stderr: "data in ours\n",
    });
    expect(readFileSync(join(folder, ".log-destinations/.gitignore"), "utf8")).toBe("*\n");
  });

  test.each([
    ["terraform apply", {}, undefined],
    ["terraform apply -parallelism=3 planned", {}, 3],
    ["terraform apply --parallelism 3", {}, 3],
    ["terraform apply -parallelism=0", {}, undefined],
    ["terraform apply", { TF_CLI_ARGS: "-input=false -parallelism=4", TF_CLI_ARGS_apply: "'-parallelism=5'" }, 4],
    ["terraform apply", { TF_CLI_ARGS_apply: "-parallelism=5", TF_CLI_ARGS_plan: "-parallelism=6" }, 5],
    ["terraform apply -parallelism=2", { TF_CLI_ARGS: "-parallelism=4" }, 2],
  ])("%s with %o is opened to as one that works on %s at once", async (script, env, parallelism) => {
    program("terraform", 'echo "$$"');
    const { path: gated } = await open(path);
    const { stdout } = await shell(script, { PATH: gated, ...env });
    expect(opened).toEqual([
      { invocation: expect.objectContaining({ command: "apply", parallelism }), pid: Number(stdout) },
    ]);
  });

  test.each([
    ["terraform plan -out saved", { savesPlanIn: "saved" }],
    ["terraform plan -out=plans/saved -input=false", { savesPlanIn: "plans/saved" }],
    ["TF_CLI_ARGS_plan=-out=saved terraform plan", { savesPlanIn: "saved" }],
    ["terraform -chdir=bin plan -out=saved", { savesPlanIn: "bin/saved" }],
    ["terraform apply -input=false saved", { appliesPlanOf: "saved" }],
    ["cd bin && terraform apply ../saved", { appliesPlanOf: "saved" }],
    ["terraform apply -auto-approve", {}],
    ["terraform plan", {}],
  ])("%s is opened to as one with these files: %o", async (script, files) => {
    const { path: gated } = await open(path);
    await shell(script, { PATH: gated });
    const resolved = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(folder, file)]));
    expect(opened).toEqual([
      {
        invocation: expect.objectContaining({ savesPlanIn: undefined, appliesPlanOf: undefined, ...resolved }),
        pid: expect.any(Number),
      },
    ]);
  });

  test.each([
    "cd infra && terraform init",
    "terraform -chdir=infra init",
    `terraform -chdir="$PWD/infra" apply -auto-approve`,
    "cd / && terraform -chdir=$OLDPWD/infra plan",
  ])("%s is refused for the folder that it runs in", async (script) => {
    const { path: gated } = await open(path);
    const { code, stdout, stderr } = await shell(script, { PATH: gated });
    expect({ code, stdout }).toEqual({ code: 125, stdout: "" });
    expect(stderr).toContain("main.tf keeps its state in the backend s3");
    expect(existsSync(join(folder, "infra/.log-destinations"))).toBe(false);
  });

  test("a folder may have any name", async () => {
    const odd = join(folder, "it's\n$odd");
    renameSync(join(folder, "infra"), odd);
    const { path: gated } = await open(path);
    const { code, stderr } = await shell(`cd "it's"*; terraform init`, { PATH: gated });
    expect(code).toBe(125);
    expect(stderr).toContain(`${odd}/main.tf keeps its state in the backend s3`);
    expect(readdirSync(folder).sort()).toEqual(["bin", "it's\n$odd", "own"]);
  });

  test.each([
    "terraform apply -state=real.tfstate",
    `TF_CLI_ARGS_plan='-lock=false "-state=real.tfstate"' terraform plan`,
  ])("%s is refused for the state that it names", async (script) => {
    writeFileSync(join(folder, "real.tfstate"), JSON.stringify(realState));
    const { path: gated } = await open(path);
    const { code, stderr } = await shell(script, { PATH: gated });
    expect(code).toBe(125);
    expect(stderr).toContain("real.tfstate holds a real aws_cloudwatch_log_group");
  });

  test("a folder that does not exist is not made", async () => {
    const { path: gated } = await open(path);
    expect(await shell("terraform -chdir=nowhere/at/all init", { PATH: gated })).toMatchObject({ code: 0 });
    expect(existsSync(join(folder, "nowhere"))).toBe(false);
  });

  test("providers lock and mirror find what they would find without a run, and write nothing of its own", async () => {
    const { path: gated } = await open(path);
    expect(await shell("terraform providers lock", { PATH: gated, TF_DATA_DIR: "ours" })).toEqual({
      code: 0,
      stdout: `ran in ${folder} with providers and \n`,
      stderr: "data in the user's\n",
    });
    expect(await shell("cd infra; terraform providers mirror x", { PATH: gated })).toMatchObject({ code: 125 });
    expect(existsSync(join(folder, ".log-destinations"))).toBe(false);
  });

  test("providers schema is refused in a sentence, and runs without the stand-in where cdktf asks for a schema", async () => {
    const { path: gated } = await open(path);
    const { code, stdout, stderr } = await shell("terraform -no-color providers schema -json", { PATH: gated });
    expect({ code, stdout }).toEqual({ code: 125, stdout: "" });
    expect(stderr).toContain("call it without log-destinations run [LD5301]");
    const temporary = join(folder, "cdktf.a1b2c3/fetchProviderSchema");
    mkdirSync(temporary, { recursive: true });
    writeFileSync(join(temporary, "main.tf.json"), '{"provider":{"aws":{}},"terraform":{}}');
    const asked = await shell(`cd '${temporary}'; terraform init; terraform providers schema`, { PATH: gated });
    expect(asked.stdout).toBe(`ran in ${temporary} with init and \nran in ${temporary} with providers and \n`);
    expect(readdirSync(temporary)).toEqual(["main.tf.json"]);
    // A configuration that has something to apply is none that cdktf asks by.
    writeFileSync(join(temporary, "main.tf.json"), '{"resource":{}}');
    expect(await shell(`cd '${temporary}'; terraform init`, { PATH: gated })).toMatchObject({
      stdout: expect.stringContaining("it's the plugin"),
    });
  });

  test("providers lock is passed over in a folder that cdktf writes, and says so", async () => {
    writeFileSync(join(folder, "cdk.tf.json"), "{}");
    const { path: gated } = await open(path);
    expect(await shell("terraform providers lock -platform=linux_amd64", { PATH: gated })).toEqual({
      code: 0,
      stdout: "",
      stderr: expect.stringContaining("terraform providers lock was passed over"),
    });
  });

  test("the shim finds the real terraform wherever its own folder is on the PATH", async () => {
    const { path: gated } = await open(path);
    const script = "PATH=$(dirname $(command -v terraform)):$PATH:$PATH; terraform plan";
    const { stdout } = await shell(script, { PATH: `${gated}:${dirname(process.execPath)}:/usr/bin:/bin` });
    expect(stdout).toMatch(/^ran in .* with plan/);
  });

  test("files, options and functions that a shell takes from its environment have no effect on the shim", async () => {
    writeFileSync(join(folder, "elsewhere"), "cd /; terraform() { echo a function; }");
    const { path: gated } = await open(path);
    const env = {
      PATH: gated,
      BASH_ENV: join(folder, "elsewhere"),
      SHELLOPTS: "nounset",
      "BASH_FUNC_terraform%%": "() { echo a function; }",
    };
    expect(await shell("terraform plan", env)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`ran in ${folder} with plan`),
    });
  });

  test("nothing runs once the gate is closed", async () => {
    const { path: gated, close } = await open(path);
    close();
    gate = undefined;
    expect(await shell("terraform plan 2> /dev/null", { PATH: gated })).toMatchObject({ code: 125, stdout: "" });
  });
});

test("a terraform that is named by its path is checked too, and no other program is", async () => {
  const { programFor, path } = await open(join(folder, "bin"));
  const named = programFor(join(folder, "bin/terraform"));
  expect(await shell(`cd infra; ${named} init`, { PATH: path })).toMatchObject({ code: 125 });
  expect(await shell(`${named} version`, { PATH: path })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("ran in"),
  });
  expect(["terraform", "/bin/sh"].map(programFor)).toEqual(["terraform", "/bin/sh"]);
});

test("a terraform that is named with its version is checked too", async () => {
  program("terraform1.11", 'echo "ran with $1"');
  const { programFor, path } = await open(join(folder, "bin"));
  const named = programFor("terraform1.11");
  expect(await shell(`cd infra; ${named} init`, { PATH: path })).toMatchObject({ code: 125 });
  expect(await shell(`${named} plan`, { PATH: path })).toMatchObject({ code: 0, stdout: "ran with plan\n" });
});

test("within another gate, only the inner one is asked", async () => {
  const outer = await open(join(folder, "bin"));
  mkdirSync(join(folder, "inner"));
  const inner = await openGate({
    folder: join(folder, "inner"),
    path: outer.path,
    variables: {},
    original: {},
    openTo: async () => "the inner",
  });
  const { stdout } = await shell("terraform plan", { PATH: inner.path });
  inner.close();
  expect(stdout).toContain("with plan and the inner");
});

test("a bash that a line #! cannot name is not used", async () => {
  const spaced = join(folder, "a bin");
  renameSync(join(folder, "bin"), spaced);
  symlinkSync("/bin/sh", join(spaced, "bash"));
  const { path } = await open(`${spaced}::bin`);
  expect(await shell("terraform plan", { PATH: path })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("it's the plugin"),
  });
});

test("a terraform that is not installed is reported", async () => {
  rmSync(join(folder, "bin/terraform"));
  const { path } = await open(join(folder, "bin"));
  expect(await shell("terraform version", { PATH: path })).toMatchObject({
    code: 127,
    stderr: "log-destinations: there is no terraform on the PATH; install it first [LD5107]\n",
  });
});
