/*
 * The public contract of the constructs: what Terraform gets. A changed logical id makes users' plans destroy and make
 * again, a changed attribute updates or replaces, so neither changes unnoticed.
 *
 * - `synthesized/` holds the JSON as the code of now writes it, without cdktf's metadata and versions. It has to be equal.
 * - `released/` holds it as the last release wrote it, which is what users have applied. What differs from it has to be
 *   told in CHANGELOG.md, under "What a plan shows" of the unreleased version: a line that names the address, in which
 *   `*` stands for any part of a logical id, and the changed attribute, each in backticks.
 *
 * To change something: write the line, then run `npm run contract`, which writes `synthesized/`. A release copies
 * `synthesized/` over `released/`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { synthApp, synthFiles } from "../synth.ts";
import { changesBetween, described, untoldChanges } from "./changes.ts";
import { contracts } from "./stacks/index.ts";

const folder = (name: string) => join(import.meta.dirname, name);
const stacksIn = (name: string) => readdirSync(folder(name)).map((file) => file.replace(/\.json$/, ""));
const changelog = readFileSync(join(import.meta.dirname, "../../../CHANGELOG.md"), "utf8");
const advice =
  "Say in CHANGELOG.md, under ### What a plan shows of the unreleased version, what a user's plan shows, naming the " +
  "address and the attribute in backticks (`aws_iam_role.*_Role_*`: `description` is updated in place), then run " +
  "npm run contract";

const apps = Object.entries(contracts).map(([name, contract]) => ({
  name,
  ...contract,
  app: synthApp(contract.build),
}));
const stacks = apps.flatMap(({ app }) => app.names.map((name) => [name, withoutVersions(app.stack(name))] as const));

describe.each(apps)("$name: $intent", ({ app, build, holds }) => {
  test("is what its user gets", () => holds(app.stack));

  test("is synthesized without a warning", () => {
    const remarks = app.names.flatMap((stack) => app.manifest(stack).annotations);
    expect(remarks.filter(({ level }) => level !== "@cdktf/info")).toEqual([]);
  });

  test("is synthesized to the same bytes each time", () => {
    const [first, second] = Array.from({ length: 2 }, () => synthFiles(build));
    expect(second).toEqual(first);
  });
});

describe.each(stacks)("the stack %s", (name, synthesized) => {
  test("is what the contract says", async () => {
    const file = join(folder("synthesized"), `${name}.json`);
    await expect(`${JSON.stringify(synthesized, undefined, 2)}\n`, advice).toMatchFileSnapshot(file);
  });

  test.runIf(stacksIn("released").includes(name))("differs from the last release in what the changelog tells", () => {
    const released = JSON.parse(readFileSync(join(folder("released"), `${name}.json`), "utf8"));
    const untold = untoldChanges(changesBetween(released, synthesized), changelog);
    expect(untold.map(described), advice).toEqual([]);
  });
});

test("no stack of the last release is left out, and no other file is kept", () => {
  const names = stacks.map(([name]) => name);
  expect(names).toEqual(expect.arrayContaining(stacksIn("released")));
  expect(stacksIn("synthesized").sort()).toEqual(names.sort());
});

/** The block `terraform` holds versions of others and folders of this machine. */
function withoutVersions({ terraform, ...stack }: ReturnType<ReturnType<typeof synthApp>["stack"]>) {
  return stack;
}
