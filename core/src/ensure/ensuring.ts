import { pause } from "../abortable.ts";
import { isLogsError } from "../errors.ts";
import type { CallOptions } from "../operations/api.ts";
import { refuseUnknown, refuseWrongKind, wholeNumber } from "../options.ts";
import { isRolePropagationError } from "../role-propagation.ts";
import { codeOf, EnsureError } from "./ensure-error.ts";

/** Options of every `ensure…` function. */
export interface EnsureOptions<Change> extends CallOptions {
  /**
   * Milliseconds to go on trying while the service cannot use the role or the target yet: IAM takes seconds to
   * spread a new role. [F35]
   * @default 120000
   */
  readonly propagationTimeout?: number | undefined;
  /**
   * Called with each change as it is made; a promise of it is waited for. What it throws ends the function, and is the
   * `cause` of its error.
   */
  readonly onChange?: ((change: Change) => unknown) | undefined;
}

export const knownEnsureOptions: Record<keyof EnsureOptions<never>, true> = {
  signal: true,
  propagationTimeout: true,
  onChange: true,
};

/** The Region that an API calls. */
export type ApiRegion = string | PromiseLike<string | undefined> | undefined;

/** What an `ensure…` function did. */
export interface EnsuredChanges<Change> {
  /** What was changed, in order; empty where everything was as desired. */
  readonly changes: readonly Change[];
}

/** What an `ensure…` function works with. */
export interface Ensuring<Change> {
  /** Takes down a change that was made, and reports it. */
  readonly changed: (change: Change) => Promise<void>;
  /** Options for each call. */
  readonly call: CallOptions;
}

/**
 * The frame of every `ensure…` function: it checks the options and keeps the changes, whatever ends it.
 *
 * @throws EnsureError where something was changed before, and where a call failed
 * @throws TypeError for an unknown or wrong option
 * @throws the reason of `options.signal`, as it is, where nothing was changed before
 */
export async function ensuring<Change, Result extends object>(
  options: EnsureOptions<Change>,
  known: object,
  work: (tools: Ensuring<Change>) => Promise<Result>,
): Promise<Result & EnsuredChanges<Change>> {
  const { propagationTimeout, signal, onChange } = options;
  refuseUnknown(options, known);
  if (propagationTimeout !== Infinity) wholeNumber("propagationTimeout", propagationTimeout, 0);
  refuseWrongKind("onChange", onChange, "function");
  refuseWrongKind("signal", signal, ".throwIfAborted");
  const changes: Change[] = [];
  const changed = async (change: Change): Promise<void> => {
    changes.push(change);
    await onChange?.(change);
    signal?.throwIfAborted();
  };
  try {
    return { ...(await work({ changed, call: signal ? { signal } : {} })), changes };
  } catch (error) {
    throw changes.length > 0 || isAnswer(error) ? new EnsureError(error, changes) : error;
  }
}

/** Is it an error of a call, of this package or of the AWS SDK? */
function isAnswer(error: unknown): boolean {
  return isLogsError(error) || codeOf(error)?.endsWith("Exception") === true;
}

const firstWait = 1000;
const longestWait = 8000;

/**
 * Makes a call again until IAM has spread the role. The service has the same error for a role that is wrong and for one
 * that is too young. [F34, F35, F98]
 */
export async function whenReady<Result>(
  put: () => Promise<Result>,
  { propagationTimeout = 120_000, signal }: EnsureOptions<never>,
): Promise<Result> {
  const end = performance.now() + propagationTimeout;
  for (let wait = firstWait; ; wait = Math.min(longestWait, wait * 2)) {
    try {
      return await put();
    } catch (error) {
      if (!isRolePropagationError(error) || performance.now() + wait > end) throw error;
      await pause(wait, signal);
    }
  }
}
