import { setTimeout as delay } from "node:timers/promises";
import { isLogsError, type LogsErrorCode } from "@log-destinations/core";
import type { Context } from "../context.ts";

/** Between tries, in milliseconds. */
const interval = 500;

interface Patience {
  /** The errors that may go away by themselves. */
  readonly codes: readonly LogsErrorCode[];
  /** How long to go on, in milliseconds. */
  readonly timeout: number;
}

/**
 * Tries again what fails while a role is not seen yet, as the real provider does. Where changes of roles are seen at
 * once, waiting changes nothing, and the first refusal counts.
 */
export async function whenReady<Result>(
  { propagation, signal }: Context,
  { codes, timeout }: Patience,
  work: () => Promise<Result>,
): Promise<Result> {
  const end = Date.now() + (propagation === 0 ? 0 : timeout);
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isLogsError(error, ...codes) || Date.now() + interval > end) throw error;
      await delay(interval, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}
