import { isUnreadable, type PolicyStatement, parseAccessPolicy } from "./document.ts";
import { sortedSet } from "./values.ts";

/**
 * Do two access policies mean the same, however they are written? White space, the order of statements and of values,
 * a list of one or a bare string, and the names of statements (`Sid`) make no difference. Documents with principals that
 * are never read here are the same only where their texts are.
 */
export function samePolicy(a: string, b: string): boolean {
  return a === b || meaningOf(a) === meaningOf(b);
}

function meaningOf(text: string): string {
  const policy = parseAccessPolicy(text);
  if (isUnreadable(policy) || /"(Federated|CanonicalUser)"/.test(text)) return text;
  // [F269]
  return JSON.stringify([policy.version ?? "2008-10-17", policy.statements.map(statementMeaning).sort()]);
}

function statementMeaning(statement: PolicyStatement): string {
  const { effect, principals, actions, actionsExcluded, resources, resourcesExcluded, conditions } = statement;
  return JSON.stringify([
    effect,
    principals.excluded,
    principals.everyone,
    sortedSet(principals.aws ?? []),
    sortedSet(principals.services),
    sortedSet(actions.map((action) => action.toLowerCase())),
    actionsExcluded,
    sortedSet(resources),
    resourcesExcluded,
    conditions.map(({ operator, key, values }) => JSON.stringify([operator, key, sortedSet(values)])).sort(),
  ]);
}
