import { LogsError } from "@log-destinations/core";
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
import { isSteering, type SteeringHandler } from "./steering-handler.ts";
import { internalError, type WireAnswer } from "./wire-answer.ts";
import type { WireRequest } from "./wire-request.ts";

const protocols = { json: jsonProtocol, query: queryProtocol } as const;

/** Answers HTTP requests, from any server or runtime. */
export class WireHandler {
  readonly #dispatcher: Dispatcher;
  readonly #authentication: Authentication;
  readonly #steering: SteeringHandler;
  readonly #onFault: OnFault;

  constructor(dispatcher: Dispatcher, authentication: Authentication, steering: SteeringHandler, onFault: OnFault) {
    this.#dispatcher = dispatcher;
    this.#authentication = authentication;
    this.#steering = steering;
    this.#onFault = onFault;
  }

  /** Answers one request. It never throws: an error is an answer too. */
  async handle(request: WireRequest): Promise<WireAnswer> {
    if (isSteering(request.target)) return this.#steering.handle(request);
    const model = serviceOf(request);
    try {
      return model ? await this.#carryOut(model, request) : answerOther(request);
    } catch (error) {
      const refuse = (refused: LogsError) =>
        model ? protocols[model.protocol.kind].refuse(model, refused) : jsonRefusal(refused);
      if (error instanceof LogsError) return refuse(error);
      this.#onFault(error);
      return refuse(serviceError("ServiceUnavailableException", internalError, 500));
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
}

/** Refuses a request of a service that is not modelled, as its client can read. */
function answerOther(request: WireRequest): WireAnswer {
  const refusal = refuseForeign(request);
  if (refusal) return refusal;
  throw misaddressed(request);
}

function misaddressed({ method, target }: WireRequest): LogsError {
  const isPlace = method === "POST" && target === "/";
  return serviceError(
    "UnknownOperationException",
    "expected POST / with an X-Amz-Target header, or signed for IAM, STS or another modelled service [LD3307]",
    isPlace ? 400 : 404,
  );
}
