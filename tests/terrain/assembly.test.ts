import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { differences } from "./differences.ts";

const root = join(import.meta.dirname, "../..");

/** The names of packages and of what languages call them. All else of the two assemblies is compared as it is. */
const names: readonly (readonly [cdktf: string | RegExp, fork: string])[] = [
  ["@log-destinations/cdktf", "@log-destinations/cdktn"],
  ["@cdktf/provider-aws", "@cdktn/provider-aws"],
  [/"cdktf\./g, '"cdktn.'],
];

/** Where a type is written, which says nothing about it: a line may be longer by a name. */
const positions = /^(locationInModule|symbolId)$/;

function typesOf(wing: string, ...renamed: typeof names): Record<string, unknown> {
  const text = readFileSync(join(root, wing, ".jsii"), "utf8");
  const assembly = JSON.parse(
    renamed.reduce((so, [was, is]) => so.replaceAll(was, is), text),
    (key, value) => (positions.test(key) ? undefined : value),
  );
  return assembly.types;
}

test("both assemblies have the same types, members and documents, but for the fork's names", () => {
  const [cdktf, cdktn] = [typesOf("cdktf", ...names), typesOf("cdktn")];
  expect(Object.keys(cdktn).length).toBeGreaterThan(15);
  expect(Object.keys(cdktn)).toEqual(Object.keys(cdktf));
  expect(differences(cdktf, cdktn)).toEqual([]);
});

test("and are for the same languages", () => {
  const targets = (wing: string) => JSON.parse(readFileSync(join(root, wing, ".jsii"), "utf8")).targets;
  expect(Object.keys(targets("cdktn"))).toEqual(Object.keys(targets("cdktf")));
  expect(JSON.stringify(targets("cdktn"))).not.toMatch(/cdktf/i);
});
