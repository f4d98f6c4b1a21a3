import { parseArn } from "@log-destinations/core";
import { readRolePolicy } from "@log-destinations/local";
import { isGiven, type Values } from "../protocol/types.ts";

/**
 * Finds what is wrong with the value of an argument, in the words of the real provider where it has some; `undefined`
 * where nothing is.
 */
export type Check = (value: string | number, name: string, config: Values) => string | undefined;

export const validArn: Check = (value, name) =>
  parseArn(String(value))
    ? undefined
    : `"${name}" (${value}) is an invalid ARN; expected arn:PARTITION:SERVICE:REGION:ACCOUNT:NAME`;

/** A policy document may be any JSON object. */
export const validJsonPolicy: Check = (value, name) => {
  try {
    const document: unknown = JSON.parse(String(value));
    return typeof document === "object" && document !== null
      ? undefined
      : `"${name}" is not a policy; expected a JSON object`;
  } catch (error) {
    return `"${name}" contains an invalid JSON policy: ${(error as Error).message}`;
  }
};

/** A policy of a role must also be one that the local service can evaluate. */
export const validRolePolicy: Check = (value, name, config) => {
  const problem = validJsonPolicy(value, name, config);
  if (problem !== undefined) return problem;
  try {
    readRolePolicy(String(value));
    return undefined;
  } catch (error) {
    return `"${name}" cannot be used by the local service: ${(error as Error).message}`;
  }
};

export const oneOf =
  (...values: (string | number)[]): Check =>
  (value, name) =>
    values.includes(value) ? undefined : `expected ${name} to be one of ${JSON.stringify(values)}, got ${value}`;

export const between =
  (low: number, high: number): Check =>
  (value, name) =>
    Number(value) >= low && Number(value) <= high
      ? undefined
      : `expected ${name} to be in the range (${low} - ${high}), got ${value}`;

export const matching =
  (form: RegExp, expected: string): Check =>
  (value, name) =>
    form.test(String(value)) ? undefined : `"${name}" is ${JSON.stringify(value)}; expected ${expected}`;

/** For an argument that may not be given together with another one. */
export const conflictsWith =
  (other: string, check?: Check): Check =>
  (value, name, config) =>
    isGiven(config[other]) ? `"${name}": conflicts with ${other}` : check?.(value, name, config);
