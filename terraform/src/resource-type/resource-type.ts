import type { ApplyContext, ResourceContext } from "../context.ts";
import { optionalText } from "../protocol/attributes.ts";
import type { Value, Values } from "../protocol/types.ts";
import type { Check } from "./checks.ts";
import type { ArgumentPath } from "./paths.ts";
import type { JsonForm } from "./policy-text.ts";

/**
 * A resource type: what its arguments mean to the local service. Its schema is in `schemas.json`. Attributes that a
 * method does not return keep their value.
 */
export interface ResourceType {
  /** The type in messages: `CloudWatch Logs Destination`. */
  readonly displayName: string;
  /** The argument whose value stands for the resource in messages. */
  readonly nameAttribute: string;
  /**
   * The verb of messages about creating and updating it.
   * @default creating and updating
   */
  readonly verb?: string;
  /** Arguments that mean something to the local service. The others are kept in the state and have no effect. */
  readonly modelled: readonly string[];
  /**
   * Attributes that AWS knows and the local service does not. They are kept beside it, so that an import finds them, and
   * another configuration too.
   */
  readonly keptBeside?: readonly string[];
  /** Arguments and blocks whose change replaces the resource, and `BLOCK.#` for another number of blocks. `region` always does. */
  readonly requiresReplace: readonly ArgumentPath[];
  /** The values that the real provider takes for arguments that are left out. */
  readonly defaults?: Values;
  /** The same for arguments of blocks. */
  readonly nestedDefaults?: Readonly<Record<ArgumentPath, Value>>;
  /** Blocks that the real provider's state has also where the configuration has none: their values then. */
  readonly blocksLeftOut?: Readonly<Record<ArgumentPath, Values>>;
  /** Arguments of blocks that the real provider fills in where they are left out. */
  readonly nestedComputed?: Readonly<Record<ArgumentPath, (context: ResourceContext, block: Values) => Value>>;
  /** Arguments that hold JSON, and the form in which it is sent. A change of white space or order in them is none. */
  readonly jsonArguments?: Readonly<Record<ArgumentPath, JsonForm>>;
  /** By argument or block, checked before anything is planned. */
  readonly checks?: Readonly<Record<ArgumentPath, Check>>;
  /** By argument or block, the warning of the real provider about one that is deprecated. */
  readonly deprecated?: Readonly<Record<ArgumentPath, string>>;
  /**
   * Changes the plan where one attribute follows from another.
   * @returns the attributes to change
   * @throws DiagnosticError where the plan cannot be carried out
   */
  readonly modifyPlan?: (planned: Values, prior: Values | null) => Values;
  /** The ARN that the resource will have. For types whose names must be unique. */
  readonly arnOf?: (context: ResourceContext, planned: Values) => string;
  readonly create: (context: ApplyContext, planned: Values) => Promise<Values> | Values;
  /** @returns the state as it is now; `undefined` where the resource is gone */
  readonly read: (context: ResourceContext, state: Values) => Promise<Values | undefined> | Values | undefined;
  readonly update: (context: ApplyContext, planned: Values, prior: Values) => Promise<Values> | Values;
  readonly delete: (context: ResourceContext, state: Values) => Promise<void> | void;
  /**
   * Deletes what a killed run has left, whatever refers to it.
   * @default delete
   */
  readonly deleteLeftover?: (context: ResourceContext, state: Values) => Promise<void> | void;
  /** @returns the attributes by which `read` finds a resource of this import id */
  readonly import: (context: ResourceContext, id: string) => Values;
}

/** A resource in a message: `CloudWatch Logs Destination (central)`. */
export function describeResource(
  { displayName, nameAttribute }: Pick<ResourceType, "displayName" | "nameAttribute">,
  values: Values | null,
): string {
  const name = values && optionalText(values, nameAttribute);
  return name ? `${displayName} (${name})` : displayName;
}
