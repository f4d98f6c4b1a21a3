// Builds in two steps: what is used of the core as one CommonJS file, then the constructs. jsii knows no quiet mode, so
// the steps speak only where one fails.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";

const steps = [
  ["tsup"],
  // The lowest versions of the peers are promised and the latest ones compiled against, which jsii would warn of.
  ["jsii", "--fail-on-warnings", "--silence-warnings", "metadata/missing-dev-dependency"],
];

// What is made no longer would be packed all the same.
rmSync("lib", { recursive: true, force: true });

for (const [command, ...args] of steps) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status === 0) continue;
  process.stderr.write(`${stdout ?? ""}${stderr ?? ""}${error ?? ""}\n`);
  process.exit(status ?? 1);
}
