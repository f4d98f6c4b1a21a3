import { LogsError, type LogsErrorDetails } from "../errors.ts";
import { isObject } from "../json.ts";
import type { FetchResponse } from "./transport.ts";

/** An HTTP answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: FetchResponse["headers"];
  /** The body as text, or what its JSON holds. */
  readonly body: string | { readonly json: unknown };
}

/**
 * Reads the JSON of a good answer; an empty body stands for an empty object.
 * @throws LogsError `InvalidResponse` where it is something else
 */
export function readResponse(operation: string, answer: Answer): Record<string, unknown> {
  const response = isEmpty(answer) ? {} : objectIn(answer.body);
  if (response) return response;
  const message = `the answer is no JSON object but ${described(answer)}`;
  throw new LogsError("InvalidResponse", message, { operation, ...detailsOf(answer), retryable: true });
}

/** Has the answer no body, as those to operations without a response? */
export function isEmpty({ body }: Answer): boolean {
  return typeof body === "string" && body.trim() === "";
}

/** Codes that a later attempt may not meet again, although their status is that of a fault of the request. */
const transient = /^(OperationAborted|RequestLimitExceeded|RequestTimeout|Thrott|TooManyRequests)/;

/** Turns an answer that is not a success into the error that it stands for, also where its body is no JSON. */
export function readError(operation: string, answer: Answer): LogsError {
  const { status, headers } = answer;
  // 0 is what browsers show of a redirect.
  if (status < 400) {
    const message = `HTTP status ${status}: a redirect, which is not followed; give the client the endpoint that it leads to`;
    return new LogsError("InvalidResponse", message, { operation, ...detailsOf(answer) });
  }
  const body = objectIn(answer.body);
  const type = headers.get("x-amzn-errortype")?.replace(/:.*$/s, "") || body?.__type || body?.code;
  const overloaded = status >= 500 || status === 429;
  if (typeof type !== "string") {
    const message = `HTTP status ${status}, and instead of an error of the service ${described(answer)}`;
    return new LogsError("InvalidResponse", message, { operation, ...detailsOf(answer), retryable: overloaded });
  }
  const code = type.replace(/^.*#/s, "").replace(/:.*$/s, "");
  const written = body?.message ?? body?.Message;
  return new LogsError(code, typeof written === "string" && written !== "" ? written : `HTTP status ${status}`, {
    operation,
    ...detailsOf(answer),
    retryable: overloaded || transient.test(code),
  });
}

/** What an answer tells for an error. */
export function detailsOf({ status, headers }: Pick<Answer, "status" | "headers">): LogsErrorDetails {
  return { status, retryAfter: readRetryAfter(headers), requestId: headers.get("x-amzn-requestid") ?? undefined };
}

function described({ headers, body }: Answer): string {
  const text = typeof body === "string" ? body : JSON.stringify(body.json);
  return `${headers.get("content-type") ?? "an untyped body"} that begins ${JSON.stringify(text.slice(0, 60))}`;
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
  const written = headers.get("retry-after");
  if (!written) return undefined;
  const milliseconds = /^[\d.]+$/.test(written) ? Number(written) * 1000 : Date.parse(written) - Date.now();
  return milliseconds > 0 ? milliseconds : undefined;
}
