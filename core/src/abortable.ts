/**
 * A promise that ends with the signal's reason, as it is, when that aborts first.
 *
 * @param start begins the work and returns what is to be done when the promise has ended, however it did
 */
export function abortable<T>(
  signal: AbortSignal | undefined,
  start: (resolve: (value: T) => void, reject: (reason: unknown) => void) => (() => void) | undefined,
): Promise<T> {
  let onAbort: () => void;
  let ended: (() => void) | undefined;
  return new Promise<T>((resolve, reject) => {
    onAbort = () => reject(signal?.reason);
    signal?.throwIfAborted();
    signal?.addEventListener("abort", onAbort);
    ended = start(resolve, reject);
  }).finally(() => {
    signal?.removeEventListener("abort", onAbort);
    ended?.();
  });
}

/** Waits, and throws the reason of `signal` as it is when that aborts. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return abortable(signal, (resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    return () => clearTimeout(timer);
  });
}
