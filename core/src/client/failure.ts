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
}

/** The end of one attempt. */
export type Outcome<Result> =
  | { readonly result: Result; readonly failure?: undefined }
  | { readonly failure: Failure; readonly result?: undefined };
