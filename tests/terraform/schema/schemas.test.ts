import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { deriveSchemas, writeSchemas } from "../../../terraform/scripts/schemas.ts";
import { dataSources } from "../../../terraform/src/data-sources/data-sources.ts";
import { resourceTypes } from "../../../terraform/src/resources/resources.ts";
import { dataSourceSchemas, resourceSchemas } from "../../../terraform/src/schema/schema.ts";

test("schemas.json is derived from @cdktf/provider-aws; if not, run npx tsx terraform/scripts/schemas.ts", () => {
  const committed = readFileSync(new URL("../../../terraform/src/schema/schemas.json", import.meta.url), "utf8");
  expect(committed === writeSchemas(deriveSchemas())).toBe(true);
});

test("each type has a schema, and each schema a type", () => {
  expect(Object.keys(resourceTypes).sort()).toEqual(Object.keys(resourceSchemas).sort());
  expect(Object.keys(dataSources).sort()).toEqual(Object.keys(dataSourceSchemas).sort());
});

test.each(Object.entries(resourceTypes))("%s names only arguments that its schema has", (name, type) => {
  const { attributes = {}, blocks = {} } = resourceSchemas[name] ?? {};
  const { modelled, requiresReplace, nameAttribute, jsonArguments = [], defaults = {}, checks = {} } = type;
  const known = [...Object.keys(attributes), ...Object.keys(blocks)];
  expect(known).toEqual(
    expect.arrayContaining([
      ...modelled,
      ...requiresReplace,
      nameAttribute,
      ...jsonArguments,
      ...Object.keys({ ...defaults, ...checks }),
    ]),
  );
  expect(modelled).toEqual(expect.arrayContaining([...jsonArguments]));
});
