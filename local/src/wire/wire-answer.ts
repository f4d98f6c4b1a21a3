/** An HTTP answer, for any server or runtime. */
export interface WireAnswer {
  readonly status: number;
  /** The operation that was asked for, with its service before a full stop; absent where the request named none. */
  readonly operation?: string;
  /** The class of the error, where the answer is one. */
  readonly error?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function encode(status: number, contentType: string, body = ""): WireAnswer {
  return { status, headers: { "content-type": contentType, "x-amzn-requestid": crypto.randomUUID() }, body };
}

/** Of errors that should never happen. Their own message may hold what was sent. */
export const internalError = "internal error [LD3300]";
