import { abortable, pause, setLongTimeout } from "../abortable.ts";
import { environment } from "../environment-variable.ts";
import { LogsError } from "../errors.ts";
import { wholeNumber } from "../options.ts";
import type { AttemptObserver, ObservedAttempt, Stopped } from "./attempt-observer.ts";
import { throttled } from "./decode.ts";
import type { Failure, Outcome } from "./failure.ts";
import type { Pacer } from "./pacing.ts";

/** How often and how long a call is tried. */
export interface RetryOptions {
  /**
   * How often a request is sent at the most, the first time included.
   * @default `AWS_MAX_ATTEMPTS` of the environment, then 5
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
  /**
   * Watches the attempts: `observeAttempts(onAttempt)`.
   * @default nobody watches
   */
  observer?: AttemptObserver | undefined;
}

/** One attempt, in its two steps. The time to sign counts for the call alone, the time to send for the attempt too. */
export interface Attempt<Signed, Result> {
  sign(): Signed | Promise<Signed>;
  send(signed: Signed, signal: AbortSignal): Promise<Outcome<Result>>;
}

/**
 * Makes attempts until one succeeds or another one makes no sense.
 *
 * @throws LogsError the failure of the last attempt
 * @throws the reason of `signal`, as it is
 */
export type Retry = <Signed extends object, Result>(
  operation: string,
  signal: AbortSignal | undefined,
  attempt: Attempt<Signed, Result>,
) => Promise<Result>;

const firstDelay = 100;
/** A throttled caller has to wait for a quota of five a second to free up. [F11] */
const firstThrottledDelay = 500;
const longestDelay = 20_000;
/** Each retry takes from the client's budget, and each success gives a little back. */
const fullBudget = 500;
const retryCost = 5;

/**
 * Retries for all calls of one client: exponential back-off with full jitter. A budget keeps the retries from
 * overloading a service in trouble.
 *
 * @param pacer gives each attempt its turn
 * @throws TypeError for a number that is not a whole one above 0
 */
export function retrying(
  { maxAttempts: given, attemptTimeout = 10_000, timeout = 60_000, observer }: RetryOptions,
  pacer?: Pacer,
): Retry {
  const variable = "AWS_MAX_ATTEMPTS";
  const written = environment(variable) ?? 5;
  // A text that is no number stays as it is, for the message that refuses it.
  const maxAttempts = given ?? (Number(written) || (written as number));
  const from = given === undefined ? variable : "maxAttempts";
  for (const [option, value] of Object.entries({ [from]: maxAttempts, attemptTimeout, timeout })) {
    if (value !== Infinity) wholeNumber(option, value, 1);
  }
  let budget = fullBudget;

  const late = (missing: string, option = "timeout", milliseconds = timeout): { failure: Failure } => {
    const message = `no ${missing} in ${milliseconds} ms, the ${option} [LD1213]`;
    return { failure: { code: "TimeoutError", message, retryable: true } };
  };

  return async <Signed extends object, Result>(
    operation: string,
    signal: AbortSignal | undefined,
    attempt: Attempt<Signed, Result>,
  ): Promise<Result> => {
    const end = performance.now() + timeout;
    const left = (): number => end - performance.now();
    let attempts = 0;
    let earlier: readonly LogsError[] = [];
    let tries = 1;
    let delay = 0;

    const once = async (observed: ObservedAttempt | undefined): Promise<Outcome<Result>> => {
      if (tries > 1) await pause(delay, signal);
      observed?.step();
      const turn = pacer?.turn(operation, left(), signal) ?? true;
      if (!(turn === true || (await turn))) return late("turn");
      observed?.step();
      const signing = attempt.sign();
      const signed = signing instanceof Promise ? await withDeadline(left(), signal, () => signing) : signing;
      if (!signed) return late("credentials");
      observed?.step();
      attempts++;
      const time = Math.min(left(), attemptTimeout);
      const outcome = await withDeadline(time, signal, (inner) => attempt.send(signed, inner));
      if (outcome) return outcome;
      if (time < attemptTimeout) return late("answer");
      return late("answer", "attemptTimeout", attemptTimeout);
    };

    signal?.throwIfAborted();
    for (; ; tries++) {
      const observed = observer?.(operation, tries, delay);
      let outcome: Outcome<Result>;
      /** An error of one's own signer. That of missing credentials is one of the call. */
      let bug: { readonly thrown: unknown } | undefined;
      try {
        outcome = await once(observed);
      } catch (thrown) {
        outcome = { failure: Object(thrown) };
        if (!(thrown instanceof LogsError)) bug = { thrown };
      }
      let error: LogsError | undefined;
      let stopped: Stopped | undefined;
      if (!outcome.failure) {
        budget = Math.min(fullBudget, budget + 1);
      } else if (signal?.aborted) {
        stopped = "aborted";
      } else if (bug) {
        stopped = "permanent";
      } else {
        // Each call has an error of its own, made here, from where the stack leads to the caller.
        const { code, message, cause, mended: _, ...details } = outcome.failure;
        error = new LogsError(code, message, { ...details, cause, operation, attempts, earlier });
        delay = Math.max(error.retryAfter ?? 0, backOff(code, tries));
        // Timers may go off a little early, and an attempt needs some time.
        if (delay + 2 > left()) stopped = "timeout";
        if (budget < retryCost) stopped = "budget";
        if (tries >= maxAttempts) stopped = "maxAttempts";
        if (!error.retryable) stopped = "permanent";
      }
      observed?.ended(outcome, error, stopped, delay);
      if (!outcome.failure) return outcome.result;
      if (stopped) {
        signal?.throwIfAborted();
        throw bug ? bug.thrown : error;
      }
      budget -= retryCost;
      earlier = [...earlier, error as LogsError];
    }
  };
}

function backOff(code: string, tries: number): number {
  const first = throttled.test(code) ? firstThrottledDelay : firstDelay;
  return Math.random() * Math.min(longestDelay, first * 2 ** (tries - 1));
}

/**
 * Gives the work up when its time is over or the caller aborts, also where the work itself does not listen.
 * @returns `undefined` where the time was over first
 */
function withDeadline<T>(
  milliseconds: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const controller = new AbortController();
  return abortable(outer, (resolve, reject) => {
    const timer = setLongTimeout(() => {
      resolve(undefined);
      controller.abort();
    }, milliseconds);
    work(controller.signal).then(resolve, reject);
    return (failed) => {
      clearTimeout(timer);
      if (failed) controller.abort();
    };
  });
}
