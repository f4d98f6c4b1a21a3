import { setTimeout as delay } from "node:timers/promises";
import { isLogsError } from "@log-destinations/core";
import { isRolePropagationError } from "@log-destinations/core/service";
import type { ResourceContext } from "../context.ts";

/** Milliseconds between tries. */
const interval = 500;

/**
 * Tries again while IAM has not spread a role, or another writer is at work, as the real provider does [F228, F230].
 * Where changes of roles are seen at once, waiting changes nothing, and the first refusal is final.
 * @param timeout milliseconds
 */
export async function retryUntilRoleIsSpread<Result>(
  { propagation, signal }: ResourceContext,
  timeout: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const end = Date.now() + (propagation === 0 ? 0 : timeout);
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const mayPass = isRolePropagationError(error) || isLogsError(error, "OperationAbortedException");
      if (!mayPass || Date.now() + interval > end) throw error;
      await delay(interval, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}
