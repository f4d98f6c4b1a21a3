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
  // Three seconds between the role and the rest are the time for the kill.
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

/** Resolves when the stream, the role and the log group exist and terraform is still running. */
async function created(): Promise<void> {
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

describeDeploys("an apply after a kill", () => {
  test("of terraform: what it created and did not write to its state is created again", async () => {
    // The shell becomes terraform, so that the command ends with it.
    const { ended } = start("sh", "-c", `echo $$ > pid; exec ${apply.join(" ")}`);
    await created();
    process.kill(Number(readState("pid")), "SIGKILL");
    expect(await ended).toMatchObject({ code: 137 });
    rmSync(join(project, "terraform.tfstate"), { force: true });
    rmSync(join(project, ".terraform.tfstate.lock.info"), { force: true });
    // A run without terraform in between changes nothing.
    expect(await start("true").ended).toMatchObject({ code: 0 });
    const again = await start(...apply).ended;
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("8 added") });
    for (const name of ["Kinesis Stream (logs)", "IAM Role (writer)", "CloudWatch Logs Log Group (/app)"]) {
      expect(again.stdout).toContain(`${name} was left behind by a run that was killed, and is created again`);
    }
    expect(await start("terraform", "plan", "-detailed-exitcode").ended).toMatchObject({ code: 0 });
  });

  test("of the run: terraform has written its state, and the apply goes on", async () => {
    const { child, ended } = start(...apply);
    await created();
    child.kill("SIGKILL");
    // Terraform has written the state by then.
    await ended;
    const again = await start(...apply).ended;
    expect(again).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^log-destinations: .* stands in for AWS\n$/),
    });
    expect(await start("terraform", "plan", "-detailed-exitcode").ended).toMatchObject({ code: 0 });
  });

  test("where the state is lost after a run that ended by itself, names are taken, and the error says what to do", async () => {
    await start(...apply).ended;
    rmSync(join(project, "terraform.tfstate"));
    const { code, stderr } = await start(...apply).ended;
    expect(code).toBe(1);
    expect(stderr).toContain("creating CloudWatch Logs Log Group (/app): ResourceAlreadyExistsException");
    expect(stderr.replaceAll(/[\s│]+/g, " ")).toContain("Take it over with terraform import, or start afresh");
  });
});
