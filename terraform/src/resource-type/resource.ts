import type { Context } from "../context.ts";
import { optionalText } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import type { Check } from "./checks.ts";

/** What a resource type does. Its schema is `schemas.json`'s; attributes that a method does not give stay as they were. */
export interface ResourceType {
  /** As messages speak of it: `CloudWatch Logs Destination`. */
  readonly called: string;
  /** The argument that messages name it by. */
  readonly namedBy: string;
  /**
   * How messages speak of making and changing it.
   * @default creating and updating
   */
  readonly madeBy?: string;
  /** Arguments that mean something to the local service. The others are stored and given back. */
  readonly modelled: readonly string[];
  /** Arguments a change of which replaces the resource. `region` always does. */
  readonly replacedBy: readonly string[];
  /** What the real provider takes where an argument is left out. */
  readonly defaults?: Values;
  /** Arguments that hold JSON: written another way it is the same. */
  readonly documents?: readonly string[];
  /** What is told of an argument before anything is planned. */
  readonly checks?: Readonly<Record<string, Check>>;
  /**
   * What else follows from a plan.
   * @throws Failure where it cannot be carried out
   */
  readonly complete?: (planned: Values, prior: Values | null) => Values;
  /** Where a name can be taken: the ARN that the resource will have. */
  readonly arnOf?: (context: Context, planned: Values) => string;
  readonly create: (context: Context, planned: Values) => Promise<Values> | Values;
  /** The state as it is now; `undefined` where it is gone. */
  readonly read: (context: Context, state: Values) => Promise<Values | undefined> | Values | undefined;
  readonly update: (context: Context, planned: Values, prior: Values) => Promise<Values> | Values;
  readonly delete: (context: Context, state: Values) => Promise<void> | void;
  /** What `read` needs to find it by its import id. */
  readonly import: (context: Context, id: string) => Values;
}

/** A resource in a message: `CloudWatch Logs Destination (central)`. */
export function nameOf({ called, namedBy }: Pick<ResourceType, "called" | "namedBy">, values: Values | null): string {
  const name = values && optionalText(values, namedBy);
  return name ? `${called} (${name})` : called;
}
