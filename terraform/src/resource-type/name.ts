import { optionalText } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { all, type Check, conflictsWith, lengthInRange } from "./checks.ts";

/** The given name, or one that is generated. */
export function nameAndPrefix(planned: Values): { name: string; name_prefix: string } {
  const given = optionalText(planned, "name");
  const prefix = optionalText(planned, "name_prefix") ?? "terraform-";
  if (given !== undefined) return { name: given, name_prefix: prefixOfGeneratedName(given) };
  return { name: generatedName(prefix), name_prefix: prefix };
}

/** A name in the form of those that the real provider generates: the prefix and 26 digits. [F236] */
export function generatedName(prefix: string): string {
  const time = new Date().toISOString().replaceAll(/\D/g, "");
  const random = crypto.randomUUID().replaceAll("-", "").slice(0, 9);
  return `${prefix}${time}${random}`;
}

/** The prefix of a name that looks generated, by the real provider's rule; empty for any other. */
export function prefixOfGeneratedName(name: string): string {
  return /^(.+)[0-9a-f]{26}$/is.exec(name)?.[1] ?? "";
}

/**
 * The checks of a name and of the prefix that can be given instead.
 * @param longestPrefix in the real provider, which leaves room for the 26 digits [F236]
 */
export function nameChecks(check: Check, longestPrefix: number): Record<"name" | "name_prefix", Check> {
  return {
    name: all(conflictsWith("name_prefix"), check),
    name_prefix: all(check, lengthInRange(1, longestPrefix)),
  };
}
