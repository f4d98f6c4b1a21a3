import { stderr } from "node:process";

/** Receives errors that should never happen: of this package, of a storage, of a callback. */
export type OnFault = (error: unknown) => void;

/** Prints the place that an error came from. Its message may hold what was sent, and is not printed. */
export function printFault(error: unknown): void {
  const { name, message, stack = "" } = error instanceof Error ? error : new Error();
  const heading = `${name}: ${message}`;
  const frames = stack.startsWith(heading) ? stack.slice(heading.length) : stack.replace(/^.*?(?=\n {4}at )/s, "");
  stderr.write(`log-destinations: internal error: ${name}${frames}\n`);
}

/** A callback whose errors go to `onFault` and no further; so do those of the promise that it returns. */
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
