// Builds in three steps: the part of core that the constructs use as one CommonJS file, the constructs, and an entry that loads
// them when they are asked for. jsii has no quiet mode, so the output of a step is printed only where it fails.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { makeExportsLazy } from "./lazy-exports.ts";
import { takeUndefined } from "./optional-members.ts";

const steps: [command: string, ...args: string[]][] = [
  ["tsup", "--config", "../cdktf/scripts/tsup.config.ts"],
  // The peers' lowest versions are promised and later ones compiled against, of which jsii would warn.
  ["jsii", "--fail-on-warnings", "--silence-warnings", "metadata/missing-dev-dependency"],
];

// Files of an earlier build would be packed too.
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

makeExportsLazy("lib/index.js");

takeUndefined("lib");
