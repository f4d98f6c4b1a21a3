import type { LogsError } from "@log-destinations/core";
import type { ServiceModel } from "../service/service-model.ts";
import type { WireAnswer } from "./wire-answer.ts";
import type { WireRequest } from "./wire-request.ts";

/** How the requests of a service are read and answered. */
export interface Protocol {
  /** The name of the operation that a request is for, which may be one that the service does not have. */
  operationOf(request: WireRequest, body: string): string;
  /**
   * The members of a request.
   * @throws LogsError `SerializationException`
   */
  read(request: WireRequest, body: string, model: ServiceModel, operation: string): object;
  answer(model: ServiceModel, operation: string, result: object): WireAnswer;
  refuse(model: ServiceModel, error: LogsError): WireAnswer;
}
