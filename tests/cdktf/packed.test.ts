import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const workspace = join(import.meta.dirname, "../..");
const resolve = createRequire(import.meta.url).resolve;
/** The examples, with what jest is to find in their stacks. */
const examples = [
  {
    name: "central-logging",
    stacks: ["central-logging"],
    expectations: `
      expect(stack("central-logging")).toLetSubscribe({ account: "111122223333" });
      expect(stack("central-logging")).not.toLetSubscribe({ account: "999999999999" });`,
  },
  {
    name: "organization",
    stacks: ["logging", "sender-roles", "workload"],
    expectations: `
      for (const region of ["eu-west-1", "us-east-2"]) {
        const sender = { account: "111122223333", organization: "o-a1b2c3d4e5", region };
        expect(stack("logging")).toLetSubscribe(sender);
        expect(stack("logging")).not.toLetSubscribe({ ...sender, role: false });
        expect(stack("workload")).toHaveLogSubscription({ provider: "aws." + region });
      }`,
  },
  {
    name: "two-accounts",
    stacks: ["two-accounts"],
    expectations: `
      for (const region of ["eu-west-1", "us-east-1"]) {
        expect(stack("two-accounts")).toLetSubscribe({ account: "111122223333", region });
        expect(stack("two-accounts")).toHaveLogSubscription({ region, provider: "aws.workload" });
      }`,
  },
];
const peers = ["cdktf", "constructs", "@cdktf/provider-aws"];

describe("the package as npm packs it, in a project of its own", { timeout: 120_000 }, () => {
  let project: string;
  let contents: string[];

  const run = (cwd: string, script: string, ...args: string[]) =>
    execFileSync(process.execPath, [script, ...args], { cwd, encoding: "utf8", stdio: "pipe" });
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

  test("loads what is asked for, and no provider class of another construct", () => {
    const home = join(project, "lazily");
    mkdirSync(home);
    writeFileSync(
      join(home, "main.js"),
      `const { LogDestination } = require("@log-destinations/cdktf");
      const loaded = Object.keys(require.cache).filter((file) => /cloudwatch-log-(destination|subscription-filter)/.test(file));
      console.log(LogDestination.name, loaded.some((file) => file.includes("destination")), loaded.some((file) => file.includes("filter")));`,
    );
    expect(run(home, "main.js").trim()).toBe("LogDestination true false");
    writeFileSync(
      join(home, "main.mjs"),
      `import * as all from "@log-destinations/cdktf";
      import { LogSubscription } from "@log-destinations/cdktf";
      console.log(LogSubscription === all.LogSubscription, Object.values(all).every((one) => one !== undefined));`,
    );
    expect(run(home, "main.mjs").trim()).toBe("true true");
  });

  describe.each(examples)("synthesizes the example $name", ({ name, stacks, expectations }) => {
    const folder = join(workspace, "cdktf/examples", name);

    test("under jest, where everything is required", () => {
      const home = join(project, `${name}-jest`);
      mkdirSync(home);
      for (const file of ["main", "stack"]) {
        const { outputText } = ts.transpileModule(readFileSync(join(folder, `${file}.ts`), "utf8"), {
          compilerOptions: {
            module: ts.ModuleKind.CommonJS,
            target: ts.ScriptTarget.ES2022,
            rewriteRelativeImportExtensions: true,
          },
        });
        writeFileSync(join(home, `${file}.js`), outputText);
      }
      writeFileSync(
        join(home, "main.test.js"),
        `require("@log-destinations/cdktf/testing/jest");
        const { readFileSync } = require("node:fs");
        const stack = (name) => readFileSync("cdktf.out/stacks/" + name + "/cdk.tf.json", "utf8");
        test("is what it should be", () => {
          process.chdir(__dirname);
          require("./main");
          ${expectations}
        });`,
      );
      expect(() => run(home, resolve("jest/bin/jest"), "--rootDir", home)).not.toThrow();
    });

    test("under tsx, where everything is imported by name", () => {
      const home = join(project, `${name}-tsx`);
      for (const file of ["main.ts", "stack.ts", "package.json"]) cpSync(join(folder, file), join(home, file));
      run(home, resolve("tsx/cli"), "main.ts");
      const manifest = JSON.parse(readFileSync(join(home, "cdktf.out/manifest.json"), "utf8"));
      expect(Object.keys(manifest.stacks)).toEqual(stacks);
    });
  });

  describe("in plain ES modules", () => {
    const program = (streamClass: string) => `
      import { KinesisStream } from "${streamClass}";
      import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
      import { LogDestination, LogDestinationTarget, LogDistribution, LogSubscription } from "@log-destinations/cdktf";
      import { App, TerraformStack } from "cdktf";

      const app = new App({ outdir: "cdktf.out" });
      const stack = new TerraformStack(app, "plain");
      new AwsProvider(stack, "Aws", { region: "eu-west-1" });
      const stream = new KinesisStream(stack, "Stream", { name: "central-logs", shardCount: 1 });
      new LogDestination(stack, "Central", {
        destinationName: "central",
        target: LogDestinationTarget.kinesisStream(stream.arn),
      });
      const destination = LogDestination.fromDestinationArn(
        stack,
        "Other",
        "arn:aws:logs:eu-west-1:999999999999:destination:other",
      );
      new LogSubscription(stack, "ToOther", { destination, logGroupName: "/app", distribution: LogDistribution.RANDOM });
      app.synth();`;
    const withFile = "@cdktf/provider-aws/lib/kinesis-stream/index.js";
    const withoutFile = "@cdktf/provider-aws/lib/kinesis-stream";
    let home: string;

    beforeAll(() => {
      home = join(project, "plain");
      mkdirSync(home);
      writeFileSync(join(home, "package.json"), '{ "type": "module" }');
    });

    test("named imports work, and the provider's classes with the file's name alone, as the README says", () => {
      writeFileSync(join(home, "main.js"), program(withFile));
      run(home, "main.js");
      const manifest = JSON.parse(readFileSync(join(home, "cdktf.out/manifest.json"), "utf8"));
      expect(Object.keys(manifest.stacks)).toEqual(["plain"]);

      writeFileSync(join(home, "folder.js"), program(withoutFile));
      expect(() => run(home, "folder.js")).toThrow(/ERR_UNSUPPORTED_DIR_IMPORT/);
    });

    test("the types are found under NodeNext, of the provider's classes with the file's name alone", () => {
      const problems = (streamClass: string) => {
        const file = join(home, "types.ts");
        writeFileSync(file, program(streamClass));
        const options: ts.CompilerOptions = {
          module: ts.ModuleKind.NodeNext,
          moduleResolution: ts.ModuleResolutionKind.NodeNext,
          target: ts.ScriptTarget.ES2022,
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: true,
          noEmit: true,
          types: [],
        };
        const found = ts.getPreEmitDiagnostics(ts.createProgram([file], options));
        return found.map(({ code, messageText }) => `TS${code} ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
      };
      expect(problems(withFile)).toEqual([]);
      expect(problems(withoutFile)).toEqual([expect.stringMatching(/^TS2307 .*kinesis-stream/)]);
    });
  });
});
