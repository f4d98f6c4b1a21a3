// npm run mutate -- FOLDER: changes the sources in the folder, one place at a time, and lists the changes that no unit test
// notices. Incremental: only what changed since the last run of the folder is tried again. Stryker comes from npm, into this
// folder.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

const here = import.meta.dirname;
const root = join(here, "../..");
const wings = ["core", "local", "terraform", "cli", "cdktf"];

const [asked, unexpected] = process.argv.slice(2);
const folder = asked && relative(root, resolve(asked)).replaceAll("\\", "/");
const [wing] = folder?.split("/") ?? [];
if (!folder || unexpected || !wings.includes(wing) || !existsSync(join(root, folder))) {
  const got = asked === undefined ? "nothing" : JSON.stringify(process.argv.slice(2).join(" "));
  console.error(
    `mutate takes one folder or file of sources and got ${got}; for example: npm run mutate -- core/src/pagination`,
  );
  process.exit(2);
}

// Without the peers: vitest is the workspace's.
const npm = ["install", "--no-package-lock", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error"];
execFileSync("npm", npm, { cwd: here, stdio: "inherit" });

const name = folder.replaceAll("/", "-");
const config = join(here, "node_modules", `${name}.config.json`);
const sources = statSync(join(root, folder)).isDirectory() ? `${folder}/**/*.{ts,mts}` : folder;
writeFileSync(
  config,
  JSON.stringify({
    mutate: [sources],
    plugins: [join(here, "node_modules/@stryker-mutator/vitest-runner/dist/src/index.js")],
    testRunner: "vitest",
    vitest: { configFile: "tests/mutate/vitest.config.ts", related: true },
    inPlace: false,
    incremental: true,
    incrementalFile: join(here, "node_modules", `${name}.json`),
    tempDirName: ".stryker-tmp",
    ignorePatterns: ["cdktf.out", "**/dist", "cdktf/lib", "**/.log-destinations"],
    reporters: ["clear-text", "progress"],
    clearTextReporter: { allowColor: process.stdout.isTTY === true, reportTests: false },
    concurrency: 2,
    coverageAnalysis: "perTest",
  }),
);
const { status } = spawnSync(
  process.execPath,
  [join(here, "node_modules/@stryker-mutator/core/bin/stryker.js"), "run", config],
  {
    cwd: root,
    stdio: "inherit",
  },
);
process.exitCode = status ?? 1;
