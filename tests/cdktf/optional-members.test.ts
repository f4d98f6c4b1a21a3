import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compilerOptions, typeProblems } from "../typecheck.ts";

interface Struct {
  readonly name: string;
  readonly datatype?: boolean;
  readonly properties?: readonly { readonly name: string; readonly optional?: boolean }[];
}

const assembly = readFileSync(join(import.meta.dirname, "../../cdktf/.jsii"), "utf8");
const structs = Object.values((JSON.parse(assembly) as { types: Record<string, Struct> }).types).filter(
  ({ datatype }) => datatype,
);

test("every optional prop takes undefined under exactOptionalPropertyTypes", { timeout: 60_000 }, () => {
  const values = structs.map(({ name, properties = [] }) => {
    const optional = properties.filter((property) => property.optional).map((property) => property.name);
    return `export const of${name}: Partial<${name}> = { ${optional.map((prop) => `${prop}: undefined`).join(", ")} };`;
  });
  expect(values.join().match(/: undefined/g)?.length).toBeGreaterThan(50);
  const source = [
    `import type { ${structs.map(({ name }) => name).join(", ")} } from "@log-destinations/cdktf";`,
    'import type { Sender } from "@log-destinations/cdktf/testing";',
    ...values,
    'export const sender: Sender = { account: "111122223333", organization: undefined, role: undefined };',
  ].join("\n");

  expect(compilerOptions.exactOptionalPropertyTypes).toBe(true);
  expect(typeProblems(new Map([[join(import.meta.dirname, "undefined-props.ts"), source]]))).toEqual([]);
});
