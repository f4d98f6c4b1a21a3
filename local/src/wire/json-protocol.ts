import type { LogsError } from "@log-destinations/core";
import { isObject } from "@log-destinations/core/service";
import { refusingDeepNesting } from "../service/request-validation.ts";
import { serviceError } from "../service/service-error.ts";
import type { Protocol } from "./protocol.ts";
import { encode, type WireAnswer } from "./wire-answer.ts";
import type { WireRequest } from "./wire-request.ts";

const contentType = "application/x-amz-json-1.1";

/** The operation in a header, the request and the answer as JSON. */
export const jsonProtocol: Protocol = {
  operationOf: ({ header }) => header("x-amz-target")?.split(".", 2)[1] ?? "",
  read: (request, body) => {
    refuseOtherContent(request);
    return refusingDeepNesting(() => readObject(body));
  },
  answer: (_, __, result) => {
    const body = JSON.stringify(result);
    return encode(200, contentType, body === "{}" ? "" : body);
  },
  refuse: (_, error) => jsonRefusal(error),
};

export function jsonRefusal({ code, message, status = 400 }: LogsError): WireAnswer {
  return { ...encode(status, contentType, JSON.stringify({ __type: code, message })), error: code };
}

function refuseOtherContent({ header }: WireRequest): void {
  const type = header("content-type");
  if (type !== undefined && !/^application\/x-amz-json-1\.[01]\b/.test(type)) {
    throw serviceError(
      "SerializationException",
      `Content-Type is ${type}; expected application/x-amz-json-1.1 [LD3309]`,
    );
  }
}

function readObject(body: string): object {
  const value = parseJson(body);
  if (!isObject(value)) throw serviceError("SerializationException", "the body is not a JSON object [LD3312]");
  // Half of a surrogate pair has no UTF-8: a resource of such a name could not be named again.
  if (/\\u[dD][89a-fA-F]/.test(body) && !isWellFormed(value)) {
    throw serviceError("SerializationException", "the body holds half of a surrogate pair [LD3314]");
  }
  return value;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === "string") return !/\p{Surrogate}/u.test(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, item]) => isWellFormed(key) && isWellFormed(item));
}
