import { LogsError } from "../errors.ts";
import { wholeNumber } from "../options.ts";
import type { FetchResponse } from "./transport.ts";

/** How often and how long a call is tried. */
export interface RetryOptions {
  /**
   * How often a request is sent at the most, the first time included.
   * @default 5
   */
  maxAttempts?: number;
  /**
   * Milliseconds that one attempt may take, its answer read to the end. An attempt that takes longer is given up and
   * counts as failed.
   * @default 10000
   */
  attemptTimeout?: number;
  /**
   * Milliseconds that the whole call may take, waits between attempts included.
   * @default 60000
   */
  timeout?: number;
}

const firstDelay = 100;
/** A throttled caller has to wait for a quota of five a second to free up. */
const firstThrottledDelay = 500;
const longestDelay = 20_000;

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

  constructor(options: RetryOptions) {
    for (const option of ["maxAttempts", "attemptTimeout", "timeout"] as const) wholeNumber(option, options[option], 1);
    this.#maxAttempts = options.maxAttempts ?? 5;
    this.#attemptTimeout = options.attemptTimeout ?? 10_000;
    this.#timeout = options.timeout ?? 60_000;
  }

  /**
   * Runs `attempt` until it succeeds or trying on makes no sense.
   *
   * @throws LogsError the last attempt's error, `attempts` filled in
   * @throws the reason of `signal`, as it is
   */
  async run<T>(
    operation: string,
    signal: AbortSignal | undefined,
    attempt: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const end = Date.now() + this.#timeout;
    for (let attempts = 1; ; attempts++) {
      signal?.throwIfAborted();
      try {
        const milliseconds = Math.min(this.#attemptTimeout, end - Date.now());
        const result = await withDeadline(operation, milliseconds, signal, attempt);
        this.#budget = Math.min(500, this.#budget + 1);
        return result;
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (!(error instanceof LogsError)) throw error;
        Object.assign(error, { attempts });
        const delay = error.retryAfter ?? backOff(error, attempts);
        const mayTryAgain = error.retryable && attempts < this.#maxAttempts && this.#budget >= 5;
        if (!mayTryAgain || Date.now() + delay >= end) throw error;
        this.#budget -= 5;
        await pause(delay, signal);
      }
    }
  }
}

/** The milliseconds that a `Retry-After` header asks for: seconds, or a date. */
export function readRetryAfter(headers: FetchResponse["headers"]): number | undefined {
  const written = headers.get("retry-after");
  if (written === null) return undefined;
  const milliseconds = /^\d+$/.test(written) ? Number(written) * 1000 : Date.parse(written) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.min(Math.max(0, milliseconds), longestDelay);
}

function backOff({ code }: LogsError, attempts: number): number {
  const first = /Throttl|TooManyRequests|RequestLimit/.test(code) ? firstThrottledDelay : firstDelay;
  return Math.random() * Math.min(longestDelay, first * 2 ** (attempts - 1));
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
      reject(reason);
      controller.abort(reason);
    };
    const onAbort = (): void => giveUp(outer?.reason);
    const timer = setTimeout(() => {
      giveUp(new LogsError("TimeoutError", `no answer within ${milliseconds} ms`, { operation, retryable: true }));
    }, milliseconds);
    outer?.addEventListener("abort", onAbort, { once: true });
    const cleanUp = (): void => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", onAbort);
    };
    work(controller.signal).finally(cleanUp).then(resolve, reject);
  });
}

/** Waits, and throws the reason of `signal` as it is when that aborts. */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
