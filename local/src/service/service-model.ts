import type { Shape } from "@log-destinations/core/service";
import type { Call } from "./call.ts";

/** An operation that the local service carries out. */
export interface ModelledOperation {
  /** The members of a request, which is checked against them first. */
  readonly members: Readonly<Record<string, Shape>>;
  readonly unmodelled: Unmodelled;
  /** The service's quota for each account and Region; absent where none is known. */
  readonly requestsPerSecond?: number | undefined;
  readonly handle: (call: Call, request: never) => object;
}

/**
 * Members that the service has and that are not modelled, each with the value, if any, that is accepted because it asks
 * for what happens here anyway.
 */
export type Unmodelled = Readonly<Record<string, string | boolean | undefined>>;

/** How the requests and answers of a service look on the wire. */
export type ServiceProtocol =
  | {
      readonly kind: "json";
      /** The beginning of `X-Amz-Target`: `Logs_20140328`. */
      readonly targetPrefix: string;
    }
  | {
      /** A form with an `Action`, answered in XML. */
      readonly kind: "query";
      /** The version of the API: `2011-06-15`. */
      readonly version: string;
      /** The namespace of the XML: `https://sts.amazonaws.com/doc/2011-06-15/`. */
      readonly namespace: string;
    };

/** The class of the error for a request that breaks a constraint. */
export type InvalidCode =
  | "InvalidParameterException"
  | "InvalidArgumentException"
  | "InvalidInputException"
  | "ValidationException"
  | "ValidationError";

/** A service of AWS with the operations that are modelled here. */
export interface ServiceModel {
  /** The name that people know it by: `CloudWatch Logs`. */
  readonly name: string;
  /** The name in the credential scope of a signature, `logs`. */
  readonly signingName: string;
  readonly protocol: ServiceProtocol;
  readonly invalid: InvalidCode;
  readonly operations: Readonly<Record<string, ModelledOperation>>;
}
