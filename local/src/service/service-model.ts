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

/** A service of AWS with the operations that are modelled here: those that share a prefix of `X-Amz-Target`. */
export interface ServiceModel {
  /** `Logs_20140328` */
  readonly targetPrefix: string;
  /** The name in the credential scope of a signature, `logs`. */
  readonly signingName: string;
  /** The class of the error for a request that breaks a constraint. */
  readonly invalid: "InvalidParameterException" | "ValidationException";
  readonly operations: Readonly<Record<string, ModelledOperation>>;
}
