import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startProgram } from "../cli/program.ts";
import { command } from "../cli/service-process.ts";
import { central, provider } from "./configuration.ts";
import { describeDeploys } from "./world.ts";

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "killed-"));
  // Between a role and the rest of it there is time to be killed in.
  const slow =
    'resource "terraform_data" "slow" {\n provisioner "local-exec" {\n  command = "touch made; sleep 3"\n }\n';
  const after = " depends_on = [aws_kinesis_stream.logs, aws_iam_role.writer, aws_cloudwatch_log_group.app]\n}\n";
  writeFileSync(join(project, "main.tf"), provider + central() + slow + after);
});
afterEach(() => rmSync(project, { recursive: true, maxRetries: 5 }));

function start(...argv: string[]) {
  const env = { PATH: process.env.PATH, HOME: project };
  return startProgram(process.execPath, [command, "run", "--", ...argv], { cwd: project, env });
}

/** As soon as the stream, the role and the log group are there, and terraform is still at it. */
async function made(): Promise<void> {
  await expect.poll(() => readState("made"), { timeout: 20_000 }).toBeDefined();
}

function readState(name: string): string | undefined {
  try {
    return readFileSync(join(project, name), "utf8");
  } catch {
    return undefined;
  }
}

const apply = ["terraform", "apply", "-auto-approve", "-no-color"];

describeDeploys("killed in the middle and applied again", () => {
  test("terraform alone", async () => {
    // The shell becomes terraform, so that its end is the command's.
    const { ended } = start("sh", "-c", `echo $$ > pid; exec ${apply.join(" ")}`);
    await made();
    process.kill(Number(readState("pid")), "SIGKILL");
    expect(await ended).toMatchObject({ code: 137 });
    rmSync(join(project, "terraform.tfstate"), { force: true });
    rmSync(join(project, ".terraform.tfstate.lock.info"), { force: true });
    // A look at it in between takes nothing over.
    expect(await start("true").ended).toMatchObject({ code: 0 });
    const again = await start(...apply).ended;
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("8 added") });
    for (const name of ["Kinesis Stream (logs)", "IAM Role (writer)", "CloudWatch Logs Log Group (/app)"]) {
      expect(again.stdout).toContain(`${name} was left behind by a run that was killed, and is created again`);
    }
    expect(await start("terraform", "plan", "-detailed-exitcode").ended).toMatchObject({ code: 0 });
  });

  test("the run, and terraform loses its provider", async () => {
    const { child, ended } = start(...apply);
    await made();
    child.kill("SIGKILL");
    // Whoever is left has written the state by then.
    await ended;
    const again = await start(...apply).ended;
    expect(again).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^log-destinations: .* stands in for AWS\n$/),
    });
    expect(await start("terraform", "plan", "-detailed-exitcode").ended).toMatchObject({ code: 0 });
  });

  test("what a run that ended by itself has made is taken, and terraform is told what to do", async () => {
    await start(...apply).ended;
    rmSync(join(project, "terraform.tfstate"));
    const { code, stderr } = await start(...apply).ended;
    expect(code).toBe(1);
    expect(stderr).toContain("creating CloudWatch Logs Log Group (/app): ResourceAlreadyExistsException");
    expect(stderr.replaceAll(/[\s│]+/g, " ")).toContain("Take it over with terraform import, or start afresh");
  });
});
