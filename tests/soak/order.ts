import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command } from "../cli/service-process.ts";
import { central, provider } from "../deploy/configuration.ts";

/**
 * Applies and destroys a hub, time and again, in which nothing asks for the policy of the role to be there before the
 * destination: Terraform picks the order.
 * @returns how often it was made whole
 * @throws Error that holds the output of the first that was not
 */
export function unorderedDeploys(count: number): { made: number } {
  const folder = mkdtempSync(join(tmpdir(), "order-"));
  try {
    const hub = central().replace("depends_on = [aws_iam_role_policy.write]", "");
    writeFileSync(join(folder, "main.tf"), provider + hub);
    const script = `
      for round in $(seq ${count}); do
        terraform apply -auto-approve -no-color > output 2>&1 || exit 1
        terraform destroy -auto-approve -no-color -refresh=false > output 2>&1 || exit 1
        touch made-$round
      done`;
    const { status, stderr } = spawnSync(process.execPath, [command, "run", "--", "/bin/sh", "-c", script], {
      cwd: folder,
      encoding: "utf8",
    });
    const made = readdirSync(folder).filter((name) => name.startsWith("made-")).length;
    if (status !== 0) {
      const output = readFileSync(join(folder, "output"), "utf8");
      throw new Error(`deploy ${made + 1} of ${count} failed:\n${output}${stderr}`);
    }
    return { made };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
