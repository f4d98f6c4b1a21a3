import { comparisonOf, conditionHolds, isKnownOperator, matchesPattern } from "./conditions.ts";
import type { PolicyCondition } from "./document.ts";
import { type SourceValue, sourceKeys, type TrustSource } from "./source-keys.ts";
import { type Answer, all, any, between, type Verdict } from "./verdict.ts";

/** Stands in a policy for a text that is still unknown. It is a character that IAM takes in no policy. */
export const unknownText = "\0";

/** Why a condition is never evaluated, as the rest of a sentence about its statement; `undefined` where it is. */
export function whyNotEvaluated({ operator, key }: PolicyCondition): string | undefined {
  const known = sourceKeys.get(key.toLowerCase());
  if (!known) {
    const names = [...sourceKeys.values()].map(({ name }) => name);
    return `uses the condition key ${key}; those that are evaluated here: ${names.join(", ")}`;
  }
  if (!isKnownOperator(asStringOperator(operator))) {
    return `uses the condition operator ${operator}, which is not evaluated here`;
  }
  // [F270, F281]
  if (known.multivalued && operator !== "Null" && !operator.startsWith("For")) {
    return `compares ${known.name}, a list of values, by ${operator}; use ForAnyValue:${operator}`;
  }
  return undefined;
}

/**
 * Does a condition hold for a call on behalf of the source?
 *
 * @param version that of the policy, by which `${…}` in a value is a variable or a text [F269]
 */
export function conditionVerdict(
  condition: PolicyCondition,
  version: string | undefined,
  source: TrustSource,
): Verdict {
  const { operator, key, values } = condition;
  const open = (reason: string): Verdict => ({ answer: "undecided", reason });
  const unevaluated = whyNotEvaluated(condition);
  if (unevaluated !== undefined) return open(unevaluated);
  const isNull = operator === "Null";
  if (isNull && values.includes(unknownText)) return open("has a Null whose value is not known yet");
  const texts = version === "2012-10-17" ? withVariables(values, source) : values;
  // Such a variable might make the whole statement invalid. [F280]
  if (!texts) return open(`compares ${key} with a variable whose value is not known`);

  const value = valueIn(key, source);
  const matches = isNull || !value ? "no" : any(texts, comparer(operator, value));
  // What the operator makes of a match, and of a missing key, is asked with a value that matches and with none.
  const itself = "value";
  const holds = (matching: boolean): boolean => {
    const compared = isNull ? values : matching ? [itself] : [];
    return conditionHolds({ operator: asStringOperator(operator), key, values: compared }, value ? [itself] : []);
  };
  const answer = between(holds(matches === "yes"), holds(matches !== "no"));
  return { answer, reason: answer === "yes" ? "" : explain(condition, value, answer) };
}

function valueIn(key: string, source: TrustSource): SourceValue | undefined {
  return sourceKeys.get(key.toLowerCase())?.of(source);
}

/** The texts with the values of their variables; `undefined` where one has none that is known here. */
function withVariables(texts: readonly string[], source: TrustSource): readonly string[] | undefined {
  let known = true;
  const replacement = (_: string, name: string): string => {
    const [value, ...others] = valueIn(name, source) ?? [];
    known &&= value !== undefined && others.length === 0;
    return value ?? "";
  };
  const replaced = texts.map((text) => (text.includes("${") ? text.replace(/\$\{([^}]*)\}/g, replacement) : text));
  return known ? replaced : undefined;
}

/** Stands for an unknown part, which only a star matches whatever it is: nobody writes that many question marks. */
const anyText = "\0".repeat(64);

/** Compares a text of a condition with the value of the call, as the operator does, its negation aside. */
function comparer(operator: string, value: SourceValue): (text: string) => Answer {
  const stringOperator = asStringOperator(operator);
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

/** `ArnEquals` and `ArnLike` are the same to IAM, and both take wildcards. [F122] */
function asStringOperator(operator: string): string {
  return operator.replace(/\bArn(Not)?(?:Equals|Like)/, "String$1Like");
}

function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** Why a condition does not hold, or may not, as the rest of a sentence about its statement. */
function explain({ operator, key, values }: PolicyCondition, value: SourceValue | undefined, answer: Answer): string {
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
