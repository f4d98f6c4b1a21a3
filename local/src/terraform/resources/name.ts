import type { Values } from "../protocol/types.ts";
import { optionalText } from "./resource.ts";

/** The name that was given, or one that is made up as the real provider makes it up: `prefix` and 26 digits. */
export function nameOf(planned: Values): { name: string; name_prefix: string } {
  const given = optionalText(planned, "name");
  const prefix = optionalText(planned, "name_prefix");
  if (given !== undefined) return { name: given, name_prefix: "" };
  const time = new Date().toISOString().replaceAll(/\D/g, "");
  const random = crypto.randomUUID().replaceAll("-", "").slice(0, 9);
  return { name: `${prefix ?? "terraform-"}${time}${random}`, name_prefix: prefix ?? "terraform-" };
}
