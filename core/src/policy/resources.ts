import type { PolicyStatement } from "./document.ts";
import { withoutVariables } from "./variables.ts";
import { type Answer, any } from "./verdict.ts";
import { matchesArn, matchesPattern } from "./wildcards.ts";

/**
 * Does a statement cover a resource? `undecided` where it depends on a variable [F355] or on a
 * wildcard that IAM does not take [F354].
 *
 * @param texts those of its `Resource` or `NotResource`, without variables; `undefined` for one whose value is open
 */
export function resourceAnswer(
  { resourcesExcluded }: Pick<PolicyStatement, "resourcesExcluded">,
  texts: readonly (string | undefined)[],
  arn: string,
): Answer {
  const named = any(texts, (text) => (text === undefined ? "undecided" : patternAnswer(text, arn)));
  if (!resourcesExcluded || named === "undecided") return named;
  return named === "yes" ? "no" : "yes";
}

/**
 * Could the statement cover this resource? Where that depends on a variable, it could.
 * @param version that of the policy, by which `${…}` is a variable or a text
 */
export function coversResource(statement: PolicyStatement, arn: string, version?: string): boolean {
  return resourceAnswer(statement, resourceTexts(statement, version), arn) !== "no";
}

/** The texts of `Resource` or `NotResource`, as {@link resourceAnswer} takes them. */
export function resourceTexts(
  { resources }: Pick<PolicyStatement, "resources">,
  version: string | undefined,
  resolve?: (key: string) => string | undefined,
): (string | undefined)[] {
  return resources.map((text) => withoutVariables(text, version, "pattern", resolve));
}

/** Has the pattern of an ARN a wildcard where it names the service? IAM does not take that. [F354] */
export function hasWildcardForService(pattern: string): boolean {
  return /^[^:]*:[^:]*:[^:]*[*?]/.test(pattern);
}

/** Would the pattern match if its wildcards reached over the colons of the ARN, and does it not? [F354] */
export function reachesOverColons(pattern: string, arn: string): boolean {
  return matchesPattern(pattern, arn) && !matchesArn(pattern, arn);
}

function patternAnswer(pattern: string, arn: string): Answer {
  if (pattern === arn || pattern === "*") return "yes";
  if (!matchesArn(pattern, arn)) return "no";
  return hasWildcardForService(pattern) ? "undecided" : "yes";
}
