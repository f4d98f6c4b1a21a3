import { optionalText } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { type Check, conflictsWith, matching } from "./checks.ts";

/** The name that was given, or one that is made up as the real provider makes it up: `prefix` and 26 digits. */
export function namesOf(planned: Values): { name: string; name_prefix: string } {
  const given = optionalText(planned, "name");
  const prefix = optionalText(planned, "name_prefix") ?? "terraform-";
  if (given !== undefined) return { name: given, name_prefix: prefixOf(given) };
  const time = new Date().toISOString().replaceAll(/\D/g, "");
  const random = crypto.randomUUID().replaceAll("-", "").slice(0, 9);
  return { name: `${prefix}${time}${random}`, name_prefix: prefix };
}

/** What stands in front of the digits of a name that looks made up, as the real provider tells it. */
export function prefixOf(name: string): string {
  return /^(.+)[0-9a-f]{26}$/is.exec(name)?.[1] ?? "";
}

/** Of a name and the prefix that may stand in its place. */
export function nameChecks(form: RegExp, expected: string): Record<"name" | "name_prefix", Check> {
  const check = matching(form, expected);
  return { name: conflictsWith("name_prefix", check), name_prefix: check };
}
