import { spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { linesToRun } from "./documents.ts";
import { type Project, startProject } from "./project.ts";

const root = join(import.meta.dirname, "../..");
const example = "cdktn/examples/organization";
const [install = "", deploy = ""] = linesToRun(`${example}/README.md`, "Run it without a cloud");
const stacks = ["logging", "sender-roles", "workload"];
const hasTerraform = spawnSync("terraform", ["version"]).status === 0;

let project: Project;
beforeAll(async () => {
  project = startProject(22, inject("registry"));
  cpSync(join(root, example), project.folder, { recursive: true });
  // The command's name is in no scope, so that no other registry can be given for it.
  const manifest = JSON.parse(project.read("package.json"));
  manifest.devDependencies["log-destinations"] = `file:${inject("tarballs").cli}`;
  project.write("package.json", JSON.stringify(manifest));
  await project.sh(install);
});
afterAll(() => project.remove());

test("cdktn synth writes the stacks of an example, on Node 22 and 24", async () => {
  for (const node of [22, 24] as const) {
    await project.sh("rm -rf cdktf.out && npx cdktn synth", node);
    expect(Object.keys(JSON.parse(project.read("cdktf.out/manifest.json")).stacks)).toEqual(stacks);
  }
});

test("on Node 20 the install warns and it ends as the README says, which names the least Node", async () => {
  const readme = readFileSync(join(root, "cdktn/README.md"), "utf8").replaceAll("\n", " ");
  const { engines } = JSON.parse(project.read("node_modules/@log-destinations/cdktn/package.json"));
  expect(readme).toContain(`Node ${/[\d.]+/.exec(engines.node)} or later`);
  const [line = ""] = linesToRun("cdktn/README.md", "Install");
  expect(readme).toContain("On Node 20 npm warns of `EBADENGINE`");
  expect((await project.run(`${line} --dry-run`, 20)).stderr).toMatch(/EBADENGINE.*@log-destinations\/cdktn/s);

  const [message = ""] = /`cdktn synth` ends with `(.*?)`/.exec(readme)?.slice(1) ?? [];
  const { code, stdout, stderr } = await project.run("npx cdktn synth", 20);
  expect(code).not.toBe(0);
  expect(message).not.toBe("");
  expect(stdout + stderr).toContain(message);
});

const title = "the example deploys by log-destinations run, as its page says, and a second deploy changes nothing";
describe.skipIf(!hasTerraform)(hasTerraform ? title : `${title} (terraform is not on this machine)`, () => {
  test("on Node 22", async () => {
    const words = async () => stripVTControlCharacters(await project.sh(deploy)).replaceAll(/[\s│]+/g, " ");
    expect(await words()).toMatch(/Apply complete! Resources: [1-9]\d* added, 0 changed, 0 destroyed/);
    const second = await words();
    expect(second.match(/No changes\. Your infrastructure matches/g)).toHaveLength(stacks.length);
    expect(second).not.toMatch(/will be (created|updated|destroyed)/);
  });
});
