// Proves the package for CDK Terrain against the fork's own packages, as users install them, on the versions of Node that
// they may have. All of it comes from npm.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

const here = import.meta.dirname;
const root = join(here, "../..");
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");

/** What takes minutes more than a stage of CI has: `--all` runs it too. */
const longer = ["constructs.test.ts", "moving.test.ts"];
const { all } = parseArgs({ options: { all: { type: "boolean" } } }).values;

/** What npm says of a registry that it cannot reach, or that does not give out a package. */
const registryRefuses =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|E40[134]|E451|E5\d\d|\w+_IN_CHAIN|ENOTCACHED)\b/;

const npm = (cwd, ...args) => spawnSync("npm", args, { cwd, encoding: "utf8", shell: process.platform === "win32" });
const ci = ["ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];

for (const [cwd, ...args] of [
  [here, ...ci],
  [root, "run", "--silent", "build:cdktn"],
]) {
  const { status, stdout, stderr } = npm(cwd, ...args);
  if (status === 0) continue;
  const [refusal] = registryRefuses.exec(stderr) ?? [];
  if (refusal === undefined) {
    process.stderr.write(stdout + stderr);
    process.exit(1);
  }
  console.log(`CDK Terrain: NOT RUN, since the registry does not give its packages to this machine (${refusal})`);
  process.exit(0);
}

const leftOut = all ? [] : longer;
const excluded = leftOut.flatMap((file) => ["--exclude", file]);
const config = join(here, "vitest.config.ts");
const { status } = spawnSync(process.execPath, [vitest, "run", "--config", config, ...excluded], {
  cwd: here,
  stdio: "inherit",
});
if (leftOut.length > 0) console.log(`CDK Terrain: without ${leftOut.join(" and ")}, which run with --all`);
process.exitCode = status ?? 1;
