import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { asDeveloped, linesToRun } from "./documents.ts";
import { type Project, startProject } from "./project.ts";
import { writeApp } from "./user.ts";

let project: Project;
beforeAll(() => {
  project = startProject(24, inject("registry"));
});
afterAll(() => project.remove());

test("the line of the README installs, an example compiles as strictly as can be and synthesizes", async () => {
  const [install = ""] = linesToRun("cdktn/README.md", "Install");
  await project.sh(install);
  await project.sh(`npm install --save-dev ${["typescript", "@types/node", "vitest"].map(asDeveloped).join(" ")}`);
  writeApp(project, "central-logging");
  await project.sh("npx tsc -p . --skipLibCheck false");
  await project.sh("node out/main.js");
  const stack = JSON.parse(project.read("cdktf.out/stacks/central-logging/cdk.tf.json"));
  expect(Object.keys(stack.resource)).toContain("aws_cloudwatch_log_destination");
});
