import {
  checkRolePolicy,
  describeShape,
  isObject,
  memberViolations,
  type Shape,
  showValue,
} from "@log-destinations/core/service";
import { isGiven, type Value, type Values } from "../protocol/types.ts";

/**
 * Finds what is wrong with an argument that is given and known, in the words of the real provider where it has some;
 * `undefined` where nothing is.
 * @param value a text or number: the argument, an item of it if it is a list or set, a value of it if it is a map. For a
 *   block, all blocks of that name
 * @param name as in messages, such as `extended_s3_configuration.0.role_arn`
 * @param block the block that holds the argument
 * @param shown the value as a message may show it, which is not the value of a secret
 */
export type Check = (
  value: string | number | readonly Value[],
  name: string,
  block: Values,
  shown?: string,
) => string | undefined;

// The patterns of internal/verify/validate.go. [F343]
const arnParts: readonly [part: string, pattern: RegExp][] = [
  ["partition", /^aws(-[a-z]+)*$/],
  ["region", /^([a-z]{2}(-[a-z]+)+-\d{1,2})?$/],
  ["account ID", /^(aws|aws-managed|third-party|aws-marketplace|\d{12}|cw.{10})?$/],
];

/** `verify.ValidARN`. [F343] */
export const validArn: Check = (value, name, _, shown = String(value)) => {
  if (value === "") return undefined;
  const [prefix, partition = "", , region = "", account = "", ...resource] = String(value).split(":");
  const wrong = arnParts.find(([, pattern], index) => !pattern.test([partition, region, account][index] as string));
  const problem =
    (prefix !== "arn" && "arn: invalid prefix") ||
    (resource.length === 0 && "arn: not enough sections") ||
    (wrong && `invalid ${wrong[0]} value`) ||
    (resource.join(":") === "" && "missing resource value");
  return problem
    ? `"${name}" (${shown}) is an invalid ARN: ${problem}; expected arn:PARTITION:SERVICE:REGION:ACCOUNT:NAME [LD4001]`
    : undefined;
};

/** `validation.StringIsJSON`. */
export const validJson: Check = (value, name) => {
  try {
    JSON.parse(String(value));
    return undefined;
  } catch (error) {
    return `"${name}" contains an invalid JSON: ${(error as Error).message}`;
  }
};

/** A policy document may be any JSON object. */
export const validJsonPolicy: Check = (value, name) => {
  try {
    const document: unknown = JSON.parse(String(value));
    return isObject(document) ? undefined : `"${name}" is not a policy; expected a JSON object [LD4002]`;
  } catch (error) {
    return `"${name}" contains an invalid JSON policy: ${(error as Error).message}`;
  }
};

/** A policy of IAM must also have statements, each of the right form. */
export const validRolePolicy: Check = (value, name, config) => {
  const invalid = validJsonPolicy(value, name, config);
  if (invalid !== undefined) return invalid;
  const problem = checkRolePolicy(String(value));
  return problem && `"${name}" is no policy that IAM takes: ${problem} [LD4003]`;
};

/** The limit of a member, as the service has it. */
export function withinLimit(shape: Shape): Check {
  if (shape.type === "string" && shape.enum) return oneOf(...shape.enum);
  return (value, name, _, shown = showValue(value)) =>
    memberViolations({ [name]: shape }, { [name]: value }).length === 0
      ? undefined
      : unexpected(name, shown, describeShape(shape));
}

/** `validation.StringInSlice` or `IntInSlice`. */
export const oneOf =
  (...values: (string | number)[]): Check =>
  (value, name, _, shown = String(value)) => {
    if (values.some((allowed) => allowed === value)) return undefined;
    const listed = values.map((allowed) => JSON.stringify(allowed)).join(" ");
    return `expected ${lastOf(name)} to be one of [${listed}], got ${shown}`;
  };

/** `validation.IntBetween`. */
export const inRange =
  (low: number, high: number): Check =>
  (value, name, _, shown = String(value)) =>
    Number(value) >= low && Number(value) <= high
      ? undefined
      : `expected ${name} to be in the range (${low} - ${high}), got ${shown}`;

/** `validation.IntAtLeast`. */
export const atLeast =
  (low: number): Check =>
  (value, name, _, shown = String(value)) =>
    Number(value) >= low ? undefined : `expected ${name} to be at least (${low}), got ${shown}`;

/** `validation.StringLenBetween`, which counts bytes. */
export const lengthInRange =
  (low: number, high: number): Check =>
  (value, name, _, shown = String(value)) => {
    const length = new TextEncoder().encode(String(value)).length;
    return length >= low && length <= high
      ? undefined
      : `expected length of ${name} to be in the range (${low} - ${high}), got ${shown}`;
  };

/** `validation.StringMatch` without a message. */
export const matchingPattern =
  (pattern: RegExp): Check =>
  (value, name, _, shown = String(value)) =>
    pattern.test(String(value))
      ? undefined
      : `expected value of ${name} to match regular expression ${JSON.stringify(pattern.source)}, got ${shown}`;

/** The first problem that one of the checks finds. */
export const all =
  (...checks: Check[]): Check =>
  (value, name, block, shown) => {
    for (const check of checks) {
      const problem = check(value, name, block, shown);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };

export const matching =
  (form: RegExp, expected: string): Check =>
  (value, name, _, shown = showValue(value)) =>
    form.test(String(value)) ? undefined : unexpected(name, shown, expected);

function unexpected(name: string, shown: string, expected: string): string {
  return `"${name}" is ${shown}; expected ${expected} [LD4004]`;
}

/** For an argument or block that may not be given together with one of the others in the same block. */
export const conflictsWith = (...others: string[]): Check => {
  return (_value, name, block) => {
    const other = others.find((sibling) => isGiven(block[sibling]));
    return other === undefined ? undefined : `"${name}": conflicts with ${besides(name, other)}`;
  };
};

/** For an argument that may only be given together with the others in the same block. */
export const requiredWith =
  (...others: string[]): Check =>
  (_value, name, block) => {
    if (others.every((sibling) => block[sibling] !== null && block[sibling] !== undefined)) return undefined;
    const together = [name, ...others.map((other) => besides(name, other))].sort();
    return `"${name}": all of \`${together}\` must be specified`;
  };

/** The argument's own name, without the blocks that it is in. */
function lastOf(name: string): string {
  return name.replace(/\.\d+$/, "").replace(/^.*\./, "");
}

/** The name of another argument of the same block. */
function besides(name: string, other: string): string {
  return name.replace(/[^.]*$/, other);
}
