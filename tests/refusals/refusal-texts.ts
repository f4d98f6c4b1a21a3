import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

const root = join(import.meta.dirname, "../..");

/** A text that a source file refuses with. */
export interface RefusalText {
  /** From the root, with `/`. */
  readonly file: string;
  /** The text, `…` where a value stands in it; the expression in angle brackets where it is no text. */
  readonly text: string;
  /** The class of the error, where the source names it. */
  readonly code: string | undefined;
}

/** Could a message be this text? */
export function isText({ text }: RefusalText, message: string): boolean {
  const parts = text.split("…").map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`(?:^|[^\\w])${parts.join(".*")}`, "s").test(message);
}

/** The texts of `serviceError(code, text)` in a folder. */
export function textsOfServiceErrors(folder: string): RefusalText[] {
  return textsIn(folder, (node) => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== "serviceError") return undefined;
    const [code, text] = node.arguments;
    return text && { text, code: code && ts.isStringLiteral(code) ? code.text : undefined };
  });
}

/** The texts of `new FilterPatternError(text)`, `this.#wrong(text)` and `notDocumented(text)` in the parser of filter patterns. */
export function textsOfFilterPatternErrors(): RefusalText[] {
  const texts = textsIn("core/src/patterns", (node) => {
    const made = ts.isNewExpression(node) && node.expression.getText() === "FilterPatternError";
    const called = ts.isCallExpression(node) && /^(notDocumented|this\.#wrong)$/.test(node.expression.getText());
    const text = made || called ? node.arguments?.[0] : undefined;
    return text && { text };
  });
  // An expression puts texts together that stand elsewhere.
  return texts.filter(({ file, text }) => !file.endsWith("/filter-pattern-error.ts") && !text.startsWith("<"));
}

/** The texts of members and constants of the name `message` in a folder. */
function textsOfMessages(folder: string): RefusalText[] {
  return textsIn(folder, (node) => {
    const named =
      (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) && node.name.getText() === "message";
    return named && node.initializer ? { text: node.initializer } : undefined;
  });
}

/** The texts of what keeps an access policy from being read, and of the rules that refuse one. */
export function textsOfRefusedPolicies(): RefusalText[] {
  return textsOfMessages("core/src/policy").filter(
    ({ file }) =>
      file.endsWith("/document.ts") || readFileSync(join(root, file), "utf8").includes('severity: "refused"'),
  );
}

/** The texts of what the client refuses by itself. */
export function textsOfClientRefusals(): RefusalText[] {
  // An expression puts texts together that stand elsewhere.
  return textsOfMessages("core/src/refusals").filter(({ text }) => !text.startsWith("<"));
}

function textsIn(
  folder: string,
  find: (node: ts.Node) => { text: ts.Expression; code?: string | undefined } | undefined,
): RefusalText[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries
    .filter(({ name }) => name.endsWith(".ts"))
    .map(({ parentPath, name }) => join(parentPath, name));
  return files.flatMap((path) => {
    const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
    const found: RefusalText[] = [];
    const visit = (node: ts.Node): void => {
      const one = find(node);
      const file = relative(root, path).replaceAll("\\", "/");
      if (one) found.push(...textsOf(one.text).map((text) => ({ file, text: withoutId(text), code: one.code })));
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

/** Ids keep their place in the catalogue of messages. */
function withoutId(text: string): string {
  return text.replace(/ \[LD\d+\]$/, "");
}

function textsOf(expression: ts.Expression): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isTemplateExpression(expression)) {
    return [[expression.head.text, ...expression.templateSpans.map(({ literal }) => literal.text)].join("…")];
  }
  if (ts.isConditionalExpression(expression)) {
    return [expression.whenTrue, expression.whenFalse].flatMap(textsOf);
  }
  const constant = ts.isIdentifier(expression) ? initializerOf(expression) : undefined;
  return constant ? textsOf(constant) : [`<${expression.getText().replaceAll(/\s+/g, " ")}>`];
}

/** What a constant of the file is set to, by the nearest declaration of its name. */
function initializerOf({ text, parent }: ts.Identifier): ts.Expression | undefined {
  for (let scope: ts.Node = parent; scope; scope = scope.parent) {
    if (!ts.isBlock(scope) && !ts.isSourceFile(scope)) continue;
    const declared = scope.statements
      .filter(ts.isVariableStatement)
      .flatMap(({ declarationList }) => [...declarationList.declarations])
      .find(({ name }) => name.getText() === text);
    if (declared) return declared.initializer;
  }
  return undefined;
}
