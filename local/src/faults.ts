import { stderr } from "node:process";

/** Told of what should never happen: a fault of this package, of a storage, of a callback. */
export type OnFault = (error: unknown) => void;

/** Prints where an error came from, without its message, which may hold what was sent. */
export function printFault(error: unknown): void {
  const { name, message, stack = "" } = error instanceof Error ? error : new Error();
  const told = `${name}: ${message}`;
  const frames = stack.startsWith(told) ? stack.slice(told.length) : stack.replace(/^.*?(?=\n {4}at )/s, "");
  stderr.write(`log-destinations: internal error: ${name}${frames}\n`);
}

/** A callback whose errors go to `onFault` and no further, later ones of a promise included. */
export function guarded<Args extends readonly unknown[]>(
  callback: (...args: Args) => unknown,
  onFault: OnFault,
): (...args: Args) => void {
  return (...args) => {
    try {
      const result = callback(...args);
      if (result instanceof Promise) result.catch(onFault);
    } catch (error) {
      onFault(error);
    }
  };
}
