import { expect, test } from "vitest";
import { ProviderPackage, typeOf } from "../../../terraform/scripts/provider-module.ts";
import { deriveSchemas } from "../../../terraform/scripts/schemas.ts";
import { dataSources } from "../../../terraform/src/data-sources/data-sources.ts";
import { curatedTypes } from "../../../terraform/src/kept/type-catalog.ts";
import { resourceTypes } from "../../../terraform/src/resources/resources.ts";
import { encodedSchemas } from "../../../terraform/src/schema/encoded-schemas.ts";
import { type Block, dataSourceSchemas, resourceSchemas } from "../../../terraform/src/schema/schema.ts";
import type { BlockInFile } from "../../../terraform/src/schema/schema-file.ts";
import { encodeSchemas } from "../../../terraform/src/schema/schema-message.ts";
import file from "../../../terraform/src/schema/schemas.json" with { type: "json" };
import versions from "../../../terraform/src/schema/versions.json" with { type: "json" };

const { older, newer } = versions;

test("what schemas.json has of the installed provider classes is what they have", () => {
  const installed = new ProviderPackage("@cdktf/provider-aws");
  expect(installed.version).toBe(older);
  const { provider, resources, dataSources } = deriveSchemas(installed);
  expect(namesOf({ blocks: { provider: atVersion(file.provider, older) } })).toEqual(namesOf({ blocks: { provider } }));
  expect(namesOf(atVersion({ blocks: file.resources }, older))).toEqual(namesOf({ blocks: resources }));
  expect(namesOf(atVersion({ blocks: file.dataSources }, older))).toEqual(namesOf({ blocks: dataSources }));
});

test("the encoded schemas are those of the types; if not, run terraform/scripts/encode-schemas.ts as it says", () => {
  expect(Buffer.from(encodedSchemas()).equals(encodeSchemas(curatedTypes))).toBe(true);
});

test("an argument of the newer version alone says which version lacks it", () => {
  const filter = resourceSchemas.aws_cloudwatch_log_subscription_filter?.attributes ?? {};
  expect(filter.emit_system_fields).toMatchObject({ optional: true, notIn: older });
  expect(filter.filter_pattern?.notIn).toBeUndefined();
  expect(Number(newer.split(".")[1])).toBeGreaterThan(Number(older.split(".")[1]));
});

test("a type that is not known is refused, as Terraform would panic on it", () => {
  expect(() => typeOf("x", { kind: "map", storage: "strangeMap" })).toThrow("x: the type map of strangeMap");
  expect(() => typeOf("x", { kind: "simple", storage: "any" })).toThrow("is not known here");
});

test("each type that means something has a schema", () => {
  expect(Object.keys(resourceSchemas)).toEqual(expect.arrayContaining(Object.keys(resourceTypes)));
  expect(Object.keys(dataSourceSchemas)).toEqual(expect.arrayContaining(Object.keys(dataSources)));
});

/** Without what a version lacks. */
function atVersion({ attributes = {}, blocks = {}, ...rest }: BlockInFile, version: string): BlockInFile {
  return {
    ...rest,
    attributes: Object.fromEntries(
      Object.entries(attributes).filter(([, text]) => !text.startsWith(`not-in-${version} `)),
    ),
    blocks: Object.fromEntries(
      Object.entries(blocks).flatMap(([name, block]) =>
        block.notIn === version ? [] : [[name, atVersion(block, version)]],
      ),
    ),
  };
}

/**
 * The path of each argument, with its type or nesting. Whether it is required or computed, and which members the
 * objects of an attribute have, may differ from version to version; the newer one is in the file.
 */
function namesOf({ attributes = {}, blocks = {} }: BlockInFile, path = ""): string[] {
  return [
    ...Object.entries(attributes).map(
      ([name, text]) => `${path}${name}: ${text.replace(/^.* /, "").replace(/\{.*\}/, "{}")}`,
    ),
    ...Object.entries(blocks).flatMap(([name, block]) => [
      `${path}${name} ${block.nesting} ${block.min} ${block.max}`,
      ...namesOf(block, `${path}${name}.`),
    ]),
  ].sort();
}

test.each(Object.entries(resourceTypes))("%s names only arguments that its schema has", (name, type) => {
  const { modelled, requiresReplace, nameAttribute, jsonArguments, defaults, nestedDefaults, checks, deprecated } =
    type;
  const named = { ...jsonArguments, ...defaults, ...nestedDefaults, ...checks, ...deprecated };
  expect(argumentPaths(resourceSchemas[name] as Block)).toEqual(
    expect.arrayContaining([
      ...modelled,
      ...requiresReplace.map((path) => path.replace(/\.#$/, "")),
      nameAttribute,
      ...Object.keys(named),
    ]),
  );
  expect(modelled).toEqual(expect.arrayContaining(Object.keys(jsonArguments ?? {}).map((path) => path.split(".")[0])));
});

/** `name`, `inline_policy`, `inline_policy.name`. */
function argumentPaths({ attributes, blocks }: Block): string[] {
  const nested = Object.entries(blocks).flatMap(([name, block]) => [
    name,
    ...argumentPaths(block).map((path) => `${name}.${path}`),
  ]);
  return [...Object.keys(attributes), ...nested];
}

test("what is secret is sensitive, so that Terraform does not show it", () => {
  const sensitive = (block: Block | undefined): string[] =>
    Object.entries(block?.attributes ?? {}).flatMap(([name, attribute]) => (attribute.sensitive ? [name] : []));
  expect(sensitive(resourceSchemas.aws_ssm_parameter)).toEqual(["value", "value_wo"]);
  expect(sensitive(resourceSchemas.aws_secretsmanager_secret_version)).toContain("secret_string");
  expect(sensitive(dataSourceSchemas.aws_ssm_parameter)).toEqual(["value"]);
  expect(sensitive(dataSourceSchemas.aws_secretsmanager_secret_version)).toContain("secret_string");
  expect(sensitive(resourceSchemas.aws_cloudwatch_log_group)).toEqual([]);
});
