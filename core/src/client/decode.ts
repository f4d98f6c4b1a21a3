import { isObject } from "../json.ts";
import type { Failure, Outcome } from "./failure.ts";
import type { FetchResponse } from "./transport.ts";

/** An HTTP answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: FetchResponse["headers"];
  /** The body as text, or the value of its JSON. */
  readonly body: string | { readonly json: unknown };
}

type Response = Record<string, unknown>;

/** Reads the JSON of a good answer; an empty body means an empty object. [F3] */
export function decodeResponse(
  operation: string,
  answer: Answer,
  check: ((response: Response) => string | undefined) | undefined,
): Outcome<Response> {
  const { body } = answer;
  const empty = typeof body === "string" && body.trim() === "";
  const response = empty ? {} : objectIn(body);
  if (!response) return { failure: notJson(answer, true) };
  const problem = check?.(response);
  if (problem === undefined) return { result: response };
  const message = `the answer is not what ${operation} promises: ${problem} [LD1211]`;
  // An empty body may have been cut off.
  return { failure: failureOf(answer, "InvalidResponse", message, empty) };
}

/** Codes that a later attempt may not meet again, although their status is that of a fault of the request. */
const transient = /^(OperationAborted|RequestLimitExceeded|RequestTimeout|Thrott|TooManyRequests)/;

/** Reads an answer that is not a success, also where its body is no JSON. */
export function decodeFailure(answer: Answer): Failure {
  const { status, headers } = answer;
  const body = objectIn(answer.body);
  const type = headers.get("x-amzn-errortype") || body?.__type || body?.code;
  const overloaded = status >= 500 || status === 429;
  if (typeof type !== "string") return notJson(answer, overloaded);
  // A namespace precedes a `#`, and a link follows a `:`. [F4]
  const code = type.replace(/:.*$/s, "").replace(/^.*#/s, "");
  const written = body?.message ?? body?.Message;
  const message = typeof written === "string" && written !== "" ? written : `HTTP status ${status}`;
  return failureOf(answer, code, message, overloaded || transient.test(code));
}

function notJson(answer: Answer, retryable: boolean): Failure {
  const { status, headers, body } = answer;
  const type = headers.get("content-type") ?? "an untyped body";
  const text = typeof body === "string" ? body : JSON.stringify(body.json);
  const begin = JSON.stringify(text.slice(0, 60));
  const message = `HTTP status ${status}, and no JSON object but ${type} that begins ${begin} [LD1212]`;
  return failureOf(answer, "InvalidResponse", message, retryable);
}

/** A failure, with the status, the id and the wait of its answer where there is one. */
export function failureOf(
  answer: Pick<Answer, "status" | "headers"> | undefined,
  code: string,
  message: string,
  retryable: boolean,
  cause?: unknown,
): Failure {
  return {
    code,
    message,
    retryable,
    status: answer?.status,
    requestId: answer?.headers.get("x-amzn-requestid") ?? undefined,
    retryAfter: answer && parseRetryAfter(answer.headers),
    cause,
  };
}

function objectIn(body: Answer["body"]): Response | undefined {
  try {
    const value: unknown = typeof body === "string" ? JSON.parse(body) : body.json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The milliseconds that a `Retry-After` header asks for: seconds, or a date. */
function parseRetryAfter(headers: FetchResponse["headers"]): number | undefined {
  const written = headers.get("retry-after") ?? "";
  const milliseconds = /^[\d.]+$/.test(written) ? Number(written) * 1000 : Date.parse(written) - Date.now();
  return milliseconds > 0 ? milliseconds : undefined;
}
