import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { refuseLeftOvers } from "../../cdktn/scripts/rewrite.ts";
import { contracts } from "../cdktf/contract/stacks/index.ts";
import { synthFiles } from "../cdktf/synth.ts";
import { differences } from "./differences.ts";
import { asDeveloped, linesToRun } from "./documents.ts";
import { type Project, startProject } from "./project.ts";
import { runSuite, toolsOfSuite, writeSuite } from "./suite.ts";
import { writeApp } from "./user.ts";

/** One more test of the suite: it writes each file of each stack of the contract. */
const synthesizesContracts = `
import { writeFileSync } from "node:fs";
import { test } from "vitest";
import { contracts } from "./contract/stacks/index.ts";
import { synthFiles } from "./synth.ts";
test("the contracts synthesize", () => {
  const files = Object.values(contracts).flatMap(({ build }) => [...synthFiles(build)]);
  writeFileSync("contract.json", JSON.stringify(files));
});
`;

let project: Project;
const [install = ""] = linesToRun("cdktn/README.md", "Install");
const tools = [...toolsOfSuite, asDeveloped("jest")];

beforeAll(async () => {
  project = startProject(22, inject("registry"));
  await project.sh(install);
});
afterAll(() => project.remove());

test("the line of the README installs the package and the fork, and nothing of cdktf", async () => {
  const { dependencies } = JSON.parse(project.read("package.json"));
  expect(Object.keys(dependencies)).toEqual(["@cdktn/provider-aws", "@log-destinations/cdktn", "cdktn", "constructs"]);
  expect(readdirSync(join(project.folder, "node_modules")).sort()).toEqual(
    expect.not.arrayContaining(["cdktf", "@cdktf"]),
  );
  expect(await project.run("npm ls --all")).toMatchObject({ code: 0 });
});

test("no code of the package speaks of cdktf", () => {
  const home = join(project.folder, "node_modules/@log-destinations/cdktn");
  const files = readdirSync(join(home, "lib"), { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.m?[jt]s$/.test(file),
  );
  expect(files).toEqual(expect.arrayContaining(["index.d.ts", "private/core.js", "testing/vitest.mjs"]));
  for (const file of files) {
    const code = readFileSync(join(home, "lib", file), "utf8");
    // Without the source map, and the name of the file that the part of core is bundled from.
    refuseLeftOvers(code.replace(/^\/\/# source.*/m, "").replace("// ../cdktf/scripts/core.ts", ""), file);
  }
});

test("an example compiles as strictly as can be, libraries included, and synthesizes", async () => {
  await project.sh(`npm install --save-dev ${tools.join(" ")}`);
  writeApp(project, "central-logging");
  await project.sh("npx tsc -p . --skipLibCheck false");
  await project.sh("node out/main.js");
  const stack = JSON.parse(project.read("cdktf.out/stacks/central-logging/cdk.tf.json"));
  expect(Object.keys(stack.resource)).toContain("aws_cloudwatch_log_destination");
  expect(stack.terraform.required_providers.aws.source).toBe("hashicorp/aws");
});

test("the testing kit works under jest", async () => {
  project.write(
    "jest/central.test.js",
    `require("@log-destinations/cdktn/testing/jest");
    const { readFileSync } = require("node:fs");
    test("is what it should be", () => {
      const stack = readFileSync("cdktf.out/stacks/central-logging/cdk.tf.json", "utf8");
      expect(stack).toLetSubscribe({ account: "111122223333" });
      expect(stack).not.toLetSubscribe({ account: "999999999999" });
    });`,
  );
  expect(await project.sh("npx jest --rootDir jest")).toContain("1 passed");
});

test("the testing kit works under vitest, and the stacks of the contract synthesize", async () => {
  writeSuite(project);
  project.write("tests/cdktf/contracts.test.ts", synthesizesContracts);
  const output = await runSuite(project, "testing/matchers.test.ts", "contracts.test.ts");
  expect(output).toMatch(/Test Files +2 passed/);
});

test("the stacks of the contract are cdktf's, but for the provider, the fork's version and the folder of the state", async () => {
  const synthesized = new Map<string, string>(JSON.parse(project.read("contract.json")));
  const expected = new Map(Object.values(contracts).flatMap(({ build }) => [...synthFiles(build)]));
  expect([...synthesized.keys()]).toEqual([...expected.keys()]);
  const found = [...expected].flatMap(([file, text]) => {
    const [cdktf, cdktn] = [text, synthesized.get(file) ?? ""].map((json) => JSON.parse(json));
    return differences(cdktf, cdktn);
  });
  expect([...new Set(found)].sort()).toEqual([
    // Newer arguments, which cdktf's provider package knows by an override alone.
    "//.metadata.overrides.aws_cloudwatch_log_subscription_filter",
    "//.metadata.version",
    "terraform.backend.local.path",
    "terraform.required_providers.aws.source",
    "terraform.required_providers.aws.version",
    // Of the manifest, which Terraform does not read.
    "version",
  ]);
});
