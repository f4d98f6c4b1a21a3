import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { typeProblems } from "../typecheck.ts";

const cdktf = join(import.meta.dirname, "../../cdktf");
const fixture = readFileSync(join(cdktf, "rosetta/default.ts-fixture"), "utf8");

type PublicType = ts.ClassDeclaration | ts.InterfaceDeclaration | ts.EnumDeclaration;

interface Member {
  readonly name: string;
  readonly isCalled: boolean;
  readonly examples: readonly string[];
}

interface Documented {
  readonly name: string;
  readonly file: string;
  readonly examples: readonly string[];
  readonly members: readonly Member[];
}

/** The public API, as the sources have it. */
const types: Documented[] = readdirSync(join(cdktf, "src"))
  .filter((file) => /(?<!\.d)\.ts$/.test(file) && file !== "index.ts")
  .flatMap((file) => {
    const source = ts.createSourceFile(
      file,
      readFileSync(join(cdktf, "src", file), "utf8"),
      ts.ScriptTarget.Latest,
      true,
    );
    return source.statements.filter(isPublicType).map((type) => ({
      name: type.name?.text ?? "",
      file,
      examples: examplesOf(type),
      members: membersOf(type),
    }));
  });

function isPublicType(statement: ts.Statement): statement is PublicType {
  const isType =
    ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement) || ts.isEnumDeclaration(statement);
  return isType && Boolean(statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword));
}

function membersOf(type: PublicType): Member[] {
  return [...type.members]
    .filter((member) => !isHidden(member) && member.name !== undefined)
    .map((member) => ({
      name: member.name?.getText() ?? "",
      isCalled: ts.isMethodDeclaration(member),
      examples: examplesOf(member),
    }));
}

function isHidden(member: ts.Node): boolean {
  const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
  const isPrivate = modifiers.some(
    ({ kind }) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword,
  );
  return isPrivate || ts.getJSDocTags(member).some(({ tagName }) => tagName.text === "internal");
}

function examplesOf(node: ts.Node): string[] {
  return ts
    .getJSDocTags(node)
    .filter(({ tagName }) => tagName.text === "example")
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "");
}

/** The names that an example reads, calls or gives. */
function namesIn(examples: readonly string[]): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) names.add(node.name.text);
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) names.add(node.name.getText());
    ts.forEachChild(node, visit);
  };
  for (const example of examples) visit(ts.createSourceFile("example.ts", example, ts.ScriptTarget.Latest, true));
  return names;
}

describe("in the documentation of the API", () => {
  test("every class, interface and enumeration has an example", () => {
    expect(types.length).toBeGreaterThan(18);
    expect(types.filter(({ examples }) => examples.length === 0).map(({ name }) => name)).toEqual([]);
  });

  test("every static, method, property, prop and value is shown by its own example or by its type's", () => {
    const unseen = types.flatMap((type) => {
      const ofTypes = types.filter(({ file }) => file === type.file).flatMap(({ examples }) => examples);
      return type.members
        .filter(({ name, examples }) => !namesIn([...examples, ...ofTypes]).has(name))
        .map(({ name }) => `${type.name}.${name}`);
    });
    expect(unseen).toEqual([]);
  });

  test("every static and method has an example of its own", () => {
    const methods = types.flatMap(({ name, members }) =>
      members.filter(({ isCalled }) => isCalled).map((member) => ({ ...member, name: `${name}.${member.name}` })),
    );
    expect(methods.length).toBeGreaterThan(15);
    expect(methods.filter(({ examples }) => examples.length === 0).map(({ name }) => name)).toEqual([]);
  });

  test("every example is right in its types, in a stack of the fixture", { timeout: 120_000 }, () => {
    const all = types.flatMap(({ name, examples, members }) => [
      ...examples.map((example) => ({ name, example })),
      ...members.flatMap((member) => member.examples.map((example) => ({ name: `${name}.${member.name}`, example }))),
    ]);
    expect(all.length).toBeGreaterThan(40);
    const sources = all.map(({ name, example }, index): [string, string] => [
      join(import.meta.dirname, `${name}-${index}.example.ts`),
      inFixture(example),
    ]);
    expect(typeProblems(new Map(sources))).toEqual([]);
  });
});

function inFixture(example: string): string {
  return `${fixture.replace("/// here", () => example)}\nexport { Example };\n`;
}
