import type { FetchResponse } from "./transport.ts";

/** The failure of one attempt. The retries make it an error, as they count the attempts. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** Sending the same request later may work. */
  readonly retryable: boolean;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  /** Milliseconds to wait before that, where the service asked for it. */
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
  /** What this client has mended since, so that the next attempt may succeed. */
  readonly mended?: "clock" | "credentials" | undefined;
}

/** The part of an answer that says where it comes from and how it went. */
export interface AnswerHead {
  readonly status: number;
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
