import {
  comparisonOf,
  conditionHolds,
  holdsWithoutKey,
  isKnownOperator,
  takesWildcards,
  withoutArnOperator,
} from "./conditions.ts";
import type { PolicyCondition } from "./document.ts";
import { type KeyValue, keyIn } from "./request-keys.ts";
import type { RoleRequest } from "./role-request.ts";
import { withoutVariables } from "./variables.ts";
import { type Answer, all, any, between, type Verdict } from "./verdict.ts";
import { matchesPattern } from "./wildcards.ts";

/** Stands in a policy for a text that is still unknown. It is a character that IAM takes in no policy. */
export const unknownText = "\0";

type Key = ReturnType<typeof keyIn>;

/** Why a condition is not evaluated, as the rest of a sentence about its statement; `undefined` where it is. */
function whyNotEvaluated({ operator, key, values }: PolicyCondition, found: Key): string | undefined {
  if (found.carried === "unknown") {
    return `uses the condition key ${key}, and it is not known what CloudWatch Logs sends for it`;
  }
  if (operator === "Null" && values.includes(unknownText)) return "has a Null whose value is not known yet";
  const absent = found.carried === "absent";
  const evaluable = absent
    ? holdsWithoutKey({ operator, key, values }) !== undefined
    : isKnownOperator(asStringOperator(operator, found));
  if (!evaluable) return `uses the condition operator ${operator}, which is not evaluated here`;
  // [F270, F281]
  if (!absent && found.multivalued && operator !== "Null" && !operator.startsWith("For")) {
    return `compares ${found.name}, a list of values, by ${operator}; use ForAnyValue:${operator}`;
  }
  return undefined;
}

/**
 * Does a condition hold in a request of CloudWatch Logs?
 *
 * @param version that of the policy, by which `${…}` in a value is a variable or a text [F269]
 */
export function conditionVerdict(
  condition: PolicyCondition,
  version: string | undefined,
  request: RoleRequest,
): Verdict {
  const { key, values } = condition;
  const open = (reason: string): Verdict => ({ answer: "undecided", reason });
  const found = keyIn(key, request);
  const unevaluated = whyNotEvaluated(condition, found);
  if (unevaluated !== undefined) return open(unevaluated);
  const kind = takesWildcards(condition.operator) ? "pattern" : "text";
  const variables = variablesIn(request);
  const texts = values.map((text) => withoutVariables(text, version, kind, variables));
  // Such a variable might make the whole statement invalid. [F280]
  if (!texts.every((text) => text !== undefined)) {
    return open(`compares ${key} with a variable whose value is not known`);
  }

  const value = typeof found.carried === "string" ? undefined : found.carried;
  const answer = value ? comparedVerdict(condition, texts, value, found) : holdsWithoutKey(condition) ? "yes" : "no";
  return { answer, reason: answer === "yes" ? "" : explain(condition, value, answer) };
}

function comparedVerdict(
  { operator, key, values }: PolicyCondition,
  texts: readonly string[],
  value: KeyValue,
  found: Key,
) {
  const isNull = operator === "Null";
  const stringOperator = asStringOperator(operator, found);
  const matches = isNull ? "no" : any(texts, comparer(operator, stringOperator, value));
  // The operator's negation and quantifier are asked with a value that matches and with none.
  const itself = "value";
  const holds = (matching: boolean): boolean =>
    conditionHolds({ operator: stringOperator, key, values: isNull ? values : matching ? [itself] : [] }, [itself]);
  return between(holds(matches === "yes"), holds(matches !== "no"));
}

/** The value by which a policy's variable is replaced in this request; `undefined` where it has none, several, or one that is open. */
export function variablesIn(request: RoleRequest): (key: string) => string | undefined {
  return (key) => {
    const { carried, multivalued } = keyIn(key, request);
    if (typeof carried === "string" || multivalued || carried.includes(undefined)) return undefined;
    return carried.join(":");
  };
}

/** Stands for an unknown part, which only a star matches whatever it is: nobody writes that many question marks. */
const anyText = "\0".repeat(64);

/** Compares a text of a condition with the value of the call, as the operator does, its negation aside. */
function comparer(operator: string, stringOperator: string, value: KeyValue): (text: string) => Answer {
  const matches = comparisonOf(stringOperator);
  const withWildcards = matches === matchesPattern;
  const whole = value.map((part) => part ?? anyText).join(":");
  const comparePart = (text: string | undefined, part: string | undefined): Answer => {
    if (text === undefined) return "no";
    if (part !== undefined) return matches?.(text, part) ? "yes" : "no";
    if (withWildcards) return /^\*+$/.test(text) ? "yes" : "undecided";
    // No ARN holds a wildcard. [F115]
    return hasWildcard(text) ? "no" : "undecided";
  };
  return (text) => {
    if (text === unknownText) return "undecided";
    const parts = split(text, value.length);
    const byPart = all(value, (part, index) => comparePart(parts[index], part));
    // ArnLike compares what is between the colons, and a star of StringLike reaches over them. [F266]
    const reachesOver = withWildcards && operator === stringOperator && byPart !== "yes";
    return reachesOver && matchesPattern(text, whole) ? "yes" : byPart;
  };
}

/** The text at its colons, with all that is left in the last part. */
function split(text: string, most: number): string[] {
  const parts = text.split(":");
  return parts.length <= most ? parts : [...parts.slice(0, most - 1), parts.slice(most - 1).join(":")];
}

function asStringOperator(operator: string, { boolean }: Pick<Key, "boolean">): string {
  const compared = boolean ? operator.replace(/\bBool/, "StringEqualsIgnoreCase") : operator;
  return withoutArnOperator(compared);
}

function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** Why a condition does not hold, or may not, as the rest of a sentence about its statement. */
function explain({ operator, key, values }: PolicyCondition, value: KeyValue | undefined, answer: Answer): string {
  const known = value?.map((part) => part ?? "*").join(":");
  if (answer === "undecided") {
    return values.includes(unknownText)
      ? `compares ${key} with a text that is not known yet`
      : `may apply or not: all that is known of ${key} is ${known}`;
  }
  const literal = /String(?!Not|Like)/.test(operator) && values.some(hasWildcard);
  const wildcards = key.toLowerCase() === "aws:sourcearn" ? "ArnLike or StringLike" : "StringLike";
  const why = literal
    ? `${operator} compares ${key} without wildcards; use ${wildcards}`
    : `${operator} does not hold where ${key} is ${known ?? "missing"}`;
  return `does not apply, as ${why}`;
}
