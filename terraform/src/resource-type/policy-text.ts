import { DiagnosticError } from "../diagnostics.ts";
import { validRolePolicy } from "./checks.ts";

/**
 * Do two JSON texts say the same? White space, the order of members and of lists, and a list of one or its bare item
 * make no difference, as for the real provider. A text that is not JSON equals itself alone.
 */
export function equivalentJson(a: string, b: string): boolean {
  return a === b || normalizedText(a) === normalizedText(b);
}

/** The text of the configuration, as long as it says the same as the actual one. */
export function keepEquivalent(given: unknown, actual: string): string {
  return typeof given === "string" && equivalentJson(given, actual) ? given : actual;
}

/**
 * The text of a role's policy, unchanged.
 * @throws DiagnosticError where it is none
 */
export function readPolicyText(policy: string, argument: string): string {
  const problem = validRolePolicy(policy, argument, {});
  if (problem !== undefined) throw new DiagnosticError(problem, "", argument);
  return policy;
}

function normalizedText(text: string): string {
  try {
    return normalized(JSON.parse(text));
  } catch {
    return text;
  }
}

function normalized(value: unknown): string {
  if (Array.isArray(value)) {
    const items = value.map(normalized).sort();
    return items.length === 1 ? (items[0] as string) : `[${items}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${normalized(item)}`);
  return `{${members.sort()}}`;
}
