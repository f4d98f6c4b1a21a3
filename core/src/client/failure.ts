/** How one attempt failed. The error is made of it where the attempts are counted. */
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

/** How one attempt ended. */
export type Outcome<Result> =
  | { readonly result: Result; readonly failure?: undefined }
  | { readonly failure: Failure; readonly result?: undefined };
