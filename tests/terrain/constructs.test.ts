import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { linesToRun } from "./documents.ts";
import { type Project, startProject } from "./project.ts";
import { runSuite, toolsOfSuite, writeSuite } from "./suite.ts";

let project: Project;

beforeAll(async () => {
  project = startProject(22, inject("registry"));
  const [install = ""] = linesToRun("cdktn/README.md", "Install");
  await project.sh(install);
  await project.sh(`npm install --save-dev ${toolsOfSuite.join(" ")}`);
  writeSuite(project);
});
afterAll(() => project.remove());

test("all tests of the constructs pass under vitest, with the fork and its provider's own classes", async () => {
  const output = await runSuite(project);
  expect(Number(/Tests +(\d+) passed/.exec(output)?.[1])).toBeGreaterThan(500);
});
