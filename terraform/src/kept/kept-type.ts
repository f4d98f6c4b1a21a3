import type { ResourceContext } from "../context.ts";
import type { Value, Values } from "../protocol/types.ts";

/** The account and Region that an id or ARN is made in. */
export type Place = Pick<ResourceContext, "account" | "region" | "partition">;

/**
 * A text with attributes in braces, `arn:{partition}:sns:{region}:{account}:{name}`. Beside the attributes of the resource there
 * are `partition`, `region`, `account`, `dns` (the suffix of host names), `now`, `uuid`, `hex` (17 digits, as of a VPC's id)
 * and `key` (20 letters and digits, as of a user's id).
 */
export type Form = string | ((values: Values, place: Place) => Value);

/**
 * A type whose resources are kept: their arguments are stored and given back, and nothing but what is `known` stands behind them. Read from the
 * real provider's source.
 */
export interface KeptType {
  /** The type in messages: `SNS Topic`. */
  readonly displayName: string;
  /** The file of the real provider in which the entry was read; `undefined` where it was not, and names alone replace. */
  readonly source: string | undefined;
  /** The argument that names a resource in messages. */
  readonly nameAttribute: string;
  /** The arguments whose change replaces the resource. `region` always does. */
  readonly requiresReplace: readonly string[];
  /** The values of arguments that are left out, by path: `rule.bucket_key_enabled` is within each block `rule`. */
  readonly defaults?: Readonly<Record<string, Value>>;
  /** Of each group, one argument may be given. */
  readonly conflicts?: readonly (readonly string[])[];
  /** Of each group, one argument must be given and no other. */
  readonly exactlyOneOf?: readonly (readonly string[])[];
  readonly id: Form;
  /** What the real provider fills in, by attribute. Each may use what stands before it, and `id`. */
  readonly computed?: Readonly<Record<string, Form | number | boolean>>;
  /** What the local service knows of a resource: put where it is created or updated, removed where it is destroyed. */
  readonly known?: {
    readonly put: (context: ResourceContext, values: Values) => void;
    readonly remove: (context: ResourceContext, values: Values) => void;
  };
  /** AWS's error code where there is one of this id already. Without it, a second one is taken. */
  readonly taken?: string;
}
