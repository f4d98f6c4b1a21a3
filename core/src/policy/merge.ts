import { parseAccessPolicy, refuseUnreadable } from "./document.ts";
import { single, sortedSet } from "./values.ts";
import { hasVariables } from "./variables.ts";

type Strings = string | string[];

interface WrittenStatement {
  Sid?: string;
  Effect?: string;
  Principal?: unknown;
  Action?: Strings;
  Resource?: Strings;
  Condition?: Record<string, Record<string, Strings>>;
}

/**
 * Joins access policies into one that says what all of them say. Statements that differ in their account ids alone, or
 * in the ids or paths of one condition alone, become one statement; all others are kept unchanged. Other members of the
 * documents, such as `Id`, are those of the first that has them.
 *
 * The `Version` is 2012-10-17, unless that would make variables [F269] of the texts `${…}` that an older one has.
 *
 * @example
 * const accessPolicy = mergeAccessPolicies(destination.accessPolicy ?? "", accessPolicy({ destinationArn, accounts }));
 * @param policies JSON texts; empty ones are left out
 * @returns compact JSON; it may be over the service's limit, which `checkAccessPolicy` finds
 * @throws TypeError where one of them cannot be read, and where one has `${…}` as a text and another as a variable
 */
export function mergeAccessPolicies(...policies: readonly string[]): string {
  const written = policies.filter((text) => text !== "").map(readPolicy);
  const merged = new Map<string, WrittenStatement>();
  for (const statement of written.flatMap(({ Statement }) => Statement)) {
    const key = mergeKey(statement);
    const before = merged.get(key);
    if (!before) merged.set(key, statement);
    else if (!key.startsWith(alone)) merged.set(key, join(before, statement));
  }
  const others = Object.assign({}, ...written.map(({ Version: _, Statement: __, ...rest }) => rest).reverse());
  const Statement = [...withUniqueSids(merged.values())];
  return JSON.stringify({ Version: versionOf(written), ...others, Statement });
}

interface WrittenPolicy {
  Version: string | undefined;
  Statement: WrittenStatement[];
}

function readPolicy(text: string): WrittenPolicy {
  const policy = parseAccessPolicy(text);
  refuseUnreadable(policy);
  const { Statement, ...rest } = JSON.parse(text);
  const written = { ...rest, Version: policy.version, Statement: [Statement].flat() };
  try {
    JSON.stringify(written);
  } catch (cause) {
    throw new TypeError("the access policy cannot be merged: it is nested too deeply [LD1407]", { cause });
  }
  return written;
}

/** The version under which each `${…}` means what it meant. */
function versionOf(policies: readonly WrittenPolicy[]): string {
  const marked = policies.filter(({ Statement }) => JSON.stringify(Statement).includes("${"));
  const asVariables = marked.filter(({ Version }) => hasVariables(Version));
  if (asVariables.length === marked.length) return asVariables[0]?.Version ?? "2012-10-17";
  if (asVariables.length === 0) return "2008-10-17";
  throw new TypeError(
    `the access policies cannot be merged: ${asVariables[0]?.Version} has \${…} as variables, and 2008-10-17, or no Version, as texts; write the values themselves [LD1408]`,
  );
}

const plainMembers = new Set(["Sid", "Effect", "Principal", "Action", "Resource", "Condition"]);
/** Operators under which a statement lets in the accounts of each of its values. */
const additive = /^(ForAnyValue:)?String(Equals|Like)$/;

const alone = "alone";

/** Statements with the same key can be joined; one that cannot be joined with any has itself as the key. */
function mergeKey(statement: WrittenStatement): string {
  const { Effect, Principal, Action = [], Resource = [], Condition } = statement;
  const itself = `${alone} ${JSON.stringify({ ...statement, Sid: undefined })}`;
  if (Object.keys(statement).some((member) => !plainMembers.has(member))) return itself;
  const about = [Effect, sortedSet(Action), sortedSet(Resource)];
  if (Condition === undefined) return accountsOf(Principal) ? JSON.stringify([...about, "accounts"]) : itself;
  const [operator, ...moreOperators] = Object.keys(Condition);
  const [key, ...moreKeys] = Object.keys(Condition[operator ?? ""] ?? {});
  const one = operator !== undefined && key !== undefined && moreOperators.length + moreKeys.length === 0;
  return one && Principal === "*" && additive.test(operator) ? JSON.stringify([...about, operator, key]) : itself;
}

function join(a: WrittenStatement, b: WrittenStatement): WrittenStatement {
  const accounts = [a, b].map(({ Principal }) => accountsOf(Principal));
  if (a.Condition === undefined) {
    return accounts[0] && accounts[1] ? { ...a, Principal: { AWS: union(accounts[0], accounts[1]) } } : a;
  }
  const [[operator, keys] = ["", {}]] = Object.entries(a.Condition);
  const [[key, values] = ["", []]] = Object.entries(keys);
  const others = b.Condition?.[operator]?.[key] ?? [];
  return { ...a, Condition: { [operator]: { [key]: union(values, others) } } };
}

function accountsOf(principal: unknown): Strings | undefined {
  if (typeof principal !== "object" || principal === null || Object.keys(principal).join() !== "AWS") return undefined;
  return (principal as { AWS: Strings }).AWS;
}

function union(a: Strings, b: Strings): Strings {
  return single([...new Set([a, b].flat())]);
}

/** IAM wants the names of statements to differ. */
function* withUniqueSids(statements: Iterable<WrittenStatement>): Generator<WrittenStatement> {
  const seen = new Set<string>();
  for (const statement of statements) {
    const { Sid, ...unnamed } = statement;
    const taken = Sid !== undefined && seen.has(Sid);
    if (Sid !== undefined) seen.add(Sid);
    yield taken ? unnamed : statement;
  }
}
