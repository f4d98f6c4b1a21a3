import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { readTerraformInvocation } from "../../../cli/src/guard/invocation.ts";
import { treatmentOf, treatments } from "../../../cli/src/guard/subcommands.ts";

function helpOfTerraform(): string | undefined {
  try {
    return execFileSync("terraform", ["-help"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return undefined;
  }
}

const help = helpOfTerraform();
const of = (...args: string[]) =>
  treatmentOf(readTerraformInvocation({ folder: "/nowhere", args, workspace: undefined, env: {} }));

describe.skipIf(help === undefined)("subcommands that this machine's terraform lists", () => {
  const listed = [...(help ?? "").matchAll(/^ {2}([a-z][a-z-]*) {2,}\S/gm)].map(([, name = ""]) => name);

  test("have a row in the table, and the table has no others", () => {
    expect(listed.length).toBeGreaterThan(20);
    const rows = Object.keys(treatments).filter((name) => !name.includes(" "));
    expect(rows).toEqual([...listed].sort());
  });

  test("of providers have a row too, or are as providers itself", () => {
    const text = execFileSync("terraform", ["providers", "-help"], { encoding: "utf8" });
    const nested = [...text.matchAll(/^ {4}([a-z]+) {2,}\S/gm)].map(([, name]) => `providers ${name}`);
    expect(nested.sort()).toEqual(["providers lock", "providers mirror", "providers schema"]);
    for (const name of nested) expect(treatments).toHaveProperty([name]);
  });
});

test.each([
  [["plan"], "onStandIn"],
  [["-no-color", "providers"], "onStandIn"],
  [["providers", "-no-color", "lock", "-platform=linux_amd64"], "asWithoutRun"],
  [["providers", "mirror", "mirrored"], "asWithoutRun"],
  [["-chdir=infra", "providers", "schema", "-json"], "refused"],
  [["version"], "unchecked"],
  [["metadata", "functions"], "unchecked"],
  [["-help"], "unchecked"],
  // A subcommand of another version may do anything: it is checked.
  [["stacks", "init"], "onStandIn"],
])("%j is %s", (args, kind) => {
  expect(of(...args)).toMatchObject({ kind });
});
