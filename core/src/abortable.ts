/**
 * A promise that is rejected with the signal's reason, unchanged, when that aborts first.
 *
 * @param start begins the work and returns a function to call when the promise ends, `failed` or not
 */
export function abortable<T>(
  signal: AbortSignal | undefined,
  start: (resolve: (value: T) => void, reject: (reason: unknown) => void) => ((failed: boolean) => void) | undefined,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let ended: ((failed: boolean) => void) | undefined;
    const end = <Value>(failed: boolean, settle: (value: Value) => void, value: Value): void => {
      signal?.removeEventListener("abort", onAbort);
      ended?.(failed);
      settle(value);
    };
    const fail = (reason: unknown): void => end(true, reject, reason);
    const onAbort = (): void => fail(signal?.reason);
    signal?.throwIfAborted();
    signal?.addEventListener("abort", onAbort);
    ended = start((value) => end(false, resolve, value), fail);
  });
}

/** Waits. Throws the reason of `signal`, unchanged, when that aborts. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return abortable(signal, (resolve) => {
    const timer = setLongTimeout(resolve, milliseconds);
    return () => clearTimeout(timer);
  });
}

/** The longest time that a timer accepts; it would go off at once after a longer one. */
const longestTimer = 2_147_483_647;

/** As `setTimeout`; more than 24 days are 24 days, and a time that is over, of which Deno and Node warn, is none. */
export function setLongTimeout(then: (value?: undefined) => void, milliseconds: number): ReturnType<typeof setTimeout> {
  return setTimeout(then, Math.min(Math.max(milliseconds, 0), longestTimer));
}
