import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** The wings by the first digit of their ids. */
const wings: Readonly<Record<string, readonly string[]>> = {
  1: ["core/src"],
  2: ["cdktf/src", "cdktf/testing"],
  3: ["local/src"],
  4: ["terraform/src"],
  5: ["cli/src"],
};

/** Functions that make errors, by the place of the message among their arguments; of a class with Error in its name the first. */
const messageAt: Readonly<Record<string, number>> = { LogsError: 1, credentialsError: 0, failureOf: 2 };

/** Messages without an id of their own, by how they begin. */
const exceptions = [
  // Each finding in it ends with the name of its rule.
  "the service refuses this accessPolicy: ",
  // In the place of a message that the service left out.
  "HTTP status ",
  // Ends with the id of the pattern's fault.
  "the service refuses the filterPattern ",
  "filterPattern is ",
  // Its id ends the first line, and each finding below it with the name of its rule.
  "the given access policy of ",
  // Ends with the id of the declaration's fault.
  "in ",
  // In the words of the real provider, or of IAM.
  "duplicate Sid (",
  "shard_count must ",
  "AWS account ID not allowed: ",
  "invalid AWS Region: ",
  "partition (",
  "arn: ",
  "service must be ",
  "region must be ",
  "resource must begin ",
  "product_name must ",
  "putting IAM Role Policy (",
  "no matching IAM Policy found",
  "multiple IAM Policies matched; ",
  "resource aws_iam_policy_attachment ",
  '"groups": one of ',
  "when destination is '",
  "starting Kinesis Firehose Delivery Stream (",
  "starting Kinesis Stream (",
  "creating KMS Alias (",
  "attaching KMS Key policy (",
];

interface Message {
  readonly where: string;
  readonly begin: string;
  readonly end: string;
}

const files = Object.values(wings).flat().flatMap(filesIn);
const texts = files.flatMap((file) => textsOf(file).map((text) => ({ file, text })));
const ids = texts.flatMap(({ file, text }) => [...text.matchAll(/\[(LD\d+)\]/g)].map(([, id]) => ({ file, id })));

const page = readFileSync(join(root, "docs/messages.md"), "utf8");
const listed = [...page.matchAll(/^\| (LD\d+) \|(.*)\|(.*)\|$/gm)].map(([, id, message = "", remedy = ""]) => {
  return { id, message: message.trim(), remedy: remedy.trim() };
});

describe("ids of messages", () => {
  it("are in the sources and in the catalogue, each once", () => {
    const inSources = ids.map(({ id }) => id).sort();
    expect(inSources).toEqual([...new Set(inSources)]);
    expect(listed.map(({ id }) => id).sort()).toEqual(inSources);
    expect(inSources.length).toBeGreaterThan(40);
  });

  it("have four digits, the first that of their wing", () => {
    const foreign = ids.filter(({ file, id = "" }) => {
      return !/^LD\d{4}$/.test(id) || !wings[id.charAt(2)]?.some((folder) => file.startsWith(`${folder}/`));
    });
    expect(foreign).toEqual([]);
  });

  it("are explained", () => {
    expect(listed.filter(({ message, remedy }) => message === "" || remedy === "")).toEqual([]);
  });

  it("end every error that is our own", () => {
    const checked = files.flatMap(messagesOf);
    expect(checked.length).toBeGreaterThan(40);
    const bare = checked.filter(({ begin, end }) => {
      return !/ \[LD\d{4}\]$/.test(end) && !exceptions.some((known) => begin.startsWith(known));
    });
    expect(bare).toEqual([]);
  });
});

it("the rules of access policies are in the catalogue, in their order", () => {
  const source = readFileSync(join(root, "core/src/policy/finding.ts"), "utf8");
  const [, union = ""] = /export type PolicyRule =([^;]*);/.exec(source) ?? [];
  const rules = [...union.matchAll(/"([a-z-]+)"/g)].map(([, rule]) => rule);
  expect(rules.length).toBeGreaterThan(10);
  expect([...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, rule]) => rule)).toEqual(rules);
});

function filesIn(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  const found = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return found.filter((file) => /(?<!\.d)\.m?ts$/.test(file)).map((file) => `${folder}/${file.replaceAll("\\", "/")}`);
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
}

/** The strings of a file, comments left out, and a template's text around what it fills in. */
function textsOf(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralExpression(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isTemplateHead(node))
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return found;
}

/** The messages of errors that are made in a file, as far as they are written there. */
function messagesOf(file: string): Message[] {
  const source = parse(file);
  const found: Message[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
      const name = node.expression.getText();
      const at = messageAt[name] ?? (ts.isNewExpression(node) && name.endsWith("Error") ? 0 : undefined);
      const message = at === undefined ? undefined : node.arguments?.[at];
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      for (const [begin, end] of message ? written(message) : []) found.push({ where: `${file}:${line}`, begin, end });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** How a message begins and ends: each of the two sides of a choice, and the value of a constant close by. */
function written(message: ts.Expression): [begin: string, end: string][] {
  if (ts.isStringLiteral(message) || ts.isNoSubstitutionTemplateLiteral(message)) return [[message.text, message.text]];
  if (ts.isTemplateExpression(message)) return [[message.head.text, message.templateSpans.at(-1)?.literal.text ?? ""]];
  if (ts.isParenthesizedExpression(message)) return written(message.expression);
  if (ts.isConditionalExpression(message)) return [...written(message.whenTrue), ...written(message.whenFalse)];
  if (ts.isBinaryExpression(message)) {
    const [first] = written(message.left);
    return written(message.right).map(([begin, end]) => [first?.[0] ?? begin, end]);
  }
  const value = ts.isIdentifier(message) ? constantNamed(message) : undefined;
  return value ? written(value) : [];
}

/** The value of a constant, of this function or one around it. */
function constantNamed(name: ts.Identifier): ts.Expression | undefined {
  for (let around: ts.Node = name; around; around = around.parent) {
    if (!ts.isBlock(around) && !ts.isSourceFile(around)) continue;
    for (const statement of around.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      const declared = statement.declarationList.declarations.find((one) => one.name.getText() === name.text);
      if (declared?.initializer) return declared.initializer;
    }
  }
  return undefined;
}
