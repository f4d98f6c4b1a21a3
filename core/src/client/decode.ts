import { LogsError, type LogsErrorDetails } from "../errors.ts";
import type { Shape } from "../operations/table.ts";
import { readRetryAfter } from "./retry.ts";
import type { FetchResponse } from "./transport.ts";

/** An HTTP answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: FetchResponse["headers"];
  readonly body: string;
}

/**
 * Turns a good answer into a response, checking it against the operation's response members. Members that the table
 * does not know pass through. A `null` or `""` in the place of an optional string, as some emulators send it, counts
 * as absent.
 * @throws LogsError `InvalidResponse` where the body is no JSON object or a required member is missing
 */
export function decodeResponse(
  operation: string,
  members: Readonly<Record<string, Shape>>,
  answer: Answer,
): Record<string, unknown> {
  if (answer.body === "") return decodeMembers(operation, members, {}, "", answer);
  const response = parseObject(answer.body);
  if (response === undefined) {
    throw new LogsError("InvalidResponse", `the answer is not JSON but ${described(answer)}`, {
      operation,
      ...meta(answer),
      retryable: true,
    });
  }
  return decodeMembers(operation, members, response, "", answer);
}

function decodeMembers(
  operation: string,
  members: Readonly<Record<string, Shape>>,
  object: Record<string, unknown>,
  path: string,
  answer: Answer,
): Record<string, unknown> {
  for (const name in members) {
    const shape = members[name] as Shape;
    const value = object[name];
    if (value === undefined || value === null || (value === "" && !shape.required)) {
      if (shape.required) throw malformed(`${path}${name} is missing`);
      delete object[name];
    } else if (shape.type === "structure") {
      if (!isObject(value)) throw malformed(`${path}${name} is not an object`);
      decodeMembers(operation, shape.members, value, `${path}${name}.`, answer);
    } else if (shape.type === "list") {
      if (!Array.isArray(value)) throw malformed(`${path}${name} is not a list`);
      decodeItems(value, shape.member, `${path}${name}`);
    } else if (typeof value !== jsonTypes[shape.type]) {
      throw malformed(`${path}${name} is not of type ${shape.type}`);
    }
  }
  return object;

  function decodeItems(items: unknown[], shape: Shape, at: string): void {
    if (shape.type !== "structure") return;
    for (let index = 0; index < items.length; index++) {
      const item = items[index];
      if (!isObject(item)) throw malformed(`${at}[${index}] is not an object`);
      decodeMembers(operation, shape.members, item, `${at}[${index}].`, answer);
    }
  }

  function malformed(what: string): LogsError {
    const message = `the answer is not what ${operation} promises: ${what}`;
    return new LogsError("InvalidResponse", message, { operation, ...meta(answer) });
  }
}

const jsonTypes = { string: "string", integer: "number", boolean: "boolean", map: "object" } as const;

/** Codes that a later attempt may not meet again, whatever their status. */
const transient: ReadonlySet<string> = new Set([
  "InternalFailure",
  "InternalServerError",
  "OperationAbortedException",
  "RequestLimitExceeded",
  "RequestTimeout",
  "RequestTimeoutException",
  "ServiceUnavailable",
  "ServiceUnavailableException",
  "Throttling",
  "ThrottledException",
  "ThrottlingException",
  "TooManyRequestsException",
]);

/** Turns an answer that is not a success into the error that it stands for, also where its body is no JSON. */
export function decodeError(operation: string, answer: Answer): LogsError {
  const { status, headers } = answer;
  const body = parseObject(answer.body);
  const type = headers.get("x-amzn-errortype")?.replace(/:.*$/s, "") || body?.__type || body?.code;
  const overloaded = status >= 500 || status === 429;
  if (typeof type !== "string") {
    const message = `HTTP status ${status}, and instead of an error of the service ${described(answer)}`;
    return new LogsError("InvalidResponse", message, { operation, ...meta(answer), retryable: overloaded });
  }
  const code = type.replace(/^.*#/s, "").replace(/:.*$/s, "");
  const written = body?.message ?? body?.Message;
  return new LogsError(code, typeof written === "string" && written !== "" ? written : `HTTP status ${status}`, {
    operation,
    ...meta(answer),
    retryable: overloaded || transient.has(code),
  });
}

function meta({ status, headers }: Answer): LogsErrorDetails {
  return { status, retryAfter: readRetryAfter(headers), requestId: headers.get("x-amzn-requestid") ?? undefined };
}

function described({ headers, body }: Answer): string {
  const type = headers.get("content-type") ?? "untyped";
  return body === "" ? "an empty body" : `a ${type} body that begins ${JSON.stringify(body.slice(0, 60))}`;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
