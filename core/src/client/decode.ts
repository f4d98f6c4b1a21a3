import { isObject } from "../json.ts";
import { type AnswerHead, type Failure, headOf, type Outcome } from "./failure.ts";
import type { FetchResponse } from "./transport.ts";

/** An HTTP answer, read to its end. */
export interface Answer extends AnswerHead {
  /** The body as text, or the value of its JSON. */
  readonly body: string | { readonly json: unknown };
}

type Response = Record<string, unknown>;

/** Reads the JSON of a good answer; an empty body means an empty object. [F3] */
export function decodeResponse(
  answer: Answer,
  check: ((response: Response) => string | undefined) | undefined,
): Outcome<Response> {
  const { body } = answer;
  const empty = typeof body === "string" && body.trim() === "";
  const response = empty ? {} : objectIn(body);
  if (!response) return { failure: unreadable(answer, "InvalidResponse", true) };
  const problem = check?.(response);
  if (problem === undefined) return { result: response, ...headOf(answer) };
  // An empty body may have been cut off.
  return { failure: failureOf(answer, "InvalidResponse", problem, empty) };
}

/** Codes for a caller that sends too much. */
export const throttled: RegExp = /Throttl|TooManyRequests|RequestLimit/;
/** Other codes that a later attempt may not meet again, although their status is that of a fault of the request. */
const transient = /^(OperationAborted|RequestTimeout)/;
/** Those of the AWS SDK [F359], of a server that waited for the request in vain, and of gateways without the service behind them. */
const transientStatus = /^(408|429|50[0234]|52\d)$/;

/** Reads an answer that is not a success, also where its body is no JSON. */
export function decodeFailure(answer: Answer): Failure {
  const { status, headers } = answer;
  const body = objectIn(answer.body);
  const type = headers.get("x-amzn-errortype") || body?.__type || body?.code;
  const overloaded = transientStatus.test(String(status));
  if (typeof type !== "string") {
    return unreadable(answer, status === 429 ? "ThrottlingException" : "InvalidResponse", overloaded, body);
  }
  // A namespace precedes a `#`, and a link follows a `:`. [F4]
  const code = type.replaceAll(/^[^:]*#|:.*$/gs, "");
  const written = body?.message || body?.Message;
  const message = typeof written === "string" ? written : `HTTP status ${status}`;
  return failureOf(answer, code, message, overloaded || throttled.test(code) || transient.test(code));
}

function unreadable(answer: Answer, code: string, retryable: boolean, object?: Response): Failure {
  const { status, headers, body } = answer;
  const type = headers.get("content-type") ?? "an untyped body";
  const text = typeof body === "string" ? body : JSON.stringify(body.json);
  const begin = JSON.stringify(text.slice(0, 60));
  const lacks = object ? "error name" : "JSON object";
  // Where a redirect leads to. What follows a `?` may be secret.
  const to = headers.get("location")?.split("?")[0];
  const message = `HTTP status ${status}${to ? ` to ${to}` : ""}, and no ${lacks} but ${type} that begins ${begin} [LD1212]`;
  return failureOf(answer, code, message, retryable);
}

/** A failure, with the status, the id and the wait of its answer where there is one. */
export function failureOf(
  answer: AnswerHead | undefined,
  code: string,
  message: string,
  retryable: boolean,
  cause?: unknown,
): Failure {
  return {
    code,
    message,
    retryable,
    ...(answer && headOf(answer)),
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

/** The milliseconds to wait that the headers ask for: AWS's own in milliseconds [F360], HTTP's in seconds or as a date. */
function parseRetryAfter(headers: FetchResponse["headers"]): number | undefined {
  const written = headers.get("retry-after") ?? "";
  const milliseconds =
    Number(headers.get("x-amz-retry-after")) || Number(written) * 1000 || Date.parse(written) - Date.now();
  return milliseconds > 0 ? milliseconds : undefined;
}
