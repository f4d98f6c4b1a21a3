import type { PolicyCondition, PolicyStatement } from "./document.ts";
import { holdsVariable, withoutVariables } from "./variables.ts";
import { matchesPattern } from "./wildcards.ts";

type Comparison = (pattern: string, value: string) => boolean;

const equals: Comparison = (expected, value) => expected === value;
const equalsIgnoringCase: Comparison = (expected, value) => expected.toLowerCase() === value.toLowerCase();

const comparisons: ReadonlyMap<string, { matches: Comparison; negated: boolean }> = /* @__PURE__ */ new Map([
  ["StringEquals", { matches: equals, negated: false }],
  ["StringNotEquals", { matches: equals, negated: true }],
  ["StringEqualsIgnoreCase", { matches: equalsIgnoringCase, negated: false }],
  ["StringNotEqualsIgnoreCase", { matches: equalsIgnoringCase, negated: true }],
  ["StringLike", { matches: matchesPattern, negated: false }],
  ["StringNotLike", { matches: matchesPattern, negated: true }],
]);

interface Operator {
  quantifier: "ForAnyValue" | "ForAllValues" | undefined;
  comparison: { matches: Comparison; negated: boolean };
  ifExists: boolean;
}

function parseOperator(written: string): Operator | undefined {
  const match = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(written);
  const comparison = comparisons.get(match?.[2] ?? "");
  if (!match || !comparison) return undefined;
  return { quantifier: match[1] as Operator["quantifier"], comparison, ifExists: match[3] !== undefined };
}

/** The operator by which strings are compared as this one compares ARNs; another operator stays as it is. */
export function withoutArnOperator(operator: string): string {
  // ArnEquals and ArnLike are the same to IAM, and both take wildcards. [F122]
  return operator.replace(/\bArn(Not)?(?:Equals|Like)/, "String$1Like");
}

/** How an operator compares one of its values with one of the caller, its negation aside; `undefined` for `Null`. */
export function comparisonOf(operator: string): Comparison | undefined {
  return parseOperator(operator)?.comparison.matches;
}

/** Can {@link conditionHolds} evaluate this operator? */
export function isKnownOperator(operator: string): boolean {
  return operator === "Null" || parseOperator(operator) !== undefined;
}

/**
 * Can all conditions of a statement be evaluated? Not with operators other than those over strings and `Null` [F74], with a
 * variable in a value [F355], and with a text where `Null` takes `true` or `false` [F358].
 *
 * @param version that of the policy, by which `${…}` in a value is a variable or a text
 */
export function isEvaluable({ conditions }: Pick<PolicyStatement, "conditions">, version?: string): boolean {
  return conditions.every((condition) => isEvaluableCondition(condition, version));
}

/** See {@link isEvaluable}. */
export function isEvaluableCondition({ operator, values }: PolicyCondition, version: string | undefined): boolean {
  if (operator === "Null") return values.every(isBoolean);
  return isKnownOperator(operator) && !values.some((text) => holdsVariable(text, version));
}

/** Is it one of the two values that `Null` takes? [F123] */
export function isBoolean(value: string): boolean {
  return value === "true" || value === "false";
}

/** The condition with its variables replaced, if they have fixed values; otherwise their texts are kept. */
export function withFixedValues(condition: PolicyCondition, version: string | undefined): PolicyCondition {
  const kind = takesWildcards(condition.operator) ? "pattern" : "text";
  return { ...condition, values: condition.values.map((text) => withoutVariables(text, version, kind) ?? text) };
}

/** Are `*` and `?` wildcards under this operator? [F122] */
export function takesWildcards(operator: string): boolean {
  return /Like|Arn/.test(operator);
}

/** The operators that IAM has, those included that are not evaluated here. */
const operatorForm =
  /^(?:(ForAnyValue|ForAllValues):)?((?:String(?:Not)?(?:Equals(?:IgnoreCase)?|Like))|(?:Arn(?:Not)?(?:Equals|Like))|(?:(?:Numeric|Date)(?:(?:Not)?Equals|(?:Less|Greater)Than(?:Equals)?))|Bool|BinaryEquals|(?:Not)?IpAddress)(IfExists)?$/;

/**
 * Does a condition hold in a request that lacks its key? It does with negated operators, `…IfExists`, `ForAllValues:` and
 * `Null: true`. [F123]
 * @returns `undefined` for an operator that IAM does not have
 */
export function holdsWithoutKey({ operator, values }: PolicyCondition): boolean | undefined {
  if (operator === "Null") return values.includes("true");
  const [form, quantifier, comparison = "", ifExists] = operatorForm.exec(operator) ?? [];
  if (form === undefined) return undefined;
  // That a quantifier does not change what IfExists means is inferred. [F124]
  if (ifExists || quantifier === "ForAllValues") return true;
  return quantifier !== "ForAnyValue" && comparison.includes("Not");
}

/**
 * Evaluates one condition as IAM does. [F122, F123]
 *
 * @param present the caller's values of the condition's key, empty where the caller has none
 * @throws TypeError for an operator that is not one of the string operators or `Null`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionHolds(condition: PolicyCondition, present: readonly string[]): boolean {
  const { operator, values } = condition;
  if (operator === "Null") return values.includes(String(present.length === 0));
  const read = parseOperator(operator);
  if (!read) throw new TypeError(`the condition operator ${operator} is not one that can be evaluated here [LD1402]`);
  if (present.length === 0) return holdsWithoutKey(condition) === true;

  const { matches, negated } = read.comparison;
  const holds = (value: string): boolean => values.some((pattern) => matches(pattern, value)) !== negated;
  return read.quantifier === "ForAllValues" || (read.quantifier === undefined && negated)
    ? present.every(holds)
    : present.some(holds);
}
