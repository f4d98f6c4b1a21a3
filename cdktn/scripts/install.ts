// Installs the packages of CDK Terrain that this one is compiled against, in this folder alone: the workspace has others.
import { spawnSync } from "node:child_process";

const options = { encoding: "utf8", shell: process.platform === "win32" } as const;

if (spawnSync("npm", ["ls"], options).status !== 0) {
  const args = ["ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status, stderr } = spawnSync("npm", args, options);
  if (status !== 0) process.stderr.write(stderr);
  process.exitCode = status ?? 1;
}
