import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { EmptyProject } from "../../packed/tarballs.ts";
import { installed, projectWith } from "./project.ts";

let project: EmptyProject;
beforeAll(() => {
  project = projectWith();
  cpSync(join(import.meta.dirname, "samples"), project.folder, { recursive: true });
});
afterAll(() => project.remove());

it.each([
  ["Node 20 or later", process.execPath],
  ["Node 26", installed("node-26/bin/node")],
])("a test file for the runner of %s passes", (_, node) => {
  const output = project.run(node, "--test", "--test-reporter=tap", "node.test.mjs");
  expect(output).toMatch(/^# pass 2$/m);
});

it("a test file for the runner of Bun passes", () => {
  const args = ["-c", `"${installed("bun/bin/bun.exe")}" test ./bun.test.ts 2>&1`];
  expect(execFileSync("sh", args, { cwd: project.folder, encoding: "utf8" })).toMatch(/^ 2 pass$/m);
});
