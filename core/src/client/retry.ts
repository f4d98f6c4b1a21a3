import { abortable, pause } from "../abortable.ts";
import { isLogsError, LogsError } from "../errors.ts";
import { wholeNumber } from "../options.ts";

/** How often and how long a call is tried. */
export interface RetryOptions {
  /**
   * How often a request is sent at the most, the first time included.
   * @default 5
   */
  maxAttempts?: number | undefined;
  /**
   * Milliseconds that one attempt may take, from sending to the end of its answer. An attempt that takes longer is
   * given up and counts as failed. `Infinity` for no bound.
   * @default 10000
   */
  attemptTimeout?: number | undefined;
  /**
   * Milliseconds that the whole call may take, getting credentials and waits between attempts included. `Infinity` for
   * no bound.
   * @default 60000
   */
  timeout?: number | undefined;
}

/** One attempt, in its steps. The first two cost the whole call's time and not the attempt's. */
export interface Attempt<Signed, Result> {
  /** How long to wait for a turn; none is taken where that is more than `longest` milliseconds. */
  turn(longest: number): number;
  sign(): Signed | Promise<Signed>;
  send(signed: Signed, signal: AbortSignal): Promise<Result>;
}

const firstDelay = 100;
/** A throttled caller has to wait for a quota of five a second to free up. */
const firstThrottledDelay = 500;
const longestDelay = 20_000;
/** Timers take no more. */
const longestTimer = 2_147_483_647;

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
   * Makes attempts until one succeeds or trying on makes no sense.
   *
   * @throws LogsError the last attempt's error, `attempts` filled in
   * @throws the reason of `signal`, as it is
   */
  async run<Signed, Result>(
    operation: string,
    signal: AbortSignal | undefined,
    attempt: Attempt<Signed, Result>,
  ): Promise<Result> {
    const end = performance.now() + this.#timeout;
    const late = (missing: string, bound = this.#timeout, option = "timeout"): LogsError =>
      new LogsError("TimeoutError", `no ${missing} within ${bound} ms, the ${option}`, {
        operation,
        attempts,
        retryable: true,
      });
    let attempts = 0;
    let earlier: readonly LogsError[] = [];
    for (let tries = 1; ; tries++) {
      signal?.throwIfAborted();
      const wait = attempt.turn(end - performance.now());
      if (wait > end - performance.now()) throw late("turn");
      if (wait > 0) await pause(wait, signal);
      try {
        const signing = attempt.sign();
        const signed =
          signing instanceof Promise
            ? await withDeadline(
                end - performance.now(),
                () => late("credentials"),
                signal,
                () => signing,
              )
            : signing;
        attempts++;
        const left = end - performance.now();
        const result = await withDeadline(
          Math.min(left, this.#attemptTimeout),
          () => (left < this.#attemptTimeout ? late("answer") : late("answer", this.#attemptTimeout, "attemptTimeout")),
          signal,
          (inner) => attempt.send(signed, inner),
        );
        this.#budget = Math.min(500, this.#budget + 1);
        return result;
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (!isLogsError(error)) throw error;
        Object.assign(error, { attempts, earlier });
        const delay = Math.max(error.retryAfter ?? 0, backOff(error, tries));
        const mayTryAgain = error.retryable && tries < this.#maxAttempts && this.#budget >= 5;
        // Timers may go off a little early, and an attempt needs some time.
        if (!mayTryAgain || performance.now() + delay + 2 > end) throw error;
        this.#budget -= 5;
        earlier = [...earlier, error];
        await pause(delay, signal);
      }
    }
  }
}

function backOff({ code }: LogsError, tries: number): number {
  const first = /Throttl|TooManyRequests|RequestLimit/.test(code) ? firstThrottledDelay : firstDelay;
  return Math.random() * Math.min(longestDelay, first * 2 ** (tries - 1));
}

/** Ends the work when its time is up or the caller gives up, also where the work itself does not listen. */
function withDeadline<T>(
  milliseconds: number,
  late: () => LogsError,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  return abortable(outer, (resolve, reject) => {
    const timer = setTimeout(() => reject(late()), Math.min(milliseconds, longestTimer));
    let settled = false;
    work(controller.signal)
      .finally(() => {
        settled = true;
      })
      .then(resolve, reject);
    return () => {
      clearTimeout(timer);
      if (!settled) controller.abort();
    };
  });
}
