/** A request that the service refuses, whatever its state, or of which it ignores something. */
export interface Refusal {
  /** Tells it from all others: `PutDestination destinationName of 513 characters`. */
  readonly name: string;
  readonly operation: string;
  readonly request: unknown;
  /** The member that is wrong. A construct that has a prop for it is given its value. */
  readonly member: string;
  readonly kind: RefusalKind;
  /** What the service's answer holds. @default the member's name */
  readonly answer?: string;
  /** The same mistake in other props than that of the member. */
  readonly elsewhere?: readonly Mistake[];
}

export type RefusalKind =
  /** A required member is missing, or the request is no object. */
  | "missing"
  /** A value is of another JSON type. */
  | "type"
  /** A value breaks a constraint of the table of operations. */
  | "constraint"
  /** A value is right for the table and breaks another rule of the service. */
  | "rule"
  /** The service has the member, and the local service does not model it. */
  | "not modelled"
  /** The service has no such member, and ignores it. */
  | "unknown member";

/** A construct with one wrong prop. */
export interface Mistake {
  /** `LogSubscriber.account`. */
  readonly prop: string;
  readonly make: (stack: import("cdktf").TerraformStack) => void;
  /** What the error says. */
  readonly says: RegExp;
}
