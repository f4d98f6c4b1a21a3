import type { Violation } from "./operations/validate.ts";
import type { PolicyFinding } from "./policy/check.ts";

/** The codes that are known beforehand; the service may answer with others. */
export type LogsErrorCode =
  | "AccessDeniedException"
  | "ExpiredTokenException"
  | "IncompleteSignatureException"
  | "InvalidParameterException"
  | "InvalidSignatureException"
  | "LimitExceededException"
  | "MissingAuthenticationTokenException"
  | "OperationAbortedException"
  | "ResourceNotFoundException"
  | "SerializationException"
  | "ServiceUnavailableException"
  | "ThrottlingException"
  | "TooManyTagsException"
  | "UnknownOperationException"
  | "UnrecognizedClientException"
  | "ValidationException"
  /** No answer: the connection failed or broke off. */
  | "NetworkError"
  /** No answer in time: the deadline of the whole call passed, or that of its last attempt. */
  | "TimeoutError"
  /** An answer that is not what the operation promises: no JSON, or a required member missing. */
  | "InvalidResponse";

export interface LogsErrorDetails {
  operation?: string | undefined;
  status?: number | undefined;
  requestId?: string | undefined;
  attempts?: number;
  retryable?: boolean;
  retryAfter?: number | undefined;
  cause?: unknown;
  violations?: readonly Violation[];
  findings?: readonly PolicyFinding[];
}

/**
 * What goes wrong in a call, whether the service answered it, nothing answered, or the request was refused before it
 * was sent. Narrow it by {@link isLogsError}. It never holds credentials or signed headers.
 */
export class LogsError<Code extends string = string> extends Error {
  /** The class of the error, in the service's words: `ResourceNotFoundException`. Also its `name`. */
  readonly code: Code;
  /** The operation that was called: `PutDestination`. */
  readonly operation: string | undefined;
  /** The HTTP status of the answer; `undefined` where there was none. */
  readonly status: number | undefined;
  /** The service's id of the request, to give to its support; `undefined` where it gave none. */
  readonly requestId: string | undefined;
  /** How often the request was sent. 0: it was refused before anything was sent. */
  readonly attempts: number;
  /** Sending the same request later may work. */
  readonly retryable: boolean;
  /** Milliseconds to wait before that, where the service asked for it. */
  readonly retryAfter: number | undefined;
  /** What a refused request breaks; empty for errors that the service answered. */
  readonly violations: readonly Violation[];
  /** What a refused access policy breaks; empty for other errors. */
  readonly findings: readonly PolicyFinding[];

  constructor(code: Code, message: string, details: LogsErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = code;
    this.code = code;
    this.operation = details.operation;
    this.status = details.status;
    this.requestId = details.requestId;
    this.attempts = details.attempts ?? 0;
    this.retryable = details.retryable ?? false;
    this.retryAfter = details.retryAfter;
    this.violations = details.violations ?? [];
    this.findings = details.findings ?? [];
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
  return error instanceof LogsError && (codes.length === 0 || codes.includes(error.code as Code));
}
