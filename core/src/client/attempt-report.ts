/** One attempt of a call, as `onAttempt` gets it. It holds no body, header or URL. */
export interface AttemptReport {
  /** The operation that was called: `PutDestination`. */
  readonly operation: string;
  /** From 1. */
  readonly attempt: number;
  /** The HTTP status of the answer; `undefined` where there was none. */
  readonly status: number | undefined;
  /** The service's id of the request; `undefined` where it gave none. */
  readonly requestId: string | undefined;
  /** The code of the attempt's error; `undefined` after a success, where the caller ended it, and for an error of one's own `signer`. */
  readonly code: string | undefined;
  /** Milliseconds from sending to the end of the answer; where there was no turn or no credentials, until that was known. */
  readonly milliseconds: number;
  /** Milliseconds that were waited before: the `delay` of the attempt before, for a turn of the `pacer`, for a signature. */
  readonly waited: { delay: number; turn: number; credentials: number };
  /**
   * The attempt that follows in `delay` milliseconds, and why: the error may be gone by then (`retry`, or `retry-after`
   * where the service said when), or the client has set its clock or will get other credentials. `undefined` for the last.
   */
  readonly next:
    | { readonly why: "retry" | "retry-after" | "clock" | "credentials"; readonly delay: number }
    | undefined;
  /**
   * Why no attempt follows: the error would come again (`permanent`), an option says so (`maxAttempts`, `timeout`), the
   * client has tried again too often of late (`budget`), or the caller ended it. `undefined` where one follows.
   */
  readonly stopped: "success" | "permanent" | "maxAttempts" | "timeout" | "budget" | "aborted" | undefined;
}
