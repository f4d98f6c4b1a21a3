import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Gate, openGate } from "../../local/src/terraform/project/gate.ts";
import { findProgram } from "../../local/src/terraform/project/shim.ts";
import { run } from "./world.ts";

let folder: string;
let gate: Gate | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gate-"));
  for (const name of ["own", "bin", "infra"]) mkdirSync(join(folder, name));
  program("terraform", 'echo "ran in $PWD with $1 and $TF_REATTACH_PROVIDERS"');
  writeFileSync(join(folder, "infra/main.tf"), 'terraform {\n  backend "s3" {}\n}\n');
});
afterEach(async () => {
  await gate?.close();
  rmSync(folder, { recursive: true });
});

function program(name: string, script: string): void {
  writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "bin", name), 0o700);
}

/** With what a machine has, or without bash. */
async function open(path: string): Promise<Gate> {
  gate = await openGate({ folder: join(folder, "own"), path, variables: { TF_REATTACH_PROVIDERS: "it's the plugin" } });
  return gate;
}

const shell = (script: string, env: NodeJS.ProcessEnv) => run("/bin/sh", ["-c", script], { cwd: folder, env }).ended;

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

  test("terraform runs where it may, and finds what it needs", async () => {
    const { path: through } = await open(path);
    expect(await shell("terraform plan -out x", { PATH: through })).toEqual({
      code: 0,
      stdout: `ran in ${folder} with plan and it's the plugin\n`,
      stderr: "",
    });
    expect(readFileSync(join(folder, ".log-destinations/.gitignore"), "utf8")).toBe("*\n");
  });

  test.each([
    "cd infra && terraform init",
    "terraform -chdir=infra init",
    `terraform -chdir="$PWD/infra" apply -auto-approve`,
    "cd / && terraform -chdir=$OLDPWD/infra plan",
  ])("%s is refused in the folder that it means", async (script) => {
    const { path: through } = await open(path);
    const { code, stdout, stderr } = await shell(script, { PATH: through });
    expect({ code, stdout }).toEqual({ code: 125, stdout: "" });
    expect(stderr).toContain("main.tf keeps its state in the backend s3");
    expect(existsSync(join(folder, "infra/.log-destinations"))).toBe(false);
  });

  test("nothing runs once the gate is closed", async () => {
    const { path: through, close } = await open(path);
    await close();
    gate = undefined;
    expect(await shell("terraform plan 2> /dev/null", { PATH: through })).toMatchObject({ code: 125, stdout: "" });
  });
});

test("a terraform that is named by its path goes through the gate too, and nothing else does", async () => {
  const { through, path } = await open(join(folder, "bin"));
  const named = through(join(folder, "bin/terraform"));
  expect(await shell(`cd infra; ${named} init`, { PATH: path })).toMatchObject({ code: 125 });
  expect(await shell(`${named} version`, { PATH: path })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("ran in"),
  });
  expect(["terraform", "/bin/sh"].map(through)).toEqual(["terraform", "/bin/sh"]);
});

test("without the program it says so", async () => {
  rmSync(join(folder, "bin/terraform"));
  const { path } = await open(join(folder, "bin"));
  expect(await shell("terraform version", { PATH: path })).toMatchObject({
    code: 127,
    stderr: "log-destinations: there is no terraform on the PATH; install it first\n",
  });
});
