// npm run mutate -- FOLDER …: changes the sources in the folders, one place at a time, and lists the changes that no unit test
// of the wing notices. Fails where tests notice less than 0.85 of them, those in equivalents.json left out. Incremental: only
// what changed since the last run of a folder is tried again. With --without-static, changes of what a module works out when it is
// loaded are counted and left out: each takes all tests. Stryker comes from npm, into this folder.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { score } from "./score.ts";

const here = import.meta.dirname;
const root = join(here, "../..");
const wings = ["core", "local", "terraform", "cli", "cdktf"];
const wanted = 0.85;

const withoutStatic = process.argv.includes("--without-static");
const asked = process.argv.slice(2).filter((argument) => argument !== "--without-static");
const folders = asked.map((path) => relative(root, resolve(path)).replaceAll("\\", "/"));
const wingOf = (folder) => folder.split("/")[0];
const unknown = asked.find(
  (_, index) => !wings.includes(wingOf(folders[index])) || !existsSync(join(root, folders[index])),
);
if (asked.length === 0 || unknown !== undefined) {
  const got = unknown === undefined ? "nothing" : JSON.stringify(unknown);
  console.error(
    `mutate takes folders or files of sources and got ${got}; for example: npm run mutate -- core/src/pagination`,
  );
  process.exit(2);
}

// Without the peers: vitest is the workspace's.
const npm = ["install", "--no-package-lock", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error"];
execFileSync("npm", npm, { cwd: here, stdio: "inherit" });

const equivalents = JSON.parse(readFileSync(join(here, "equivalents.json"), "utf8"));
const results = folders.map((folder) => ({ folder, ...score(mutate(folder), equivalents) }));

for (const { survivors, stale } of results) {
  for (const { file, at, mutation } of survivors) console.log(`${file}:${at}  ${mutation}`);
  for (const { file, line, mutation } of stale) {
    console.log(
      `equivalents.json: no unnoticed change of ${file} is ${mutation} in the line ${line}; take the entry out`,
    );
  }
  if (survivors.length + stale.length > 0) console.log();
}
const sum = (of) => results.reduce((count, result) => count + of(result), 0);
const all = {
  folder: "all",
  killed: sum(({ killed }) => killed),
  survivors: results.flatMap(({ survivors }) => survivors),
  equivalent: sum(({ equivalent }) => equivalent),
  ignored: sum(({ ignored }) => ignored),
};
for (const result of folders.length > 1 ? [...results, all] : results) {
  const { folder, killed, survivors, equivalent, ignored } = result;
  const share = shareOf(result).toFixed(2);
  console.log(
    `${folder}: tests notice ${killed} of ${killed + survivors.length} (${share}); ${equivalent} change nothing, ${ignored} were left out`,
  );
}
process.exitCode = results.every((result) => shareOf(result) >= wanted && result.stale.length === 0) ? 0 : 1;

function shareOf({ killed, survivors }) {
  return killed + survivors.length === 0 ? 1 : killed / (killed + survivors.length);
}

/** @returns Stryker's report */
function mutate(folder) {
  const name = folder.replaceAll("/", "-");
  const kept = (suffix) => join(here, "node_modules", `${name}.${suffix}`);
  const config = kept("config.json");
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
      incrementalFile: kept("json"),
      tempDirName: ".stryker-tmp",
      ignorePatterns: ["cdktf.out", "**/dist", "cdktf/lib", "**/.log-destinations"],
      reporters: ["json", "progress"],
      jsonReporter: { fileName: kept("report.json") },
      concurrency: 2,
      // A busy machine is no reason to call a change noticed.
      timeoutMS: 20_000,
      dryRunTimeoutMinutes: 20,
      coverageAnalysis: "perTest",
      ignoreStatic: withoutStatic,
    }),
  );
  const stryker = join(here, "node_modules/@stryker-mutator/core/bin/stryker.js");
  const env = { ...process.env, MUTATED_WING: wingOf(folder) };
  const { status } = spawnSync(process.execPath, [stryker, "run", config], { cwd: root, stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
  return JSON.parse(readFileSync(kept("report.json"), "utf8"));
}
