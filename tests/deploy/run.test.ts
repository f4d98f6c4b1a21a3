import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { command } from "../local/service-process.ts";
import { central, describeDeploys, owner, provider, run } from "./world.ts";

let project: string;
let home: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "project-"));
  home = mkdtempSync(join(tmpdir(), "home-"));
});
afterEach(() => {
  for (const folder of [project, home]) rmSync(folder, { recursive: true });
});

const secret = "a-real-secret";

/** `log-destinations run`, on a machine that has real credentials. */
function start(...argv: string[]) {
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    AWS_PROFILE: "production",
    AWS_ACCESS_KEY_ID: "AKIAREAL",
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_SESSION_TOKEN: secret,
    AWS_ENDPOINT_URL_LOGS: "https://logs.eu-west-1.amazonaws.com",
    TF_CLI_CONFIG_FILE: join(home, "nowhere"),
  };
  return run(process.execPath, [command, "run", ...argv], { cwd: project, env });
}

const runs = (...argv: string[]) => start(...argv).ended;

function write(name: string, content: string | object): void {
  mkdirSync(join(project, name, ".."), { recursive: true });
  writeFileSync(join(project, name), typeof content === "string" ? content : JSON.stringify(content));
}

/** Every file of the project, by what is in it; what the run keeps for itself is left out. */
function files(): Record<string, string> {
  const entries = readdirSync(project, { recursive: true, withFileTypes: true });
  const kept = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes(".log-destinations"));
  return Object.fromEntries(
    kept.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file.slice(project.length + 1), createHash("md5").update(readFileSync(file)).digest("hex")];
    }),
  );
}

describe("log-destinations run", () => {
  test("hands on output and exit code, and puts credentials that open nothing in the place of real ones", async () => {
    const script = "console.log(JSON.stringify(process.env)); process.exitCode = 7";
    const { code, stdout, stderr } = await runs("--", process.execPath, "--eval", script);
    expect(code).toBe(7);
    expect(stdout).not.toContain(secret);
    const env = JSON.parse(stdout);
    expect(env).toMatchObject({
      AWS_ACCESS_KEY_ID: "000000000000",
      AWS_ENDPOINT_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    });
    for (const name of ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_LOGS", "TF_CLI_CONFIG_FILE"]) {
      expect(env).not.toHaveProperty(name);
    }
    expect(Object.keys(JSON.parse(env.TF_REATTACH_PROVIDERS))).toContain("registry.terraform.io/hashicorp/aws");
    expect(stderr).toMatch(
      /^log-destinations: http:\/\/127\.0\.0\.1:\d+ stands in for AWS, and a stand-in for its Terraform provider$/m,
    );
  });

  test.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)("passes %s on and ends as the command ends", async (signal, code) => {
    const { child, ended } = start("--", "sh", "-c", "echo started; exec sleep 30");
    await once(child.stdout as Readable, "data");
    child.kill(signal);
    expect(await ended).toMatchObject({ code });
  });

  test.each([
    [[], 2, "there is nothing to run; expected run -- COMMAND..."],
    [["terraform", "plan"], 2, "expected -- in front of COMMAND..."],
    [["--propagation", "soon", "--", "true"], 2, '--propagation is "soon"'],
    [["--config", "nowhere.json", "--", "true"], 1, "nowhere.json"],
    [["--", "no-such-command"], 1, "no-such-command cannot be run: ENOENT"],
  ])("%j ends with %i and says why", async (argv, code, said) => {
    const ended = await runs(...argv);
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toContain(said);
  });

  const touch = ["--", process.execPath, "--eval", 'require("node:fs").writeFileSync("ran", "")'];

  test.each([
    ["main.tf", 'terraform {\n  backend "s3" {\n    bucket = "states"\n  }\n}\n', "s3"],
    ["main.tf", 'terraform {\n  cloud {\n    organization = "us"\n  }\n}\n', "cloud"],
    ["main.tf.json", { terraform: { backend: { gcs: {} } } }, "gcs"],
    ["cdktf.out/stacks/logging/cdk.tf.json", { terraform: { backend: { remote: {} } } }, "remote"],
  ])("%s with a remote backend is refused before anything runs", async (file, content, backend) => {
    write(file, content);
    const before = files();
    const { code, stderr } = await runs(...touch);
    expect(code).toBe(1);
    expect(stderr).toContain(`keeps its state in the backend ${backend}`);
    expect(files()).toEqual(before);
  });

  test("the folder that -chdir names is looked at too", async () => {
    write("infra/main.tf", 'terraform {\n  backend "s3" {}\n}\n');
    expect(await runs("--", "true", "-chdir=infra")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("infra/main.tf keeps its state in the backend s3"),
    });
  });

  test("a backend that is local, or stands in a comment, is none to refuse", async () => {
    write("main.tf", 'terraform {\n  # backend "s3" {}\n  backend "local" {}\n}\n');
    write("cdktf.out/stacks/logging/cdk.tf.json", { terraform: { backend: { local: { path: "logging.tfstate" } } } });
    expect(await runs("--", "true")).toMatchObject({ code: 0 });
  });

  test.each(["terraform.tfstate", "terraform.logging.tfstate", "terraform.tfstate.d/live/terraform.tfstate"])(
    "%s with real resources is refused before anything runs",
    async (file) => {
      const instance = { attributes: { name: "/app" }, private: "bnVsbA==" };
      const real = {
        mode: "managed",
        type: "aws_cloudwatch_log_group",
        name: "app",
        provider: 'provider["registry.terraform.io/hashicorp/aws"]',
        instances: [instance],
      };
      const other = { ...real, type: "terraform_data", provider: 'provider["terraform.io/builtin/terraform"]' };
      write(file, { version: 4, resources: [other, real] });
      const before = files();
      const { code, stderr } = await runs(...touch);
      expect(code).toBe(1);
      expect(stderr).toContain(`${file} holds a real aws_cloudwatch_log_group`);
      expect(files()).toEqual(before);
    },
  );
});

describeDeploys("log-destinations run with terraform", () => {
  const lock = '# kept as it is\nprovider "registry.terraform.io/hashicorp/aws" {\n  version = "6.25.0"\n}\n';

  test("keeps the service's state between runs, and leaves the project and the home folder as they were", async () => {
    write("main.tf", provider + central());
    write(".terraform.lock.hcl", lock);
    write(".terraform/terraform.tfstate", "{}");
    const before = files();
    const [init, apply] = [
      await runs("--", "terraform", "init"),
      await runs("--", "terraform", "apply", "-auto-approve"),
    ];
    expect(init).toMatchObject({ code: 0 });
    expect(apply).toMatchObject({ code: 0, stdout: expect.stringContaining("7 added") });
    const { "terraform.tfstate": written, ...after } = files();
    expect(after).toEqual(before);
    expect(written).toBeDefined();
    expect(await runs("--", "terraform", "plan", "-detailed-exitcode")).toMatchObject({ code: 0 });
    expect(readdirSync(home)).toEqual([]);
  });

  test("a remote backend that is synthesized only by the command is refused before anything is changed", async () => {
    write("main.tf", provider + central());
    const synthesize = `mkdir -p cdktf.out/stacks/a && echo '{"terraform":{"backend":{"s3":{}}}}' > cdktf.out/stacks/a/cdk.tf.json`;
    const { code, stderr } = await runs("--", "sh", "-c", `${synthesize}; terraform apply -auto-approve -no-color`);
    expect(code).toBe(1);
    expect(stderr.replaceAll(/\s+/g, " ")).toContain("keeps its state in the backend s3");
    expect(existsSync(join(project, "terraform.tfstate"))).toBe(false);
  });

  test("a killed run loses nothing that was answered", async () => {
    write("main.tf", provider + central());
    await runs("--", "terraform", "apply", "-auto-approve");
    const { child, ended } = start("--", "sh", "-c", "echo started; exec sleep 3");
    await once(child.stdout as Readable, "data");
    child.kill("SIGKILL");
    await ended;
    expect(await runs("--", "terraform", "plan", "-detailed-exitcode")).toMatchObject({ code: 0 });
  });

  test("the account is that of the access key that the command was given", async () => {
    write(
      "main.tf",
      `${provider}data "aws_caller_identity" "me" {}\noutput "account" {\n value = data.aws_caller_identity.me.account_id\n}\n`,
    );
    const argv = [command, "run", "--", "terraform", "apply", "-auto-approve"];
    const env = { PATH: process.env.PATH, HOME: home, AWS_ACCESS_KEY_ID: owner };
    const { stdout } = await run(process.execPath, argv, { cwd: project, env }).ended;
    expect(stdout).toContain(`account = "${owner}"`);
  });
});
