import { expect, test } from "vitest";
import { otherMajorVersion, versionDiagnostics } from "../../../terraform/src/schema/provider-versions.ts";
import { type Block, emptyValues, resourceSchemas } from "../../../terraform/src/schema/schema.ts";
import versions from "../../../terraform/src/schema/versions.json" with { type: "json" };

const typeName = "aws_cloudwatch_log_subscription_filter";
const block = resourceSchemas[typeName] as Block;
const config = { ...emptyValues(block), emit_system_fields: ["@aws.account"] };
const { older, newer } = versions;

const asking = (...constraints: string[]) => ({
  locked: undefined,
  constraints: constraints.map((constraint) => ({ constraint, file: "main.tf" })),
});

const severities = { error: [1], warning: [2], nothing: [] };

test.each<[string, keyof typeof severities]>([
  [older, "error"],
  ["6.25.3", "error"],
  ["= 6.3.0", "error"],
  ["~> 6.25.0", "error"],
  ["< 6.26", "error"],
  ["<= 6.25.0, <= 6.66.0", "error"],
  ["~> 5.0", "error"],
  ["6.26.0", "warning"],
  ["~> 6.40.1", "warning"],
  [">= 6.0, <= 6.65.0", "warning"],
  [newer, "nothing"],
  ["~> 6.0", "nothing"],
  [">= 6.3", "nothing"],
  ["!= 6.3.0", "nothing"],
  ["> 7.0", "nothing"],
])("with the constraint %s, an argument that only the newer version has is an %s", (constraint, expected) => {
  const diagnostics = versionDiagnostics(typeName, block, config, asking(constraint));
  expect(diagnostics.map(({ severity }) => severity)).toEqual(severities[expected]);
  for (const { summary } of diagnostics) expect(summary).toContain(`${typeName}.emit_system_fields`);
});

test("the lock file decides over the constraints, and of several constraints the narrowest", () => {
  const locked = { ...asking("~> 6.0"), locked: older };
  expect(versionDiagnostics(typeName, block, config, locked)).toHaveLength(1);
  expect(versionDiagnostics(typeName, block, config, asking("~> 6.0", older))).toHaveLength(1);
});

test("an argument that is not given, and a version that nobody looked for, are no errors", () => {
  expect(versionDiagnostics(typeName, block, emptyValues(block), asking(older))).toEqual([]);
  expect(versionDiagnostics(typeName, block, config, undefined)).toEqual([]);
});

test("what a block holds is looked at", () => {
  const [found] = Object.values(resourceSchemas).flatMap((of) =>
    Object.entries(of.blocks).flatMap(([name, nested]) =>
      nested.notIn === older ? [[name, of, nested] as const] : [],
    ),
  );
  if (!found) throw new Error("no block is newer");
  const [name, of, nested] = found;
  const given = { ...emptyValues(of), [name]: [emptyValues(nested)] };
  expect(versionDiagnostics("aws_x", of, given, asking(older)).map(({ summary }) => summary)).toEqual([
    expect.stringContaining(`aws_x.${name} is not in`),
  ]);
});

test.each([
  ["~> 5.0", true],
  ["< 6.0", true],
  [">= 7.0", true],
  ["~> 6.0", false],
  [">= 5.0", false],
  [">= 5.0, < 7.0", false],
  [">= 6.3, != 7.0", false],
  [">= 7.0, >= 6.3", true],
  [">= 6.3, >= 7.0", true],
  ["= 7.1.0, != 6.3.0", true],
  ["< 6.0, < 7.0", true],
])("the constraint %s asks for another major version: %s", (constraint, expected) => {
  expect(otherMajorVersion(asking(constraint)) !== undefined).toBe(expected);
});
