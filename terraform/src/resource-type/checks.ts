import { parseArn } from "@log-destinations/core";
import { readRolePolicy } from "@log-destinations/local";
import { isGiven, type Values } from "../protocol/types.ts";

/**
 * What is wrong with the value of an argument, in the words of the real provider where it has some; `undefined` where
 * nothing is.
 */
export type Check = (value: string | number, name: string, config: Values) => string | undefined;

/** Is this the ARN of anything? */
export const arn: Check = (value, name) =>
  parseArn(String(value))
    ? undefined
    : `"${name}" (${value}) is an invalid ARN; expected arn:PARTITION:SERVICE:REGION:ACCOUNT:NAME`;

export const json: Check = (value, name) => {
  try {
    const document: unknown = JSON.parse(String(value));
    return typeof document === "object" && document !== null
      ? undefined
      : `"${name}" is JSON, and no policy; expected an object`;
  } catch (error) {
    return `"${name}" contains an invalid JSON policy: ${(error as Error).message}`;
  }
};

/** A policy of a role, which is refused too where the local service cannot evaluate it. */
export const rolePolicyDocument: Check = (value, name, config) => {
  const broken = json(value, name, config);
  if (broken !== undefined) return broken;
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

/** For what stands beside another argument that says the same. */
export const conflictsWith =
  (other: string, check?: Check): Check =>
  (value, name, config) =>
    isGiven(config[other]) ? `"${name}": conflicts with ${other}` : check?.(value, name, config);
