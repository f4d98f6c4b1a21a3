import { LogsError } from "../errors.ts";
import { isObject } from "../json.ts";
import type { FetchResponse } from "./transport.ts";

/** An HTTP answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: FetchResponse["headers"];
  /** The body as text, or what its JSON holds. */
  readonly body: string | { readonly json: unknown };
}

/** Has the answer no body, as those to operations without a response? [F3] */
export function isEmpty({ body }: Answer): boolean {
  return typeof body === "string" && body.trim() === "";
}

/**
 * Reads the JSON of a good answer; an empty body stands for an empty object.
 * @throws LogsError `InvalidResponse` where it is something else
 */
export function readResponse(operation: string, answer: Answer): Record<string, unknown> {
  const response = isEmpty(answer) ? {} : objectIn(answer.body);
  if (response) return response;
  throw unreadable(operation, answer, true);
}

/** Codes that a later attempt may not meet again, although their status is that of a fault of the request. */
const transient = /^(OperationAborted|RequestLimitExceeded|RequestTimeout|Thrott|TooManyRequests)/;

/** Turns an answer that is not a success into the error that it stands for, also where its body is no JSON. */
export function readError(operation: string, answer: Answer): LogsError {
  const { status, headers } = answer;
  const body = objectIn(answer.body);
  const type = headers.get("x-amzn-errortype") || body?.__type || body?.code;
  const overloaded = status >= 500 || status === 429;
  if (typeof type !== "string") return unreadable(operation, answer, overloaded);
  // What stands before a `#` is a namespace, and what follows a `:` a link. [F4]
  const code = type.replace(/:.*$/s, "").replace(/^.*#/s, "");
  const written = body?.message ?? body?.Message;
  const message = typeof written === "string" && written !== "" ? written : `HTTP status ${status}`;
  return errorOf(operation, answer, code, message, overloaded || transient.test(code));
}

/** @returns the error of an answer that is not the JSON that it should be */
function unreadable(operation: string, answer: Answer, retryable: boolean): LogsError {
  const { status, headers, body } = answer;
  const type = headers.get("content-type") ?? "an untyped body";
  const text = typeof body === "string" ? body : JSON.stringify(body.json);
  const begin = JSON.stringify(text.slice(0, 60));
  const message = `HTTP status ${status}, and no JSON object but ${type} that begins ${begin}`;
  return errorOf(operation, answer, "InvalidResponse", message, retryable);
}

/** An error with what its answer tells, where there is one. */
export function errorOf(
  operation: string,
  answer: Pick<Answer, "status" | "headers"> | undefined,
  code: string,
  message: string,
  retryable: boolean,
  cause?: unknown,
): LogsError {
  return new LogsError(code, message, {
    operation,
    status: answer?.status,
    requestId: answer?.headers.get("x-amzn-requestid") ?? undefined,
    retryable,
    retryAfter: answer && readRetryAfter(answer.headers),
    cause,
  });
}

function objectIn(body: Answer["body"]): Record<string, unknown> | undefined {
  try {
    const value: unknown = typeof body === "string" ? JSON.parse(body) : body.json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The milliseconds that a `Retry-After` header asks for: seconds, or a date. */
function readRetryAfter(headers: FetchResponse["headers"]): number | undefined {
  const written = headers.get("retry-after") ?? "";
  const milliseconds = /^[\d.]+$/.test(written) ? Number(written) * 1000 : Date.parse(written) - Date.now();
  return milliseconds > 0 ? milliseconds : undefined;
}
