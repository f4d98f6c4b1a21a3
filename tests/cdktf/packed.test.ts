import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const workspace = join(import.meta.dirname, "../..");
const resolve = createRequire(import.meta.url).resolve;
const example = join(workspace, "cdktf/examples/central-logging");
const peers = ["cdktf", "constructs", "@cdktf/provider-aws"];

describe("the package as npm packs it, in a project of its own", { timeout: 120_000 }, () => {
  let project: string;
  let contents: string[];

  const run = (script: string, ...args: string[]) =>
    execFileSync(process.execPath, [script, ...args], { cwd: project, encoding: "utf8", stdio: "pipe" });
  const npm = (cwd: string, ...args: string[]) =>
    execFileSync("npm", args, { cwd, encoding: "utf8", stdio: "pipe", shell: process.platform === "win32" });

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), "packed-"));
    const packed = npm(join(workspace, "cdktf"), "pack", "--json", "--pack-destination", project);
    const [tarball] = JSON.parse(packed) as { filename: string; files: { path: string }[] }[];
    contents = (tarball?.files ?? []).map(({ path }) => path);
    writeFileSync(join(project, "package.json"), '{ "private": true }');
    npm(project, "install", "--offline", "--no-save", "--legacy-peer-deps", join(project, tarball?.filename ?? ""));
    for (const peer of peers) {
      const link = join(project, "node_modules", peer);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(dirname(resolve(`${peer}/package.json`)), link, "dir");
    }
  });

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test("holds what runs and what other languages are made from, and no sources", () => {
    expect(contents).toEqual(
      expect.arrayContaining([".jsii", "lib/index.js", "lib/index.d.ts", "lib/private/core.js"]),
    );
    expect(contents.filter((path) => /^(src|testing|examples|dist)\/|tsbuildinfo|tsup/.test(path))).toEqual([]);
  });

  test("synthesizes the example under jest, where everything is required", () => {
    const source = readFileSync(join(example, "stack.ts"), "utf8");
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(join(project, "stack.js"), outputText);
    writeFileSync(
      join(project, "stack.test.js"),
      `const { Testing } = require("cdktf");
      const { CentralLogging } = require("./stack");
      require("@log-destinations/cdktf/testing/jest");
      test("lets both accounts subscribe", () => {
        const stack = new CentralLogging(Testing.app(), "central-logging");
        expect(stack).toLetSubscribe({ account: "111122223333" });
        expect(stack).not.toLetSubscribe({ account: "999999999999" });
      });
      test("puts the accounts into the policy", () => {
        const { resource } = JSON.parse(Testing.synth(new CentralLogging(Testing.app(), "central-logging"), true));
        const [policy] = Object.values(resource.aws_cloudwatch_log_destination_policy);
        expect(JSON.parse(policy.access_policy).Statement[0].Principal).toEqual({ AWS: ["111122223333", "444455556666"] });
      });`,
    );
    expect(() => run(resolve("jest/bin/jest"), "--rootDir", project)).not.toThrow();
  });

  test("synthesizes the example under tsx, where everything is imported by name", () => {
    for (const file of ["main.ts", "stack.ts"]) cpSync(join(example, file), join(project, "esm", file));
    writeFileSync(join(project, "esm/package.json"), '{ "type": "module" }');
    run(resolve("tsx/cli"), "esm/main.ts");
    const { resource } = JSON.parse(
      readFileSync(join(project, "cdktf.out/stacks/central-logging/cdk.tf.json"), "utf8"),
    );
    expect(Object.keys(resource.aws_cloudwatch_log_destination)).toHaveLength(1);
  });
});
