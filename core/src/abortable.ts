/**
 * A promise that ends with the signal's reason, as it is, when that aborts first.
 *
 * @param start begins the work and returns what is to be done when the promise ends, `failed` or not
 */
export function abortable<T>(
  signal: AbortSignal | undefined,
  start: (resolve: (value: T) => void, reject: (reason: unknown) => void) => ((failed: boolean) => void) | undefined,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let ended: ((failed: boolean) => void) | undefined;
    const end = (failed: boolean): void => {
      signal?.removeEventListener("abort", onAbort);
      ended?.(failed);
    };
    const fail = (reason: unknown): void => {
      end(true);
      reject(reason);
    };
    const onAbort = (): void => fail(signal?.reason);
    signal?.throwIfAborted();
    signal?.addEventListener("abort", onAbort);
    ended = start((value) => {
      end(false);
      resolve(value);
    }, fail);
  });
}

/** Waits, and throws the reason of `signal` as it is when that aborts. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return abortable(signal, (resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    return () => clearTimeout(timer);
  });
}
