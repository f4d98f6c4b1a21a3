import type { LogsError } from "@log-destinations/core";

/** An HTTP answer, for any server or runtime. */
export interface WireAnswer {
  readonly status: number;
  /** The class of the error, where the answer is one. */
  readonly error?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function encode(status: number, body: string): WireAnswer {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": crypto.randomUUID() };
  return { status, headers, body };
}

export function encodeError({ code, message, status = 400 }: LogsError): WireAnswer {
  return { ...encode(status, JSON.stringify({ __type: code, message })), error: code };
}
