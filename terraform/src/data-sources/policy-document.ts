import { crc32 } from "node:zlib";
import { DiagnosticError } from "../diagnostics.ts";
import { optionalText } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";

interface StatementJson {
  Sid?: string;
  [member: string]: unknown;
}

interface PolicyJson {
  Version?: string;
  Id?: string;
  Statement?: StatementJson[];
}

/** `aws_iam_policy_document`: a policy as JSON, written exactly as the real provider writes it. [F238] */
export function policyDocument(config: Values): Values {
  const own = ownDocument(config);
  const sources = documentsOf(config, "source_policy_documents", "source_json");
  const overrides = documentsOf(config, "override_policy_documents", "override_json");
  refuseRepeatedSids(sources);
  const merged = [...sources, own, ...overrides].reduce(mergeDocuments, {});
  const { Version = "2012-10-17", Id, Statement } = merged;
  const document = { Version, ...(Id !== undefined && { Id }), ...(Statement && { Statement }) };
  const json = JSON.stringify(document, null, 2);
  return {
    ...config,
    id: String(crc32(json)),
    json,
    minified_json: JSON.stringify(document),
    version: Version,
  };
}

function ownDocument(config: Values): PolicyJson {
  const version = optionalText(config, "version");
  const id = optionalText(config, "policy_id");
  const statements = ((config.statement ?? []) as readonly Values[]).map(statementOf);
  const repeated = repeatedSid(statements);
  if (repeated !== undefined) {
    throw new DiagnosticError(
      `duplicate Sid (${repeated}). Remove the Sid or ensure the Sid is unique.`,
      "",
      "statement",
    );
  }
  return {
    ...(version !== undefined && { Version: version }),
    ...(id !== undefined && { Id: id }),
    ...(statements.length > 0 && { Statement: statements }),
  };
}

/** The members are in the order of IAM's grammar and of the real provider. */
function statementOf(block: Values): StatementJson {
  const members: [string, unknown][] = [
    ["Sid", optionalText(block, "sid")],
    ["Effect", optionalText(block, "effect") ?? "Allow"],
    ["Action", listOrBareItem(block.actions)],
    ["NotAction", listOrBareItem(block.not_actions)],
    ["Resource", listOrBareItem(block.resources)],
    ["NotResource", listOrBareItem(block.not_resources)],
    ["Principal", principalsJson(block.principals)],
    ["NotPrincipal", principalsJson(block.not_principals)],
    ["Condition", conditionJson(block.condition)],
  ];
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/** A policy variable is written `&{aws:username}`, since Terraform would interpolate its own form. [F238] */
function withPolicyVariables(text: unknown): string {
  return String(text).replaceAll("&{", "${");
}

function listOrBareItem(values: unknown): string | string[] | undefined {
  const texts = ((values ?? []) as readonly unknown[]).map(withPolicyVariables).sort().reverse();
  return texts.length <= 1 ? texts[0] : texts;
}

function principalsJson(blocks: unknown): unknown {
  const listed = (blocks ?? []) as readonly Values[];
  if (listed.length === 0) return undefined;
  const byType = new Map<string, string[]>();
  for (const { type, identifiers } of listed) {
    const names = (identifiers as readonly string[]).map(withPolicyVariables);
    if (type === "*" && names.includes("*")) return "*";
    byType.set(String(type), [...(byType.get(String(type)) ?? []), ...names]);
  }
  return Object.fromEntries([...byType].sort().map(([type, names]) => [type, listOrBareItem(names)]));
}

function conditionJson(blocks: unknown): unknown {
  const listed = (blocks ?? []) as readonly Values[];
  if (listed.length === 0) return undefined;
  const byTest: Record<string, Record<string, string[]>> = {};
  for (const { test, variable, values } of listed) {
    byTest[String(test)] ??= {};
    const keys = byTest[String(test)] as Record<string, string[]>;
    keys[String(variable)] = [
      ...(keys[String(variable)] ?? []),
      ...(values as readonly string[]).map(withPolicyVariables),
    ];
  }
  const written = Object.entries(byTest)
    .sort()
    .map(([test, keys]) => {
      const sorted = Object.entries(keys).sort();
      return [test, Object.fromEntries(sorted.map(([key, values]) => [key, values.length === 1 ? values[0] : values]))];
    });
  return Object.fromEntries(written);
}

function documentsOf(config: Values, list: string, deprecated: string): PolicyJson[] {
  const texts = [optionalText(config, deprecated), ...((config[list] ?? []) as readonly (string | null)[])];
  return texts
    .filter((text) => text !== undefined && text !== null && text !== "")
    .map((text) => {
      try {
        const document = JSON.parse(text as string);
        const { Statement } = document;
        return Statement === undefined || Array.isArray(Statement) ? document : { ...document, Statement: [Statement] };
      } catch {
        throw new DiagnosticError(
          `${list} holds a text that is not JSON [LD4301]`,
          "Expected a policy document as JSON text.",
          list,
        );
      }
    });
}

function refuseRepeatedSids(sources: readonly PolicyJson[]): void {
  const repeated = repeatedSid(sources.flatMap(({ Statement = [] }) => Statement));
  if (repeated !== undefined) {
    throw new DiagnosticError(
      `source_policy_documents has the statement ${repeated} twice [LD4302]`,
      "Rename one of them: a later one would take its place in silence.",
      "source_policy_documents",
    );
  }
}

function repeatedSid(statements: readonly StatementJson[]): string | undefined {
  const sids = statements.flatMap(({ Sid }) => Sid || []);
  return sids.find((sid, index) => sids.indexOf(sid) !== index);
}

/** A later statement replaces an earlier one of the same `Sid`. [F238] */
function mergeDocuments(into: PolicyJson, from: PolicyJson): PolicyJson {
  const statements = [...(into.Statement ?? [])];
  for (const statement of from.Statement ?? []) {
    const index = statement.Sid ? statements.findIndex(({ Sid }) => Sid === statement.Sid) : -1;
    if (index < 0) statements.push(statement);
    else statements[index] = statement;
  }
  return { ...into, ...from, ...(statements.length > 0 && { Statement: statements }) };
}
