import { LogsError } from "../errors.ts";
import { wholeNumber } from "../options.ts";
import { pause } from "./pause.ts";

/** How often and how long a call is tried. */
export interface RetryOptions {
  /**
   * How often a request is sent at the most, the first time included.
   * @default 5
   */
  maxAttempts?: number;
  /**
   * Milliseconds that one attempt may take, its answer read to the end. An attempt that takes longer is given up and
   * counts as failed. `Infinity` for no bound.
   * @default 10000
   */
  attemptTimeout?: number;
  /**
   * Milliseconds that the whole call may take, waits between attempts included. `Infinity` for no bound.
   * @default 60000
   */
  timeout?: number;
}

const firstDelay = 100;
/** A throttled caller has to wait for a quota of five a second to free up. */
const firstThrottledDelay = 500;
const longestDelay = 20_000;
/** Timers take no more. */
const longestTimer = 2 ** 31 - 1;

/**
 * Retries for all calls of one client: exponential back-off with full jitter, within a budget, so that a service in
 * trouble is not kept there by those who wait for it.
 */
export class Retries {
  readonly #maxAttempts: number;
  readonly #attemptTimeout: number;
  readonly #timeout: number;
  /** Each retry takes from the budget and each success gives a little back. */
  #budget = 500;

  constructor({ maxAttempts = 5, attemptTimeout = 10_000, timeout = 60_000 }: RetryOptions) {
    for (const [option, value] of Object.entries({ maxAttempts, attemptTimeout, timeout })) {
      if (value !== Infinity) wholeNumber(option, value, 1);
    }
    this.#maxAttempts = maxAttempts;
    this.#attemptTimeout = attemptTimeout;
    this.#timeout = timeout;
  }

  /**
   * Runs `attempt` until it succeeds or trying on makes no sense.
   *
   * @param turn how long to wait before an attempt, at the cost of the whole call's time and not of the attempt's
   * @throws LogsError the last attempt's error, `attempts` filled in
   * @throws the reason of `signal`, as it is
   */
  async run<T>(
    operation: string,
    signal: AbortSignal | undefined,
    attempt: (signal: AbortSignal) => Promise<T>,
    turn?: (longest: number) => number,
  ): Promise<T> {
    const end = performance.now() + this.#timeout;
    for (let attempts = 1; ; attempts++) {
      signal?.throwIfAborted();
      try {
        const left = end - performance.now();
        const wait = turn?.(left) ?? 0;
        if (wait > left) throw timedOut(operation, this.#timeout);
        if (wait > 0) await pause(wait, signal);
        const milliseconds = Math.min(this.#attemptTimeout, end - performance.now());
        const result = await withDeadline(operation, milliseconds, signal, attempt);
        this.#budget = Math.min(500, this.#budget + 1);
        return result;
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (!(error instanceof LogsError)) throw error;
        Object.assign(error, { attempts });
        const delay = Math.min(longestDelay, Math.max(error.retryAfter ?? 0, backOff(error, attempts)));
        const mayTryAgain = error.retryable && attempts < this.#maxAttempts && this.#budget >= 5;
        if (!mayTryAgain || performance.now() + delay >= end) throw error;
        this.#budget -= 5;
        await pause(delay, signal);
      }
    }
  }
}

function backOff({ code }: LogsError, attempts: number): number {
  const first = /Throttl|TooManyRequests|RequestLimit/.test(code) ? firstThrottledDelay : firstDelay;
  return Math.random() * Math.min(longestDelay, first * 2 ** (attempts - 1));
}

function timedOut(operation: string, milliseconds: number): LogsError {
  return new LogsError("TimeoutError", `no answer within ${milliseconds} ms`, { operation, retryable: true });
}

/** Ends the work when its time is up or the caller gives up, also where the work itself does not listen. */
function withDeadline<T>(
  operation: string,
  milliseconds: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const giveUp = (reason: unknown): void => {
      cleanUp();
      reject(reason);
      controller.abort(reason);
    };
    const onAbort = (): void => giveUp(outer?.reason);
    const timer = setTimeout(() => giveUp(timedOut(operation, milliseconds)), Math.min(milliseconds, longestTimer));
    const cleanUp = (): void => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", onAbort);
    };
    outer?.addEventListener("abort", onAbort);
    work(controller.signal).finally(cleanUp).then(resolve, reject);
  });
}
