import type { FetchResponse } from "./transport.ts";

/** The failure of one attempt. The retries make it an error, as they count the attempts. */
export interface Failure {
  /** That of the error: `NetworkError`, or the service's. */
  readonly code: string;
  /** That of the error. */
  readonly message: string;
  /** Sending the same request later may work. */
  readonly retryable: boolean;
  /** The HTTP status of the answer; `undefined` where there was none. */
  readonly status?: number | undefined;
  /** The service's id of the request; `undefined` where it gave none. */
  readonly requestId?: string | undefined;
  /** Milliseconds to wait before that, where the service asked for it. */
  readonly retryAfter?: number | undefined;
  /** What was thrown below. */
  readonly cause?: unknown;
  /** What this client has mended since, so that the next attempt may succeed. */
  readonly mended?: "clock" | "credentials" | undefined;
}

/** The part of an answer that says where it comes from and how it went. */
export interface AnswerHead {
  /** The HTTP status. */
  readonly status: number;
  /** The headers, by name. */
  readonly headers: FetchResponse["headers"];
}

/** The status and the id of an answer. */
export function headOf({ status, headers }: AnswerHead): { status: number; requestId: string | undefined } {
  return { status, requestId: headers.get("x-amzn-requestid") ?? undefined };
}

/** The end of one attempt. */
export type Outcome<Result> =
  | {
      readonly result: Result;
      readonly failure?: undefined;
      readonly status?: number;
      readonly requestId?: string | undefined;
    }
  | { readonly failure: Failure };
