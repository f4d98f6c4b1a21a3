import { Failure } from "../failure.ts";
import { rolePolicyDocument } from "./checks.ts";

/**
 * Do two policies say the same? White space, the order of members and of lists, and a list of one or its bare item make
 * no difference, as for the real provider.
 */
export function sameDocument(a: string, b: string): boolean {
  return a === b || meaning(a) === meaning(b);
}

/**
 * A policy of a role, as it is.
 * @throws Failure where the local service could not evaluate it
 */
export function usable(document: string, argument: string): string {
  const broken = rolePolicyDocument(document, argument, {});
  if (broken !== undefined) throw new Failure(broken, "", argument);
  return document;
}

/** The text that was given, as long as what is there says the same. */
export function keepDocument(given: unknown, actual: string): string {
  return typeof given === "string" && sameDocument(given, actual) ? given : actual;
}

function meaning(text: string): string {
  try {
    return canonical(JSON.parse(text));
  } catch {
    return text;
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    const items = value.map(canonical).sort();
    return items.length === 1 ? (items[0] as string) : `[${items}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`);
  return `{${members.sort()}}`;
}
