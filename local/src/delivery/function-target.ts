import {
  type BrokenNeighbourRule,
  checkNeighbour,
  type FunctionAddress,
  functionPolicy,
  logGroupOfFunction,
  mayInvokeFunction,
} from "@log-destinations/core/service";
import { trustSource } from "../iam/trust-source.ts";
import { findFunction, unqualifiedArn } from "../lambda/function-store.ts";
import type { Call } from "../service/call.ts";
import { isMissing } from "./route.ts";

/**
 * Finds why CloudWatch Logs cannot invoke a function for a log group, or for a whole account where none is given;
 * `undefined` where it can. A function that was never declared counts as one that lets it in, unless `strict` is set.
 */
export function checkFunction(
  call: Call,
  target: FunctionAddress,
  logGroup: string | undefined,
): BrokenNeighbourRule | undefined {
  const { caller, state } = call;
  const arn = unqualifiedArn(target);
  const record = findFunction(state, target);
  const request = { resource: target.arn, source: trustSource(state, caller), logGroup };
  return checkNeighbour("function", {
    target,
    account: caller.account,
    region: caller.region,
    exists: record !== undefined || !isMissing(call, arn),
    permission: record && mayInvokeFunction(functionPolicy(arn, record.permissions), request),
  });
}

/** Is this the log group of the function itself? What it logs is never sent back to it. [F225] */
export function isLogGroupOf({ name }: FunctionAddress, logGroup: string): boolean {
  return logGroup === logGroupOfFunction(name);
}
