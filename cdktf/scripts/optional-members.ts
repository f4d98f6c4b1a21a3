import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/**
 * Lets each optional member of an interface take `undefined` in the declarations of a folder, `role: needed ? role : undefined`, under
 * `exactOptionalPropertyTypes` too. It means the same as leaving the member out. jsii compiles without that flag, so it writes
 * no declaration that says so.
 */
export function takeUndefined(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!/\.d\.m?ts$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(file, withUndefined(readFileSync(file, "utf8")));
  }
}

function withUndefined(declarations: string): string {
  const ends: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertySignature(node) && node.questionToken && node.type) ends.push(node.type.end);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("declarations.d.ts", declarations, ts.ScriptTarget.Latest));
  return ends.reduceRight((text, end) => `${text.slice(0, end)} | undefined${text.slice(end)}`, declarations);
}
