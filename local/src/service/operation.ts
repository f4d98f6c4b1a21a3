import type { Shape } from "@log-destinations/core/service";
import type { Call } from "./call.ts";

/** One operation as the service carries it out: the request is checked against its members before. */
export interface Handled {
  readonly members: Readonly<Record<string, Shape>>;
  readonly unmodelled: Unmodelled;
  /** The quota of the destination operations holds for it. */
  readonly throttled?: boolean;
  readonly handle: (call: Call, request: never) => object;
}

/**
 * Members that the service has and that mean nothing here, with the value, if any, that asks for nothing more than what
 * happens here anyway.
 */
export type Unmodelled = Readonly<Record<string, string | boolean | undefined>>;

/** The operations that stand behind one prefix of `X-Amz-Target`. */
export interface Endpoint {
  /** The prefix, `Logs_20140328`. */
  readonly target: string;
  /** The name in the credential scope, `logs`. */
  readonly signingName: string;
  /** The class of the error that a broken constraint gets. */
  readonly invalid: "InvalidParameterException" | "ValidationException";
  readonly operations: Readonly<Record<string, Handled>>;
}
