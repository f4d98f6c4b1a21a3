import { isLogsError, LogsError, type LogsErrorDetails } from "../errors.ts";

/**
 * An `ensure…` function failed, after the changes in `changes`. `cause` is what ended it: the error of a call, the
 * reason of an abort, an error that `onChange` threw. `code` and the other members are those of a `LogsError` that is the
 * cause; else `code` is the name of the cause.
 */
export class EnsureError<Change = unknown> extends LogsError {
  /** What was changed, in order. A write that got no answer is not among them, and may have been made. */
  declare readonly changes: readonly Change[];
  /** What each of them is. It is printed in their place, since they may hold policies. */
  readonly changeKinds: readonly string[];

  /** Makes the error of what ended an `ensure…` function, after some changes. */
  constructor(cause: unknown, changes: readonly Change[]) {
    const { name, message } = cause instanceof Error ? cause : { name: "Error", message: String(cause) };
    super(name, message, { ...detailsOf(cause), cause });
    Object.defineProperty(this, "changes", { value: changes });
    this.changeKinds = changes.map((change) => String((change as { what?: string }).what));
  }

  /** As of every error of a call; of the changes it has the kinds alone, since they may hold policies. */
  override toJSON(): object {
    const { changeKinds: changes, ...line } = super.toJSON() as this;
    return { ...line, changes };
  }
}

/** The details of an error of a call, for another one that is made of it. */
export function detailsOf(error: unknown): LogsErrorDetails {
  if (!isLogsError(error)) return {};
  const { operation, status, requestId, attempts, earlier, retryable, retryAfter, violations, findings } = error;
  return { operation, status, requestId, attempts, earlier, retryable, retryAfter, violations, findings };
}

/** The code of an error of a call, of this package or of the AWS SDK. */
export function codeOf(error: unknown): string | undefined {
  return (error as Partial<Error> | null | undefined)?.name;
}
