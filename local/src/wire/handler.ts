import { accountId, LogsError, partitionOf } from "@log-destinations/core";
import { logs } from "../logs/operations.ts";
import { answer } from "../service/answers.ts";
import type { Caller } from "../service/call.ts";
import type { Endpoint } from "../service/operation.ts";
import type { Service } from "../service/service.ts";
import { readCredential } from "./credential.ts";

/** An HTTP request, whatever server or runtime it came through. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** The value of a header by its name in small letters. */
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const endpoints: readonly Endpoint[] = [logs];

/** Answers one request. It never throws: what goes wrong is an answer too. */
export function handle(service: Service, request: WireRequest): WireAnswer {
  try {
    const result = JSON.stringify(carryOut(service, request));
    return encode(200, result === "{}" ? "" : result);
  } catch (error) {
    return encodeError(error);
  }
}

function carryOut(service: Service, request: WireRequest): object {
  if (request.method !== "POST" || request.target !== "/") {
    throw answer("UnknownOperationException", "expected POST / with an X-Amz-Target header", 404);
  }
  const { endpoint, operation } = readTarget(request.header("x-amz-target"));
  const caller = identify(request, endpoint);
  return service.run(endpoint, operation, readBody(request), caller);
}

function readTarget(target: string | undefined): { endpoint: Endpoint; operation: string } {
  const [prefix, operation = ""] = target?.split(".", 2) ?? [];
  const endpoint = endpoints.find((candidate) => candidate.target === prefix);
  if (!endpoint) {
    const known = endpoints.map((known) => `${known.target}.OPERATION`).join(" or ");
    throw answer("UnknownOperationException", `X-Amz-Target is ${JSON.stringify(target ?? null)}; expected ${known}`);
  }
  return { endpoint, operation };
}

function identify(request: WireRequest, endpoint: Endpoint): Caller {
  const { accessKeyId, region, service } = readCredential(request.header("authorization"));
  if (service !== endpoint.signingName) {
    const expected = `Credential should be scoped to correct service: '${endpoint.signingName}'.`;
    throw answer("InvalidSignatureException", expected);
  }
  if (!accountId.test(accessKeyId)) {
    const expected = "An access key id is a 12-digit account id here, or one that is declared.";
    throw answer("UnrecognizedClientException", `The security token included in the request is invalid. ${expected}`);
  }
  return rootOf(accessKeyId, region);
}

/** The caller that an account is where nothing else was declared. */
export function rootOf(account: string, region: string): Caller {
  return { account, region, arn: `arn:${partitionOf(region).name}:iam::${account}:root` };
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function readBody(request: WireRequest): object {
  const type = request.header("content-type");
  if (type !== undefined && !/^application\/x-amz-json-1\.[01]\b/.test(type)) {
    throw answer("SerializationException", `Content-Type is ${type}; expected application/x-amz-json-1.1`);
  }
  const encoding = request.header("content-encoding");
  if (encoding !== undefined && encoding !== "identity") {
    throw answer("SerializationException", `Content-Encoding is ${encoding}; expected none`);
  }
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(request.body));
  } catch {
    throw answer("SerializationException", "the body is not JSON in UTF-8");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw answer("SerializationException", "the body is not a JSON object");
  }
  return value;
}

function encode(status: number, body: string): WireAnswer {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": crypto.randomUUID() };
  return { status, headers, body };
}

function encodeError(error: unknown): WireAnswer {
  if (!(error instanceof LogsError)) {
    // A fault of this package. Its message may hold what was sent, so it goes nowhere.
    return encode(500, JSON.stringify({ __type: "ServiceUnavailableException", message: "internal error" }));
  }
  return encode(error.status ?? 400, JSON.stringify({ __type: error.code, message: error.message }));
}
