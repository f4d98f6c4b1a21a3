import { Buffer } from "node:buffer";
import { LogsError } from "@log-destinations/core";
import { isObject, parseFunctionArn, parseStreamArn } from "@log-destinations/core/service";
import type { Control } from "../control/control.ts";
import type { OnFault } from "../faults.ts";
import { kinesis } from "../kinesis/kinesis-model.ts";
import { logs } from "../logs/logs-model.ts";
import type { Dispatcher } from "../service/dispatcher.ts";
import { refusingDeepNesting } from "../service/request-validation.ts";
import { serviceError } from "../service/service-error.ts";
import type { ServiceModel } from "../service/service-model.ts";
import type { Authentication } from "./authentication.ts";
import { encode, encodeError, type WireAnswer } from "./wire-answer.ts";
import type { WireRequest } from "./wire-request.ts";

/** The path to read the records of a stream at. Firehose has no operation for that. */
const recordsPath = "/_local/v1/records";
/** The path to read the invocations of a Lambda function at. */
const invocationsPath = "/_local/v1/invocations";

/** The services of AWS that are modelled. */
export const models: readonly ServiceModel[] = [logs, kinesis];

/** Answers HTTP requests, from any server or runtime. */
export class WireHandler {
  readonly #dispatcher: Dispatcher;
  readonly #authentication: Authentication;
  readonly #control: Control;
  readonly #onFault: OnFault;

  constructor(dispatcher: Dispatcher, authentication: Authentication, control: Control, onFault: OnFault) {
    this.#dispatcher = dispatcher;
    this.#authentication = authentication;
    this.#control = control;
    this.#onFault = onFault;
  }

  /** Answers one request. It never throws: an error is an answer too. */
  async handle(request: WireRequest): Promise<WireAnswer> {
    try {
      const result = JSON.stringify(await this.#carryOut(request));
      return encode(200, result === "{}" ? "" : result);
    } catch (error) {
      if (error instanceof LogsError) return encodeError(error);
      this.#onFault(error);
      // The message may hold what was sent, so it is not part of the answer.
      return encodeError(serviceError("ServiceUnavailableException", "internal error [LD3300]", 500));
    }
  }

  async #carryOut(request: WireRequest): Promise<object> {
    const [path] = request.target.split("?", 1);
    if (request.method === "GET" && path === recordsPath) return this.#records(request);
    if (request.method === "GET" && path === invocationsPath) return this.#invocations(request);
    if (request.method !== "POST" || request.target !== "/") {
      throw serviceError("UnknownOperationException", expectedInstead(request), 404);
    }
    const { model, operation } = readTarget(request.header("x-amz-target"));
    const body = readText(request);
    const caller = await this.#authentication.callerOf(request, model.signingName, body);
    return this.#dispatcher.run(model, operation, parse(request, body), caller);
  }

  #refuseUnsigned(path: string): void {
    if (!this.#authentication.checked) return;
    throw serviceError(
      "AccessDeniedException",
      `${path} takes no signature, and signatures are checked here [LD3305]`,
      403,
    );
  }

  #invocations({ target }: WireRequest): object {
    this.#refuseUnsigned(invocationsPath);
    const arn = new URL(target, "http://localhost").searchParams.get("function");
    if (arn === null || !parseFunctionArn(arn)) {
      const expected = `expected ${invocationsPath}?function=ARN, of a Lambda function [LD3319]`;
      throw serviceError("InvalidParameterException", `function is ${JSON.stringify(arn)}; ${expected}`);
    }
    return { invocations: this.#control.invocations(arn) };
  }

  #records({ target }: WireRequest): object {
    this.#refuseUnsigned(recordsPath);
    const arn = new URL(target, "http://localhost").searchParams.get("stream");
    if (arn === null || !parseStreamArn(arn)) {
      const expected = `expected ${recordsPath}?stream=ARN, of a Kinesis data stream or a Firehose stream [LD3306]`;
      throw serviceError("InvalidParameterException", `stream is ${JSON.stringify(arn)}; ${expected}`);
    }
    const records = this.#control.records(arn);
    return { records: records.map((record) => ({ ...record, data: Buffer.from(record.data).toString("base64") })) };
  }
}

function expectedInstead({ target }: WireRequest): string {
  const [path = ""] = target.split("?", 1);
  return path.startsWith("/_local")
    ? `${path} is not served; paths of version 1 are: GET ${recordsPath}?stream=ARN, GET ${invocationsPath}?function=ARN [LD3304]`
    : "expected POST / with an X-Amz-Target header [LD3307]";
}

function readTarget(target: string | undefined): { model: ServiceModel; operation: string } {
  const [prefix, operation = ""] = target?.split(".", 2) ?? [];
  const model = models.find((candidate) => candidate.targetPrefix === prefix);
  if (!model) {
    const known = models.map((known) => `${known.targetPrefix}.OPERATION`).join(" or ");
    throw serviceError(
      "UnknownOperationException",
      `X-Amz-Target is ${JSON.stringify(target ?? null)}; expected ${known} [LD3308]`,
    );
  }
  return { model, operation };
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function readText({ body }: WireRequest): string {
  try {
    return decoder.decode(body);
  } catch {
    throw serviceError("SerializationException", "the body is not UTF-8 [LD3311]");
  }
}

function parse({ header }: WireRequest, body: string): object {
  const type = header("content-type");
  if (type !== undefined && !/^application\/x-amz-json-1\.[01]\b/.test(type)) {
    throw serviceError(
      "SerializationException",
      `Content-Type is ${type}; expected application/x-amz-json-1.1 [LD3309]`,
    );
  }
  const encoding = header("content-encoding");
  if (encoding !== undefined && encoding !== "identity") {
    throw serviceError("SerializationException", `Content-Encoding is ${encoding}; expected none [LD3310]`);
  }
  return refusingDeepNesting(() => readObject(body));
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
