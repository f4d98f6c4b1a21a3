import type { Value, Values } from "./types.ts";

/**
 * The text of an attribute that must have one.
 * @throws TypeError where it has none
 */
export function text(values: Values, name: string): string {
  const value = values[name];
  if (typeof value !== "string") throw new TypeError(`${name} is ${String(value)}; expected a text [LD4405]`);
  return value;
}

/** The text of an attribute; `undefined` where it is null, unknown or empty. */
export function optionalText(values: Values, name: string): string | undefined {
  const value: Value | undefined = values[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The texts of a list or set; none where it is null or unknown. */
export function texts(values: Values, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
