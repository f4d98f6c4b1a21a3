import { isObject } from "@log-destinations/core/service";
import { mapValues } from "../map-values.ts";

/** The types of Terraform that the schemas use. */
export type Type =
  | { readonly kind: "string" | "number" | "bool" }
  | { readonly kind: "list" | "set" | "map"; readonly of: Type }
  | { readonly kind: "object"; readonly members: Readonly<Record<string, Type>> };

/** Stands for a value that is known only after apply. */
export const unknown: unique symbol = Symbol("known after apply");

/** A value of a type: an array for a list or set, an object for a map or object. */
export type Value =
  | null
  | typeof unknown
  | string
  | number
  | boolean
  | readonly Value[]
  | { readonly [name: string]: Value };

/** The value of a block: a member for each attribute and each nested block. */
export type Values = Readonly<Record<string, Value>>;

/**
 * Brings a value into the form of its type: every member of an object is there, and a number that Terraform sent as text
 * is a number.
 * @throws TypeError where the value is not of the type
 */
export function conform(value: unknown, type: Type): Value {
  if (value === null || value === undefined) return null;
  if (value === unknown) return unknown;
  switch (type.kind) {
    case "string":
      if (typeof value === "string") return value;
      break;
    case "bool":
      if (typeof value === "boolean") return value;
      break;
    case "number":
      if (typeof value === "number") return value;
      if (typeof value === "string" && value !== "" && !Number.isNaN(Number(value))) return Number(value);
      break;
    case "list":
    case "set":
      if (Array.isArray(value)) return value.map((item) => conform(item, type.of));
      break;
    case "map":
      if (isObject(value)) return mapValues(value, (item) => conform(item, type.of));
      break;
    case "object":
      if (isObject(value)) {
        const members: Record<string, Value> = {};
        for (const name of Object.keys(type.members)) members[name] = conform(value[name], type.members[name] as Type);
        return members;
      }
  }
  throw new TypeError(`expected a ${type.kind}, got a ${Array.isArray(value) ? "list" : typeof value} [LD4406]`);
}

/** Are two values of a type the same? The order of a set makes no difference. */
export function sameValue(a: Value, b: Value, type: Type): boolean {
  return canonicalText(a, type) === canonicalText(b, type);
}

/** May a planned value become the other one, once all is known? What is known of it stays. */
export function mayBecome(planned: Value, later: Value, type: Type): boolean {
  if (planned === unknown) return true;
  if (planned === null || later === null || later === unknown) return planned === later;
  if (type.kind === "object") {
    const [before, after] = [planned as Values, later as Values];
    return Object.entries(type.members).every(([name, member]) =>
      mayBecome(before[name] ?? null, after[name] ?? null, member),
    );
  }
  // An item of a set has no name by which to find it again.
  if (type.kind !== "list" && type.kind !== "set" && type.kind !== "map") return planned === later;
  return hasUnknown(planned) || sameValue(planned, later, type);
}

function canonicalText(value: Value, type: Type): string {
  if (value === unknown) return "unknown";
  if (value === null) return "null";
  if (type.kind === "object") {
    const object = value as Values;
    return `{${Object.entries(type.members).map(([name, member]) => canonicalText(object[name] ?? null, member))}}`;
  }
  if (type.kind === "map") {
    const entries = Object.entries(value as Values).map(
      ([key, item]) => `${JSON.stringify(key)}:${canonicalText(item, type.of)}`,
    );
    return `{${entries.sort()}}`;
  }
  if (type.kind === "list" || type.kind === "set") {
    const items = (value as readonly Value[]).map((item) => canonicalText(item, type.of));
    return `[${type.kind === "set" ? items.sort() : items}]`;
  }
  return JSON.stringify(value);
}

/** Replaces unknown by null, anywhere in a value. A state may hold no unknown. */
export function unknownsToNull(value: Value): Value {
  if (value === unknown) return null;
  if (Array.isArray(value)) return value.map(unknownsToNull);
  return isObject(value) ? mapValues(value, (item) => unknownsToNull(item as Value)) : value;
}

/** Is it more than null, an empty text, list or map? These are all the same to the real provider. [F237] */
export function isGiven(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === "") return false;
  return value === unknown || typeof value !== "object" || Object.keys(value).length > 0;
}

/** A map without its null members, which count as absent. */
export function withoutNulls(map: Values): Values {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null));
}

/** Is anything in it unknown? */
export function hasUnknown(value: Value): boolean {
  if (value === unknown) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isObject(value) && Object.values(value).some((item) => hasUnknown(item as Value));
}
