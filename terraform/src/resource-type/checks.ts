import { parseArn } from "@log-destinations/core";
import {
  checkRolePolicy,
  describeShape,
  isObject,
  memberViolations,
  type Shape,
  showValue,
} from "@log-destinations/core/service";
import { isGiven, type Values } from "../protocol/types.ts";

/**
 * Finds what is wrong with the value of an argument, in the words of the real provider where it has some; `undefined`
 * where nothing is.
 */
export type Check = (value: string | number, name: string, config: Values) => string | undefined;

export const validArn: Check = (value, name) =>
  parseArn(String(value))
    ? undefined
    : `"${name}" (${value}) is an invalid ARN; expected arn:PARTITION:SERVICE:REGION:ACCOUNT:NAME [LD4001]`;

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
  return (value, name) =>
    memberViolations({ [name]: shape }, { [name]: value }).length === 0
      ? undefined
      : unexpected(name, value, describeShape(shape));
}

export const oneOf =
  (...values: (string | number)[]): Check =>
  (value, name) =>
    values.includes(value) ? undefined : `expected ${name} to be one of ${JSON.stringify(values)}, got ${value}`;

export const inRange =
  (low: number, high: number): Check =>
  (value, name) =>
    Number(value) >= low && Number(value) <= high
      ? undefined
      : `expected ${name} to be in the range (${low} - ${high}), got ${value}`;

export const matching =
  (form: RegExp, expected: string): Check =>
  (value, name) =>
    form.test(String(value)) ? undefined : unexpected(name, value, expected);

function unexpected(name: string, value: string | number, expected: string): string {
  return `"${name}" is ${showValue(value)}; expected ${expected} [LD4004]`;
}

/** For an argument that may not be given together with another one. */
export const conflictsWith =
  (other: string, check?: Check): Check =>
  (value, name, config) =>
    isGiven(config[other]) ? `"${name}": conflicts with ${other}` : check?.(value, name, config);
