import { Buffer } from "node:buffer";
import { LogsError } from "@log-destinations/core";
import { parseFunctionArn, parseStreamArn } from "@log-destinations/core/service";
import type { Control } from "../control/control.ts";
import type { OnFault } from "../faults.ts";
import type { Dispatcher } from "../service/dispatcher.ts";
import { serviceError } from "../service/service-error.ts";
import type { ServiceModel } from "../service/service-model.ts";
import type { Authentication } from "./authentication.ts";
import { refuseForeign } from "./foreign-service.ts";
import { jsonProtocol, jsonRefusal } from "./json-protocol.ts";
import { queryProtocol } from "./query-protocol.ts";
import { readText } from "./request-body.ts";
import { serviceOf } from "./services.ts";
import { encode, type WireAnswer } from "./wire-answer.ts";
import type { WireRequest } from "./wire-request.ts";

/** The path to read the records of a stream at. Firehose has no operation for that. */
const recordsPath = "/_local/v1/records";
/** The path to read the invocations of a Lambda function at. */
const invocationsPath = "/_local/v1/invocations";

const protocols = { json: jsonProtocol, query: queryProtocol } as const;

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
    const model = serviceOf(request);
    try {
      return model ? await this.#carryOut(model, request) : this.#answerOther(request);
    } catch (error) {
      const refuse = (refused: LogsError) =>
        model ? protocols[model.protocol.kind].refuse(model, refused) : jsonRefusal(refused);
      if (error instanceof LogsError) return refuse(error);
      this.#onFault(error);
      // The message may hold what was sent, so it is not part of the answer.
      return refuse(serviceError("ServiceUnavailableException", "internal error [LD3300]", 500));
    }
  }

  async #carryOut(model: ServiceModel, request: WireRequest): Promise<WireAnswer> {
    if (request.method !== "POST" || request.target !== "/") throw misaddressed(request);
    const protocol = protocols[model.protocol.kind];
    const caller = await this.#authentication.callerOf(request, model.signingName);
    const body = readText(request);
    const operation = protocol.operationOf(request, body);
    const result = this.#dispatcher.run(model, operation, protocol.read(request, body, model, operation), caller);
    return { ...protocol.answer(model, operation, result), operation: `${model.signingName}.${operation}` };
  }

  #answerOther(request: WireRequest): WireAnswer {
    const [path] = request.target.split("?", 1);
    if (request.method === "GET" && path === recordsPath) return asJson(this.#records(request));
    if (request.method === "GET" && path === invocationsPath) return asJson(this.#invocations(request));
    const refusal = path?.startsWith("/_local") ? undefined : refuseForeign(request);
    if (refusal) return refusal;
    throw misaddressed(request);
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

function asJson(result: object): WireAnswer {
  return encode(200, "application/json", JSON.stringify(result));
}

function misaddressed({ method, target }: WireRequest): LogsError {
  const [path = ""] = target.split("?", 1);
  const expected = path.startsWith("/_local")
    ? `${path} is not served; paths of version 1 are: GET ${recordsPath}?stream=ARN, GET ${invocationsPath}?function=ARN [LD3304]`
    : "expected POST / with an X-Amz-Target header, or signed for IAM or STS [LD3307]";
  const isPlace = method === "POST" && target === "/";
  return serviceError("UnknownOperationException", expected, isPlace ? 400 : 404);
}
