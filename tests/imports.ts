import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";

/** One import or re-export of a source file. */
export interface Import {
  /** The file that has it, from the root, with `/`. */
  readonly from: string;
  /** A file of the same wing, or the name of a package. */
  readonly to: string;
  readonly typesOnly: boolean;
}

/** The wings by the packages that they may import: of this project by wing, of others by name. `node:` is Node's. */
export const wings: Readonly<Record<string, { folders: readonly string[]; wings: string[]; packages: string[] }>> = {
  core: { folders: ["core/src"], wings: [], packages: ["@aws-sdk/credential-providers", "node:"] },
  cdktf: {
    folders: ["cdktf/src", "cdktf/testing"],
    wings: ["core"],
    packages: ["cdktf", "constructs", "@cdktf/provider-aws", "vitest", "@jest/globals", "node:"],
  },
  local: { folders: ["local/src"], wings: ["core"], packages: ["node:"] },
  terraform: {
    folders: ["terraform/src"],
    wings: ["core", "local"],
    packages: ["@msgpack/msgpack", "protobufjs", "node:"],
  },
  cli: { folders: ["cli/src"], wings: ["core", "local", "terraform"], packages: ["node:"] },
};

const root = join(import.meta.dirname, "..");

export function readImports(): Import[] {
  return Object.values(wings).flatMap(({ folders }) => folders.flatMap(readFolder));
}

function readFolder(folder: string): Import[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter(({ name }) => /(?<!\.d)\.m?ts$/.test(name))
    .flatMap(({ name, parentPath }) => importsOf(join(parentPath, name)));
}

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typesOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteral(specifier)) return;
    found.push({ from: fromRoot(file), to: targetOf(file, specifier.text), typesOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypesOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, isTypesOnly(node));
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypesOnly(clause: ts.ImportClause | ts.ExportDeclaration | undefined): boolean {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const named = ts.isImportClause(clause) ? clause.namedBindings : clause.exportClause;
  if (ts.isImportClause(clause) && clause.name) return false;
  if (!named || ts.isNamespaceImport(named) || ts.isNamespaceExport(named)) return false;
  return named.elements.length > 0 && named.elements.every(({ isTypeOnly }) => isTypeOnly);
}

function targetOf(file: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  const path = fromRoot(join(dirname(file), specifier));
  // The constructs are compiled by jsii, whose specifiers have no extension.
  return /\.(m?[tj]s|json)$/.test(path) ? path : `${path}.ts`;
}

function fromRoot(path: string): string {
  return relative(root, path).replaceAll("\\", "/");
}

/** The imports that cross from a wing to one that it may not know, or to a package that it may not depend on. */
export function forbiddenImports(imports: readonly Import[]): string[] {
  return imports.flatMap(({ from, to }) => {
    const wing = from.slice(0, from.indexOf("/"));
    const allowed = wings[wing];
    const other = wingOf(to);
    const permitted =
      other === undefined
        ? allowed?.packages.some((name) => to === name || to.startsWith(name.endsWith(":") ? name : `${name}/`))
        : other === wing || allowed?.wings.includes(other);
    return permitted ? [] : [`${from} imports ${to}`];
  });
}

function wingOf(target: string): string | undefined {
  if (target === "log-destinations") return "cli";
  const [, scoped, path] = /^(?:@log-destinations\/(\w+)|(\w+)\/.*\.(?:m?[tj]s|json)$)/.exec(target) ?? [];
  const wing = scoped ?? path;
  return wing !== undefined && Object.hasOwn(wings, wing) ? wing : undefined;
}

/** The circles of files, types included; each once, as the way round. */
export function circlesOfFiles(imports: readonly Import[]): string[] {
  return circles(imports.map(({ from, to }) => [from, to]));
}

/**
 * The circles of rooms by more than types. A room is a folder; a file directly in `src` is one of its own, since the
 * ground floor and the entries both lie there.
 */
export function circlesOfRooms(imports: readonly Import[]): string[] {
  const edges = imports
    .filter(({ typesOnly }) => !typesOnly)
    .map(({ from, to }) => [roomOf(from), roomOf(to)] as const);
  return circles(edges.filter(([from, to]) => from !== to));
}

function roomOf(file: string): string {
  const [wing, top, ...rest] = file.split("/");
  return rest.length > 1 ? [wing, top, ...rest.slice(0, -1)].join("/") : file;
}

function circles(edges: readonly (readonly [string, string])[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of edges) next.set(from, (next.get(from) ?? new Set()).add(to));
  const found = new Set<string>();
  const done = new Set<string>();
  const walk = (node: string, way: readonly string[]): void => {
    const start = way.indexOf(node);
    if (start >= 0) {
      found.add([...way.slice(start), node].join(" → "));
      return;
    }
    if (done.has(node)) return;
    for (const target of next.get(node) ?? []) walk(target, [...way, node]);
    done.add(node);
  };
  for (const node of next.keys()) walk(node, []);
  return [...found];
}
