import type { LogsError } from "../errors.ts";
import type { AttemptReport } from "./attempt-report.ts";
import type { Outcome } from "./failure.ts";

/** Watches the attempts of calls. {@link observeAttempts} makes one; `LogDestinationsClient` does so for its `onAttempt`. */
export type AttemptObserver = (operation: string, attempt: number, delay: number) => ObservedAttempt;

/** Why no attempt follows one that failed. */
export type Stopped = Exclude<AttemptReport["stopped"], "success" | undefined>;

/** One attempt, as it goes on. */
export interface ObservedAttempt {
  /** The next step begins: it waits for its turn, then for its signature, then for the answer. */
  step(): void;
  /**
   * It has ended.
   * @param error of the call, if it ends here; `undefined` for a success, where the caller ended it, and for an error of
   * one's own signer
   * @param stopped why no attempt follows; `undefined` for a success, and where one follows
   * @param delay milliseconds until the one that follows
   */
  ended(outcome: Outcome<unknown>, error: LogsError | undefined, stopped: Stopped | undefined, delay: number): void;
}

/**
 * Watches the attempts of a {@link LogsConnection}, and reports each.
 *
 * @param onAttempt called once for each attempt, after it. It is not waited for, and an error of it, thrown or by a promise,
 * changes no result: it is printed by `console.error`.
 *
 * @example
 * const connection = new LogsConnection({ observer: observeAttempts((report) => console.log(report)) });
 */
export function observeAttempts(onAttempt: (report: AttemptReport) => unknown): AttemptObserver {
  return (operation, attempt, delayBefore) => {
    let last = performance.now();
    /** The milliseconds until its first step, and of each step that is over. */
    const laps: number[] = [];
    const step = (): void => {
      const now = performance.now();
      laps.push(now - last);
      last = now;
    };
    return {
      step,
      ended(outcome, error, stopped, delay) {
        const { status, requestId, code } = (error ?? outcome) as Partial<LogsError>;
        step();
        const milliseconds = laps.pop() as number;
        const [, turn = 0, credentials = 0] = laps;
        const waited = { delay: delayBefore, turn, credentials };
        const seen = { operation, attempt, status, requestId, code, milliseconds, waited };
        const report = { ...seen, ...whatFollows(outcome, error, stopped, delay) };
        // biome-ignore lint/suspicious/noConsole: an error of the program's own, which may not change the call
        (async () => onAttempt(report))().catch(console.error);
      },
    };
  };
}

function whatFollows(
  { failure }: Outcome<unknown>,
  error: LogsError | undefined,
  stopped: Stopped | undefined,
  delay: number,
): Pick<AttemptReport, "next" | "stopped"> {
  if (!failure) return { next: undefined, stopped: "success" };
  if (stopped) return { next: undefined, stopped };
  const why = failure.mended ?? (error?.retryAfter === delay ? "retry-after" : "retry");
  return { next: { why, delay }, stopped: undefined };
}
