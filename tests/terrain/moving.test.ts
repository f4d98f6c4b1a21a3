import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { asDeveloped, linesToRun } from "./documents.ts";
import { type Project, startProject } from "./project.ts";

const page = "cdktf/docs/moving-to-cdk-terrain.md";
const app = join(import.meta.dirname, "../../cdktf/examples/central-logging");
const files = ["main.ts", "stack.ts", "cdktf.json", "package.json"];
const stack = "cdktf.out/stacks/central-logging/cdk.tf.json";

const tsconfig = {
  compilerOptions: {
    module: "esnext",
    moduleResolution: "bundler",
    target: "es2022",
    strict: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    // One of the names that the page replaces.
    types: ["node", "@log-destinations/cdktf/testing/jest"],
  },
};

/** Does Terraform find nothing to do? */
const noChanges = expect.stringMatching(/No changes\./);

const hasTerraform = spawnSync("terraform", ["version"]).status === 0;
const title = "an app that is moved by the lines of the page";

describe.skipIf(!hasTerraform)(hasTerraform ? title : `${title} (terraform is not on this machine)`, () => {
  let project: Project;
  /** As a user runs it, on the local service: what is deployed stays in the folder. */
  const locally = (line: string) => project.sh(`npx log-destinations run -- ${line}`);
  /** The lines of a step, those of the command on the local service. */
  const step = async (heading: string) => {
    const outputs: string[] = [];
    for (const line of linesToRun(page, heading)) {
      outputs.push(await (/^npx cdkt[fn] (diff|deploy)/.test(line) ? locally(line) : project.sh(line)));
    }
    return outputs;
  };
  const resources = () => JSON.parse(project.read(stack)).resource;

  beforeAll(async () => {
    project = startProject(22, inject("registry"));
    for (const file of files) cpSync(join(app, file), join(project.folder, file));
    project.write("tsconfig.json", JSON.stringify(tsconfig));
    project.write(".gitignore", "node_modules\ncdktf.out\nterraform.*.tfstate*\n.log-destinations\n");
    await project.sh("git init --quiet && git config user.name user && git config user.email user@example.com");
    const tools = ["typescript", "@types/node"].map(asDeveloped);
    await project.sh(`npm install --save-dev ${tools.join(" ")} @log-destinations/core ${inject("tarballs").cli}`);
    await project.sh("git add --all && git commit --quiet --message deployed");
    expect(await locally("npx cdktf deploy --auto-approve")).toMatch(/Apply complete! Resources: 5 added/);
  });
  afterAll(() => project.remove());

  let before: unknown;

  test("has nothing open", async () => {
    expect(await step("1. See that nothing is open")).toEqual([noChanges]);
    before = resources();
  });

  test("compiles after the packages are swapped and the three names replaced, and holds nothing of cdktf", async () => {
    await step("2. Swap the packages");
    await step("3. Replace the three names");
    const [left, compiled] = await step("4. See that nothing of cdktf is left");
    expect(left).toContain("(empty)");
    expect(compiled).toBe("");
    expect(await project.sh("git diff --stat")).toMatch(/main\.ts.*stack\.ts.*tsconfig\.json/s);
  });

  test("is synthesized to the same resources under the same logical ids, and plans no change", async () => {
    const [, planned] = await step("5. See that nothing would change");
    expect(planned).toEqual(noChanges);
    expect(resources()).toEqual(before);
  });

  test("is deployed without a change, and has nothing open then", async () => {
    const [deployed] = await step("6. Deploy, and commit");
    expect(deployed).toMatch(/0 added, 0 changed, 0 destroyed|No changes\./);
    expect(await locally("npx cdktn diff")).toEqual(noChanges);
    expect(await project.sh("git status --porcelain")).toBe("");
  });

  test("goes back by the lines of the page, and plans no change", async () => {
    expect((await step("How to go back")).at(-1)).toEqual(noChanges);
    expect(resources()).toEqual(before);
    expect(project.read("main.ts")).toContain('from "cdktf"');
  });
});
