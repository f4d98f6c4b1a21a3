import { setTimeout as delay } from "node:timers/promises";
import { isLogsError } from "@log-destinations/core";
import type { ResourceContext } from "../context.ts";

/** Milliseconds between tries. */
const interval = 500;

/** Refusals that may go away by themselves: a role that is not seen yet, and two writers at once. [F230] [F231] */
const passing =
  /^Could not deliver test message|^Make sure you have given CloudWatch Logs permission to assume|^A conflicting operation is currently in progress/;

/**
 * Tries again while a role is not seen yet, as the real provider does. Where changes of roles are seen at once, waiting
 * changes nothing, and the first refusal is final.
 * @param timeout milliseconds
 */
export async function retryUntilRoleIsSeen<Result>(
  { propagation, signal }: ResourceContext,
  timeout: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const end = Date.now() + (propagation === 0 ? 0 : timeout);
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const passes = isLogsError(error) && passing.test(error.message);
      if (!passes || Date.now() + interval > end) throw error;
      await delay(interval, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}
