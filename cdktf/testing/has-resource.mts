import { refuseUnknownProvider } from "./found-destination.mts";
import type { Judgement } from "./lets-subscribe.mts";
import { isMatcher, refuseBadQuestion } from "./questions.mts";
import { type Attributes, resourcesOf, synthesized } from "./synthesized.mts";
import { hasToken } from "./terraform-text.mts";

/** How the runner compares, with its own matchers for parts of a value. */
export type Equals = (actual: unknown, expected: unknown) => boolean;

/**
 * Does the stack make a destination with these attributes, named as in Terraform?
 *
 * @param stack a `TerraformStack`, or its synthesized JSON
 * @throws TypeError for an attribute that no destination is given, or a value that it cannot have
 * @throws an error where the answer hangs on what only Terraform can compute
 */
export function hasLogDestination(stack: unknown, attributes: Attributes = {}, equals: Equals = isEqual): Judgement {
  return hasResource(stack, "aws_cloudwatch_log_destination", attributes, equals);
}

/**
 * Does the stack make a subscription filter with these attributes, named as in Terraform?
 *
 * @param stack a `TerraformStack`, or its synthesized JSON
 * @throws as {@link hasLogDestination}
 */
export function hasLogSubscription(stack: unknown, attributes: Attributes = {}, equals: Equals = isEqual): Judgement {
  return hasResource(stack, "aws_cloudwatch_log_subscription_filter", attributes, equals);
}

function hasResource(
  stack: unknown,
  type: "aws_cloudwatch_log_destination" | "aws_cloudwatch_log_subscription_filter",
  asked: Attributes,
  equals: Equals,
): Judgement {
  refuseBadQuestion(type, asked);
  const read = synthesized(stack);
  refuseUnknownProvider([read], asked.provider);
  const found = resourcesOf(read, type);
  const meant = asked.provider === "aws" ? { ...asked, provider: undefined } : asked;
  return judgeValues(
    found.map(({ address, attributes }) => ({
      address,
      values: attributes.provider === "aws" ? { ...attributes, provider: undefined } : attributes,
    })),
    meant,
    equals,
  );
}

/** @throws an error where none fits, and one would if Terraform computed what was asked for */
export function judgeValues(
  found: readonly { readonly address: string; readonly values: Attributes }[],
  asked: Attributes,
  equals: Equals,
): Judgement {
  const expected = Object.entries(asked);
  const fitting = found.find(({ values }) => expected.every(([name, value]) => equals(values[name], value)));
  if (fitting) return { passes: true, reason: `${fitting.address} has them` };
  for (const { address, values } of found) {
    const differing = expected.filter(([name, value]) => !equals(values[name], value));
    const computed = differing.filter(([name, value]) => hasExpression(values[name]) && isLiteralText(value));
    const [first] = computed;
    if (first === undefined || computed.length < differing.length) continue;
    throw new Error(
      `only Terraform can compute ${first[0]} of ${address}: ${JSON.stringify(values[first[0]])}; expect that expression, or leave ${first[0]} out [LD2719]`,
    );
  }
  const has = JSON.stringify(
    found.map(({ values }) => values),
    undefined,
    2,
  );
  return { passes: false, reason: `the stack has ${has} [LD2722]` };
}

function hasExpression(value: unknown): boolean {
  return typeof value === "string" ? hasToken(value) : Array.isArray(value) && value.some(hasExpression);
}

/** A value in which nothing is left open. */
function isLiteralText(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isLiteralText);
  return typeof value !== "object" && !hasExpression(value);
}

/** As a runner compares, for those that have no comparison of their own. */
export function isEqual(actual: unknown, expected: unknown): boolean {
  if (isMatcher(expected)) return expected.asymmetricMatch(actual);
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, at) => isEqual(actual[at], item))
    );
  }
  if (typeof expected !== "object" || expected === null || typeof actual !== "object" || actual === null) {
    return Object.is(actual, expected);
  }
  const names = new Set([...Object.keys(actual), ...Object.keys(expected)]);
  return [...names].every((name) => isEqual((actual as Attributes)[name], (expected as Attributes)[name]));
}
