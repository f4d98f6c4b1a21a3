import { abortable, pause } from "../abortable.ts";
import { LogsError } from "../errors.ts";
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
/** A throttled caller has to wait for a quota of five a second to free up. [F11] */
const firstThrottledDelay = 500;
const longestDelay = 20_000;
/** Timers take no more. */
const longestTimer = 2_147_483_647;

/**
 * Makes attempts until one succeeds or trying on makes no sense.
 *
 * @throws LogsError the last attempt's error, `attempts` filled in
 * @throws the reason of `signal`, as it is
 */
export type Retry = <Signed, Result>(
  operation: string,
  signal: AbortSignal | undefined,
  attempt: Attempt<Signed, Result>,
) => Promise<Result>;

/**
 * Retries for all calls of one client: exponential back-off with full jitter, within a budget, so that a service in
 * trouble is not kept there by those who wait for it.
 *
 * @throws TypeError for a number that is not a whole one above 0
 */
export function retrying({ maxAttempts = 5, attemptTimeout = 10_000, timeout = 60_000 }: RetryOptions): Retry {
  for (const [option, value] of Object.entries({ maxAttempts, attemptTimeout, timeout })) {
    if (value !== Infinity) wholeNumber(option, value, 1);
  }
  /** Each retry takes from the budget and each success gives a little back. */
  let budget = 500;

  return async (operation, signal, attempt) => {
    const end = performance.now() + timeout;
    let attempts = 0;
    let earlier: readonly LogsError[] = [];
    const late = (missing: string, bound = timeout, option = "timeout"): LogsError =>
      new LogsError("TimeoutError", `no ${missing} in ${bound} ms, the ${option}`, {
        operation,
        attempts,
        retryable: true,
      });
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
          Math.min(left, attemptTimeout),
          () => (left < attemptTimeout ? late("answer") : late("answer", attemptTimeout, "attemptTimeout")),
          signal,
          (inner) => attempt.send(signed, inner),
        );
        budget = Math.min(500, budget + 1);
        return result;
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (!(error instanceof LogsError)) throw error;
        Object.assign(error, { attempts, earlier });
        const delay = Math.max(error.retryAfter ?? 0, backOff(error, tries));
        const mayTryAgain = error.retryable && tries < maxAttempts && budget >= 5;
        // Timers may go off a little early, and an attempt needs some time.
        if (!mayTryAgain || performance.now() + delay + 2 > end) throw error;
        budget -= 5;
        earlier = [...earlier, error];
        await pause(delay, signal);
      }
    }
  };
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
    work(controller.signal).then(resolve, reject);
    return (failed) => {
      clearTimeout(timer);
      if (failed) controller.abort();
    };
  });
}
