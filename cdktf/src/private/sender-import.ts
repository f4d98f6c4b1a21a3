import { Fn, propertyAccess, Token } from "cdktf";
import { isLiteral } from "./literal";
import { operand } from "./operand";
import { shown } from "./shown";

/** What one app handed to another: a value that is known, or one that Terraform alone knows. */
export type Exported =
  | { readonly isKnown: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly isKnown: false; readonly value: unknown };

/**
 * An export for senders, by its value: an object, its JSON text, or a token for either.
 *
 * @param where the function that was given it
 */
export function readExported(where: string, exported: unknown): Exported {
  if (typeof exported === "string") {
    if (!isLiteral(exported)) return { isKnown: false, value: Fn.jsondecode(operand(exported)) };
    return known(where, parsed(where, exported));
  }
  return Token.isUnresolved(exported) ? { isKnown: false, value: exported } : known(where, exported);
}

/** The part of an export by Region. */
export function exportedIn(where: string, exported: Exported, region: string): Exported {
  if (!exported.isKnown) return { isKnown: false, value: propertyAccess(exported.value, [region]) };
  return known(where, exported.value[region]);
}

/** A text of an export. Of one that Terraform knows it is a token. */
export function exportedText(where: string, exported: Exported, name: string): string {
  if (!exported.isKnown) return Token.asString(propertyAccess(exported.value, [name]));
  const value = exported.value[name];
  if (typeof value === "string") return value;
  throw noExport(where, `an export whose ${name} is ${shown(value)}`);
}

function parsed(where: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw noExport(where, `${shown(text)}, which is no JSON`);
  }
}

function known(where: string, value: unknown): Exported {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return { isKnown: true, value: value as Record<string, unknown> };
  }
  throw noExport(where, shown(value));
}

function noExport(where: string, got: string): Error {
  return new Error(
    `${where} got ${got}; give what exportForSenders or exportToParameter wrote: the object, its JSON text, or a token for ` +
      "either [LD2570]",
  );
}
