import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { realState } from "../cli/guard/real-state.ts";
import { startProgram } from "../cli/program.ts";
import { command } from "../cli/service-process.ts";
import { central, owner, provider } from "./configuration.ts";
import { describeDeploys } from "./world.ts";

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
function start(argv: string[], more: NodeJS.ProcessEnv = {}, options: { detached?: boolean; uid?: number } = {}) {
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    AWS_PROFILE: "production",
    AWS_ACCESS_KEY_ID: "AKIAREAL",
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_SESSION_TOKEN: secret,
    AWS_ENDPOINT_URL_LOGS: "https://logs.eu-west-1.amazonaws.com",
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
    AWS_USE_FIPS_ENDPOINT: "true",
    TF_CLI_CONFIG_FILE: join(home, "nowhere"),
    TF_TOKEN_app_terraform_io: secret,
    PG_CONN_STR: secret,
    ...more,
  };
  return startProgram(process.execPath, [command, "run", ...argv], { cwd: project, env, ...options });
}

const runs = (...argv: string[]) => start(argv).ended;

function write(name: string, content: string | object): void {
  mkdirSync(join(project, name, ".."), { recursive: true });
  writeFileSync(join(project, name), typeof content === "string" ? content : JSON.stringify(content));
}

/** The checksum of each file of the project, apart from the folder of the run. */
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
  test("passes on output and exit code, and replaces real credentials by ones that are not valid", async () => {
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
    for (const name of [
      "AWS_PROFILE",
      "AWS_SESSION_TOKEN",
      "AWS_ENDPOINT_URL_LOGS",
      "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
      "AWS_USE_FIPS_ENDPOINT",
      "TF_CLI_CONFIG_FILE",
    ]) {
      expect(env).not.toHaveProperty(name);
    }
    expect(Object.keys(JSON.parse(env.TF_REATTACH_PROVIDERS))).toContain("registry.terraform.io/hashicorp/aws");
    expect(stderr).toMatch(/^log-destinations: a local service at http:\/\/127\.0\.0\.1:\d+ stands in for AWS$/m);
  });

  test.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)("passes %s on and ends as the command ends", async (signal, code) => {
    const { child, ended } = start(["--", "sh", "-c", "echo started; exec sleep 30"]);
    await once(child.stdout as Readable, "data");
    child.kill(signal);
    expect(await ended).toMatchObject({ code });
  });

  test("a Ctrl-C that reaches the whole group reaches the command once", async () => {
    const script =
      'let count = 0; process.on("SIGINT", () => count++ || setTimeout(() => process.exit(count), 500)); console.log("started"); setInterval(() => {}, 1000)';
    const { child, ended } = start(["--", process.execPath, "--eval", script], {}, { detached: true });
    await once(child.stdout as Readable, "data");
    process.kill(-(child.pid as number), "SIGINT");
    expect(await ended).toMatchObject({ code: 1 });
  });

  test("a signal reaches the processes that the command has started", async () => {
    const script = "echo started; sleep 30; echo slept on";
    const { child, ended } = start(["--", "sh", "-c", `sh -c '${script}'; echo went on`]);
    await once(child.stdout as Readable, "data");
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 143, stdout: "started\n" });
  });

  test("ends with its command, although another process has a connection open", async () => {
    const stranger =
      'require("node:net").connect(process.argv[1], "127.0.0.1", () => console.log("connected")); setTimeout(() => {}, 20_000)';
    const script = `port=$(grep -o '127.0.0.1/[0-9]*' "$(command -v terraform)")
      "${process.execPath}" --eval '${stranger}' "\${port#*/}" > connected 2>&1 & echo $!
      until [ -s connected ]; do sleep 0.1; done`;
    const { code, stdout } = await runs("--", "sh", "-c", script);
    process.kill(Number(stdout));
    expect({ code, connected: readFileSync(join(project, "connected"), "utf8") }).toEqual({
      code: 0,
      connected: "connected\n",
    });
  }, 10_000);

  test("without a PATH, the command is found in the usual folders", async () => {
    write("infra/ls", "not to be run");
    const { code, stdout } = await start(["--", "ls"], { PATH: undefined }).ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: "infra\n" });
  });

  test.each([
    ["does not exist", "nowhere"],
    ["has too long a name", "a".repeat(100)],
  ])("where the folder for temporary files %s, the system's is used, and a line says so", async (_, name) => {
    mkdirSync(join(project, "a".repeat(100)));
    const temporary = join(project, name);
    const { code, stderr } = await start(["--", "terraform", "version"], { TMPDIR: temporary }).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining(`TMPDIR is ${temporary}, `) });
  });

  test("a run sweeps what a killed one left in the folder for temporary files", async () => {
    const temporary = mkdtempSync(join(tmpdir(), "t-"));
    const { child, ended } = start(["--", "sh", "-c", "echo started; exec sleep 3"], { TMPDIR: temporary });
    await once(child.stdout as Readable, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    const parent = join(temporary, `log-destinations-${process.getuid?.()}`);
    expect(readdirSync(parent)).toHaveLength(1);
    expect(await start(["--", "true"], { TMPDIR: temporary }).ended).toMatchObject({ code: 0 });
    expect(readdirSync(temporary)).toEqual([]);
    await ended;
    rmSync(temporary, { recursive: true });
  });

  test("--keep all has the types that else are not supported", async () => {
    write("main.tf", `${provider}\nresource "aws_glacier_vault" "logs" {\n  name = "logs"\n}\n`);
    const plan = ["--", "terraform", "plan", "-no-color"];
    expect(await runs(...plan)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("does not support resource"),
    });
    const { code, stdout } = await runs("--keep", "all", ...plan);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("Plan: 1 to add") });
  });

  test("if its own folder cannot be made, nothing runs", async () => {
    write(".log-destinations", "a file");
    expect(await runs("--", "echo", "ran")).toEqual({
      code: 125,
      stdout: "",
      stderr: expect.stringContaining(".log-destinations cannot be made or written to: EEXIST"),
    });
  });

  test("in a checkout that cannot be written to, --state moves all that a run keeps", async () => {
    write("main.tf", provider + central());
    const elsewhere = join(home, "kept");
    mkdirSync(elsewhere);
    // Rights do not hold the root user back.
    const uid = process.getuid?.() === 0 ? 65_534 : undefined;
    if (uid !== undefined) for (const folder of [project, home, elsewhere]) chownSync(folder, uid, uid);
    chmodSync(project, 0o555);
    const state = join(elsewhere, "state");
    const options = uid === undefined ? {} : { uid };
    const apply = ["terraform", "apply", "-auto-approve", `-state=${join(elsewhere, "terraform.tfstate")}`];
    const before = files();
    const refused = await start(["--", ...apply], {}, options).ended;
    expect(refused).toMatchObject({
      code: 125,
      stderr: expect.stringMatching(/EACCES.*name a file elsewhere with --state/),
    });
    for (const added of ["7 added", "0 added"]) {
      const { code, stdout, stderr } = await start(["--state", state, "--", ...apply], {}, options).ended;
      expect({ code, stdout, stderr }).toMatchObject({ code: 0, stdout: expect.stringContaining(added) });
    }
    expect(files()).toEqual(before);
    chmodSync(project, 0o755);
    expect(readdirSync(project)).toEqual(["main.tf"]);
  });

  test("--wait waits for another run that uses the state; without it, the second is refused and told of it", async () => {
    const first = start(["--", "sh", "-c", "echo started; until [ -e end ]; do sleep 0.1; done; touch ended"]);
    await once(first.child.stdout as Readable, "data");
    const refused = await runs("--", "touch", "ran");
    expect(refused).toMatchObject({ code: 125, stderr: expect.stringContaining("Wait for it with --wait") });
    expect(await runs("--wait", "300ms", "--", "touch", "ran")).toMatchObject({ code: 125 });
    expect(existsSync(join(project, "ran"))).toBe(false);
    const second = start(["--wait", "--", "sh", "-c", "ls ended"]);
    await once(second.child.stderr as Readable, "data");
    write("end", "");
    expect(await second.ended).toMatchObject({ code: 0, stdout: "ended\n" });
    expect((await second.ended).stderr).toContain(`waits for process ${first.child.pid}, a run that uses`);
    expect(await first.ended).toMatchObject({ code: 0 });
  });

  test("entries of TF_REATTACH_PROVIDERS for other providers are kept", async () => {
    const own = JSON.stringify({ "example.com/own/thing": { Protocol: "grpc" } });
    const { stdout } = await start(["--", "sh", "-c", "echo $TF_REATTACH_PROVIDERS"], { TF_REATTACH_PROVIDERS: own })
      .ended;
    expect(Object.keys(JSON.parse(stdout))).toEqual([
      "example.com/own/thing",
      "registry.terraform.io/hashicorp/aws",
      "registry.opentofu.org/hashicorp/aws",
    ]);
  });

  test.each([
    [[], 2, "there is nothing to run; expected run -- COMMAND..."],
    [["--config", "nowhere.json", "--", "true"], 125, "nowhere.json"],
    [["--", "no-such-command"], 127, "no-such-command cannot be run: ENOENT"],
  ])("%j ends with code %i and a reason", async (argv, code, reason) => {
    const ended = await runs(...argv);
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toContain(reason);
  });

  const touch = ["sh", "-c", "touch ran"];

  test.each([
    [touch, ""],
    [[...touch, "terraform", "-chdir=infra", "init"], "infra/"],
  ])("a project with a remote backend is refused before anything runs: %j", async (argv, folder) => {
    write(`${folder}main.tf`, 'terraform {\n  backend "s3" {}\n}\n');
    const { code, stderr } = await runs("--", ...argv);
    expect(code).toBe(125);
    expect(stderr).toContain(`${folder}main.tf keeps its state in the backend s3`);
    expect(Object.keys(files())).toEqual([`${folder}main.tf`]);
    expect(existsSync(join(project, ".log-destinations"))).toBe(false);
  });
});

describeDeploys("log-destinations run with terraform", () => {
  const lock = '# kept as it is\nprovider "registry.terraform.io/hashicorp/aws" {\n  version = "6.25.0"\n}\n';

  test("keeps the service's state between runs, and changes neither the project nor the home folder", async () => {
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

  test("a terraform with an environment of its own uses the stand-in too, and does not change the home folder", async () => {
    write("main.tf", provider + central());
    const script = `env -i HOME="$HOME" PATH="$PATH" sh -c 'terraform init && terraform apply -auto-approve'`;
    const { code, stdout } = await runs("--", "sh", "-c", script);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("7 added") });
    expect(Object.keys(files()).sort()).toEqual(["main.tf", "terraform.tfstate"]);
    expect(readdirSync(home)).toEqual([]);
  });

  test("a terraform that bypasses the gate fails with a reason, and changes nothing", async () => {
    write("main.tf", provider + central());
    const script = `PATH=\${PATH#*:}; terraform apply -auto-approve -no-color`;
    const { code, stderr } = await runs("--", "sh", "-c", script);
    expect(code).toBe(1);
    expect(stderr.replaceAll(/\s+/g, " ")).toContain("terraform was started past log-destinations run");
    expect(existsSync(join(project, "terraform.tfstate"))).toBe(false);
  });

  test("the advice of a refusal works: an override of the backend, and another workspace", async () => {
    write("main.tf", `terraform {\n  backend "s3" {}\n}\n${provider}${central()}`);
    write("override.tf", 'terraform {\n  backend "local" {}\n}\n');
    write("terraform.tfstate", realState);
    const before = files();
    const here = await runs("--", "terraform", "init");
    expect(here).toMatchObject({ code: 125, stderr: expect.stringContaining("TF_WORKSPACE=local in front") });
    const inWorkspace = (...argv: string[]) => start(["--", "terraform", ...argv], { TF_WORKSPACE: "local" }).ended;
    expect(await inWorkspace("init")).toMatchObject({ code: 0 });
    expect(await inWorkspace("apply", "-auto-approve")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("7 added"),
    });
    expect(files()).toEqual({ ...before, "terraform.tfstate.d/local/terraform.tfstate": expect.any(String) });
  });

  test("the command workspace runs beside a real state, and the new workspace is accepted", async () => {
    write("main.tf", provider + central());
    write("terraform.tfstate", realState);
    expect(await runs("--", "terraform", "plan")).toMatchObject({ code: 125 });
    expect(await runs("--", "terraform", "workspace", "new", "local")).toMatchObject({ code: 0 });
    expect(await runs("--", "terraform", "plan")).toMatchObject({ code: 0 });
  });

  test("names that another workspace has taken are refused with a hint, and an account or a --state for each is the way", async () => {
    write("main.tf", `${provider}resource "aws_cloudwatch_log_group" "app" {\n  name = "/app"\n}\n`);
    const apply = ["terraform", "apply", "-auto-approve", "-no-color"];
    expect(await runs("--", ...apply)).toMatchObject({ code: 0 });
    expect(await runs("--", "terraform", "workspace", "new", "other")).toMatchObject({ code: 0 });
    const { code, stderr } = await runs("--", ...apply);
    expect(code).toBe(1);
    expect(stderr.replaceAll(/[\s│]+/g, " ")).toContain(
      "A workspace has a state of its own, and the service is one for all",
    );
    const byProfile = provider.replace("\n}", "\n  profile = terraform.workspace\n}");
    write("main.tf", readFileSync(join(project, "main.tf"), "utf8").replace(provider, byProfile));
    write("config.json", { profiles: { other: owner } });
    expect(await runs("--config", "config.json", "--", ...apply)).toMatchObject({ code: 0 });
    expect(await runs("--config", "config.json", "--state", join(home, "own"), "--", ...apply)).toMatchObject({
      code: 0,
    });
  });

  test("a state with real resources is refused and unchanged, also if an option or a variable names it", async () => {
    write("main.tf", `${provider}resource "aws_cloudwatch_log_group" "two" {\n  name = "/two"\n}\n`);
    write("real.tfstate", { serial: 1, lineage: "real", outputs: {}, terraform_version: "1.11.4", ...realState });
    const before = files();
    const apply = ["terraform", "apply", "-auto-approve", "-target=aws_cloudwatch_log_group.two"];
    const option = await runs("--", ...apply, "-state=real.tfstate");
    const variable = await start(["--", ...apply], { TF_CLI_ARGS_apply: "-state=real.tfstate" }).ended;
    for (const { code, stderr } of [option, variable]) {
      expect({ code, stderr }).toEqual({
        code: 125,
        stderr: expect.stringContaining("name another file in its place"),
      });
    }
    expect(files()).toEqual(before);
  });

  test("a killed run has kept all that was applied", async () => {
    write("main.tf", provider + central());
    await runs("--", "terraform", "apply", "-auto-approve");
    const { child, ended } = start(["--", "sh", "-c", "echo started; exec sleep 3"]);
    await once(child.stdout as Readable, "data");
    child.kill("SIGKILL");
    await ended;
    expect(await runs("--", "terraform", "plan", "-detailed-exitcode")).toMatchObject({ code: 0 });
  });

  test("the account is that of the access key in the environment of run", async () => {
    write(
      "main.tf",
      `${provider}data "aws_caller_identity" "me" {}\noutput "account" {\n value = data.aws_caller_identity.me.account_id\n}\n`,
    );
    const argv = [command, "run", "--", "terraform", "apply", "-auto-approve"];
    const env = { PATH: process.env.PATH, HOME: home, AWS_ACCESS_KEY_ID: owner };
    const { stdout } = await startProgram(process.execPath, argv, { cwd: project, env }).ended;
    expect(stdout).toContain(`account = "${owner}"`);
  });

  test("AWS_PROFILE decides about the account where --config declares it, and is refused with the entry to add else", async () => {
    write(
      "main.tf",
      `${provider}data "aws_caller_identity" "me" {}\noutput "account" {\n value = data.aws_caller_identity.me.account_id\n}\n`,
    );
    write("config.json", { profiles: { logging: owner } });
    const applied = (profile: string) => {
      const terraform = ["terraform", "apply", "-auto-approve", "-no-color"];
      const argv = [command, "run", "--config", "config.json", "--", ...terraform];
      const env = { PATH: process.env.PATH, HOME: home, AWS_PROFILE: profile };
      return startProgram(process.execPath, argv, { cwd: project, env }).ended;
    };
    expect((await applied("logging")).stdout).toContain(`account = "${owner}"`);
    const { code, stderr } = await applied("production");
    expect(code).toBe(1);
    expect(stderr).toContain('the account of the profile "production" of AWS_PROFILE is not declared [LD4103]');
    expect(stderr).toContain('{"profiles":{"production":"ACCOUNT"}}');
  });

  test("a role of --config keeps the policies that terraform adds to it", async () => {
    const trust = {
      Statement: [{ Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" }],
    };
    const policy = { Statement: [{ Effect: "Allow", Action: "kinesis:PutRecord", Resource: "*" }] };
    write("config.json", { roles: { "arn:aws:iam::000000000000:role/given": { trust } } });
    const body = `name = "put"\n role = "given"\n policy = ${JSON.stringify(JSON.stringify(policy))}\n`;
    write("main.tf", `${provider}resource "aws_iam_role_policy" "put" {\n ${body}}\n`);
    const configured = (...argv: string[]) => runs("--config", "config.json", "--", "terraform", ...argv);
    expect(await configured("apply", "-auto-approve")).toMatchObject({ code: 0 });
    expect(await configured("plan", "-detailed-exitcode")).toMatchObject({ code: 0 });
  });
});
