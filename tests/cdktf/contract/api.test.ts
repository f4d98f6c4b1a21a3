import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { compilerOptions } from "../../typecheck.ts";
import { type Assembly, listing, writable } from "./api.ts";

const folder = import.meta.dirname;
const assembly: Assembly = JSON.parse(readFileSync(join(folder, "../../../cdktf/.jsii"), "utf8"));

test("the public API of every language is what the contract says", async () => {
  const advice =
    "Say in CHANGELOG.md what a user has to change, which is nothing where a member is new and optional, then run npm run contract";
  await expect(listing(assembly), advice).toMatchFileSnapshot(join(folder, "api.txt"));
});

test("everything that a user can write is written in a stack of the contract", { timeout: 60_000 }, () => {
  const written = membersUsedIn(join(folder, "stacks"));
  expect(writable(assembly).length).toBeGreaterThan(80);
  expect(writable(assembly).filter((member) => !written.has(member))).toEqual([]);
});

/** `TYPE.MEMBER` of each constructor, method, enum member and member of an object literal that the sources have. */
function membersUsedIn(sources: string): Set<string> {
  const files = readdirSync(sources).map((file) => join(sources, file));
  const program = ts.createProgram(files, compilerOptions);
  const checker = program.getTypeChecker();
  const used = new Set<string>();

  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const type = checker.getContextualType(node);
      const struct = type && checker.getNonNullableType(type).getSymbol()?.name;
      for (const { name } of node.properties) if (name) used.add(`${struct}.${name.getText()}`);
    }
    if (ts.isNewExpression(node)) used.add(`${node.expression.getText()}.constructor`);
    if (ts.isPropertyAccessExpression(node)) {
      const declared = checker.getSymbolAtLocation(node.name)?.declarations?.[0]?.parent;
      if (
        declared &&
        (ts.isClassDeclaration(declared) || ts.isInterfaceDeclaration(declared) || ts.isEnumDeclaration(declared))
      ) {
        used.add(`${declared.name?.text}.${node.name.text}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const file of files) {
    const source = program.getSourceFile(file);
    if (source) visit(source);
  }
  return used;
}
