import { Buffer } from "node:buffer";
import { LogsError } from "@log-destinations/core";
import type { Control } from "../control/control.ts";
import { parseTarget } from "../delivery/target.ts";
import { kinesis } from "../kinesis/operations.ts";
import { logs } from "../logs/operations.ts";
import { answer } from "../service/answers.ts";
import type { OnFault } from "../service/faults.ts";
import type { Endpoint } from "../service/operation.ts";
import { refusingDepth } from "../service/requests.ts";
import type { Service } from "../service/service.ts";
import { encode, encodeError, type WireAnswer } from "./answer.ts";
import type { Authentication } from "./authentication.ts";

/** An HTTP request, whatever server or runtime it came through. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** The value of a header by its name in small letters. */
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
}

/** Where the records of a stream can be read without an API of AWS, for the streams that have none to read. */
const recordsPath = "/_local/v1/records";

/** All that the service answers. */
export const endpoints: readonly Endpoint[] = [logs, kinesis];

/** Answers requests, whatever they came through. */
export class WireHandler {
  readonly #service: Service;
  readonly #authentication: Authentication;
  readonly #control: Control;
  readonly #onFault: OnFault;

  constructor(service: Service, authentication: Authentication, control: Control, onFault: OnFault) {
    this.#service = service;
    this.#authentication = authentication;
    this.#control = control;
    this.#onFault = onFault;
  }

  /** Answers one request. It never throws: what goes wrong is an answer too. */
  async handle(request: WireRequest): Promise<WireAnswer> {
    try {
      const result = JSON.stringify(await this.#carryOut(request));
      return encode(200, result === "{}" ? "" : result);
    } catch (error) {
      if (error instanceof LogsError) return encodeError(error);
      this.#onFault(error);
      // The error's message may hold what was sent, so it goes nowhere.
      return encodeError(answer("ServiceUnavailableException", "internal error", 500));
    }
  }

  async #carryOut(request: WireRequest): Promise<object> {
    if (request.method === "GET" && request.target.split("?", 1)[0] === recordsPath) return this.#records(request);
    if (request.method !== "POST" || request.target !== "/") {
      throw answer("UnknownOperationException", expectedInstead(request), 404);
    }
    const { endpoint, operation } = readTarget(request.header("x-amz-target"));
    const body = readText(request);
    const caller = await this.#authentication.callerOf(request, endpoint.signingName, body);
    return this.#service.run(endpoint, operation, parse(request, body), caller);
  }

  #records({ target }: WireRequest): object {
    if (this.#authentication.checked) {
      throw answer("AccessDeniedException", `${recordsPath} takes no signature, and signatures are checked here`, 403);
    }
    const arn = new URL(target, "http://localhost").searchParams.get("stream");
    if (arn === null || !parseTarget(arn)) {
      const expected = `expected ${recordsPath}?stream=ARN, of a Kinesis data stream or a Firehose stream`;
      throw answer("InvalidParameterException", `stream is ${JSON.stringify(arn)}; ${expected}`);
    }
    const records = this.#control.records(arn);
    return { records: records.map((record) => ({ ...record, data: Buffer.from(record.data).toString("base64") })) };
  }
}

function expectedInstead({ target }: WireRequest): string {
  const [path = ""] = target.split("?", 1);
  return path.startsWith("/_local")
    ? `${path} is not served; paths of version 1 are: GET ${recordsPath}?stream=ARN`
    : "expected POST / with an X-Amz-Target header";
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

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function readText({ body }: WireRequest): string {
  try {
    return decoder.decode(body);
  } catch {
    throw answer("SerializationException", "the body is not UTF-8");
  }
}

function parse({ header }: WireRequest, body: string): object {
  const type = header("content-type");
  if (type !== undefined && !/^application\/x-amz-json-1\.[01]\b/.test(type)) {
    throw answer("SerializationException", `Content-Type is ${type}; expected application/x-amz-json-1.1`);
  }
  const encoding = header("content-encoding");
  if (encoding !== undefined && encoding !== "identity") {
    throw answer("SerializationException", `Content-Encoding is ${encoding}; expected none`);
  }
  return refusingDepth(() => readObject(body));
}

function readObject(body: string): object {
  const value = parseJson(body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw answer("SerializationException", "the body is not a JSON object");
  }
  // Half of a surrogate pair has no UTF-8: what is stored under such a name could not be named again.
  if (/\\u[dD][89a-fA-F]/.test(body) && !isWellFormed(value)) {
    throw answer("SerializationException", "the body holds half of a surrogate pair");
  }
  return value;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw answer("SerializationException", "the body is not JSON");
  }
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === "string") return !/\p{Surrogate}/u.test(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, item]) => isWellFormed(key) && isWellFormed(item));
}
