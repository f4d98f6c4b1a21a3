import type { Violation } from "./operations/validate.ts";
import type { ModelledErrorCode } from "./operations/wire-types.ts";
import type { PolicyFinding } from "./policy/finding.ts";

/** The codes of errors. The service may answer with others than those that are known in advance. */
export type LogsErrorCode =
  | ModelledErrorCode
  | "AccessDeniedException"
  | "ExpiredTokenException"
  | "IncompleteSignatureException"
  | "InvalidSignatureException"
  | "MissingAuthenticationTokenException"
  | "SerializationException"
  | "ThrottlingException"
  | "UnknownOperationException"
  | "UnrecognizedClientException"
  | "ValidationException"
  /** There are no credentials, or they cannot be used; nothing was sent. */
  | "CredentialsError"
  /** No answer: the connection failed or broke off. */
  | "NetworkError"
  /** The request cannot be sent, and not later either: a certificate, a header, a bug in one's own `fetch`. */
  | "TransportError"
  /** No answer in time: the deadline of the whole call passed, or that of its last attempt. */
  | "TimeoutError"
  /** An answer that is not what the operation promises: no JSON, or a required member missing. */
  | "InvalidResponse"
  | (string & {});

/** What a {@link LogsError} is made of, beside its code and message. Each is a member of the error. */
export interface LogsErrorDetails {
  /** The operation that was called. */
  operation?: string | undefined;
  /** The HTTP status of the answer. */
  status?: number | undefined;
  /** The service's id of the request. */
  requestId?: string | undefined;
  /** The number of times that the request was sent. @default 0 */
  attempts?: number;
  /** The errors of the attempts before. @default none */
  earlier?: readonly LogsError[];
  /** Whether the same request may work later. @default false */
  retryable?: boolean;
  /** Milliseconds to wait before that. */
  retryAfter?: number | undefined;
  /** What was thrown below. */
  cause?: unknown;
  /** The constraints that the request breaks. @default none */
  violations?: readonly Violation[];
  /** The faults of the access policy. @default none */
  findings?: readonly PolicyFinding[];
}

/** The members that an error always has, and the details that it was given. */
type Known<Code extends string> = LogsErrorDetails &
  Pick<LogsError<Code>, "code" | "attempts" | "retryable" | "violations" | "findings" | "earlier">;

/** Members that are not printed. */
const hidden = /^(name|earlier)$/;
/**
 * The error of a call: the service answered with it, nothing answered, or the request was refused before it was sent.
 * Narrow it by {@link isLogsError}. It never holds credentials or signed headers. Printed, it shows the members that have
 * a value; its stack names the caller.
 */
export class LogsError<Code extends string = string> extends Error {
  /** The class of the error, in the service's words: `ResourceNotFoundException`. Also its `name`. */
  declare readonly code: Code;
  /** The operation that was called: `PutDestination`. */
  declare readonly operation: string | undefined;
  /** The HTTP status of the answer; `undefined` where there was none. */
  declare readonly status: number | undefined;
  /** The service's id of the request, to give to its support; `undefined` where it gave none. */
  declare readonly requestId: string | undefined;
  /** The number of times that the request was sent; 0 where nothing was sent. */
  declare readonly attempts: number;
  /** The errors of the attempts before the last one, first to last. */
  declare readonly earlier: readonly LogsError[];
  /** The codes of `earlier`, to be printed in its place. */
  declare readonly earlierCodes: readonly string[];
  /** Sending the same request later may work. */
  declare readonly retryable: boolean;
  /** Milliseconds to wait before that, where the service asked for it. */
  declare readonly retryAfter: number | undefined;
  /** The constraints that a refused request breaks; empty for errors of the service. */
  declare readonly violations: readonly Violation[];
  /** The faults of a refused access policy; empty for other errors. */
  declare readonly findings: readonly PolicyFinding[];

  /** Makes an error, with the details that are known. */
  constructor(code: Code, message: string, { cause, ...details }: LogsErrorDetails = {}) {
    super(message, cause ? { cause } : {});
    const none = { attempts: 0, earlier: [], retryable: false, violations: [], findings: [] };
    const known: Known<Code> = { ...none, ...details, code };
    Object.assign(this, known, { name: code, earlierCodes: known.earlier.map((error) => error.code) });
    for (const [member, value] of Object.entries(this)) {
      // An empty list is an empty text.
      if (hidden.test(member) || String(value ?? "") === "") Object.defineProperty(this, member, { enumerable: false });
    }
  }

  /** The error as one line of a log: its message, and what is printed of it but for the stack and the cause. */
  toJSON(): object {
    return { name: this.code, message: this.message, ...(this as object) };
  }
}

/**
 * Is this an error of a call, and, where codes are given, one of these?
 *
 * @example
 * catch (error) {
 *   if (!isLogsError(error, "ResourceNotFoundException")) throw error;
 * }
 */
export function isLogsError<Code extends LogsErrorCode>(error: unknown, ...codes: Code[]): error is LogsError<Code> {
  // By its members, since a program may have several copies of this class.
  const own = error instanceof Error && "attempts" in error && "violations" in error;
  return own && (codes.length === 0 || codes.includes((error as LogsError).code as Code));
}
