import { isObject } from "./core";

/** What a statement of a policy allows at most, given that Terraform alone knows some of it: each text is replaced, or kept. */
export interface Loosening {
  readonly principal?: (text: string) => string;
  readonly resource?: (text: string) => string;
}

/**
 * A policy of the app that allows whatever the one in AWS may come to allow: without conditions and denials, and with a star for
 * each action, resource or principal that only Terraform knows. So what it does not allow, is not allowed.
 *
 * @param text the document, its references as `PlacedResource` has them
 * @returns `undefined` where Terraform alone knows its form
 */
export function loosened(text: unknown, { principal = atMost, resource = atMost }: Loosening): string | undefined {
  const document = parsed(text);
  if (document === undefined) return undefined;
  const statements = [document.Statement].flat().filter(isObject);
  if (statements.some(({ Effect }) => holdsExpression(Effect))) return undefined;
  const loose = statements
    .filter(({ Effect }) => Effect !== "Deny")
    .map(({ Condition, Action, Resource, Principal, ...others }) => ({
      ...withoutExclusions(others),
      ...(Action !== undefined && { Action: each(Action, atMost) }),
      ...(Resource !== undefined && { Resource: each(Resource, resource) }),
      ...(Principal !== undefined && { Principal: each(Principal, principal) }),
    }));
  return JSON.stringify({ ...document, Statement: loose });
}

/**
 * A policy of the app whose texts, where only Terraform knows them, are replaced. Conditions on other keys are left out, and with
 * them the denials that have some.
 *
 * @returns `undefined` where Terraform alone knows its form
 */
export function withUnknown(
  text: unknown,
  unknown: string,
  isKnownKey: (conditionKey: string) => boolean,
): string | undefined {
  const document = parsed(text);
  if (document === undefined) return undefined;
  const statements = [document.Statement].flat().filter(isObject);
  const evaluable = statements
    .map((statement) => ({ statement, kept: conditionsOn(isKnownKey, statement.Condition) }))
    .filter(({ statement, kept }) => statement.Effect !== "Deny" || kept === statement.Condition)
    .map(({ statement, kept }) => ({ ...statement, Condition: kept }));
  return JSON.stringify(
    each({ ...document, Statement: evaluable }, (each) => (holdsExpression(each) ? unknown : each)),
  );
}

function conditionsOn(isKnownKey: (key: string) => boolean, conditions: unknown): unknown {
  if (!isObject(conditions)) return conditions;
  const tests = Object.entries(conditions).map(
    ([operator, keys]) => [operator, Object.entries(isObject(keys) ? keys : {})] as const,
  );
  if (tests.every(([, keys]) => keys.every(([key]) => isKnownKey(key)))) return conditions;
  return Object.fromEntries(
    tests.map(([operator, keys]) => [operator, Object.fromEntries(keys.filter(([key]) => isKnownKey(key)))]),
  );
}

/** Is a text, or a part of it, an expression that only Terraform computes? */
export function holdsExpression(text: unknown): boolean {
  return typeof text === "string" && /(?<![$%])[$%]\{/.test(text);
}

const atMost = (text: string): string => (holdsExpression(text) ? "*" : text);

/** `NotAction` and the like of an expression leave out what only Terraform knows, so that nothing is left out. */
function withoutExclusions(statement: Record<string, unknown>): Record<string, unknown> {
  const exclusions = { NotAction: "Action", NotResource: "Resource", NotPrincipal: "Principal" };
  return Object.fromEntries(
    Object.entries(statement).map(([member, value]) => {
      const included = exclusions[member as keyof typeof exclusions];
      return included === undefined ? [member, value] : [included, "*"];
    }),
  );
}

function each(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === "string") return replace(value);
  if (Array.isArray(value)) return value.map((item) => each(item, replace));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, each(member, replace)]));
}

function parsed(text: unknown): Record<string, unknown> | undefined {
  try {
    const document: unknown = JSON.parse(String(text), (_, value) =>
      // Terraform writes an expression that is none with another dollar or percent sign.
      typeof value === "string" && !holdsExpression(value) ? value.replace(/([$%])\1\{/g, "$1{") : value,
    );
    return isObject(document) ? document : undefined;
  } catch {
    return undefined;
  }
}
