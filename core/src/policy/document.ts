import { isObject } from "../json.ts";

/**
 * Reads an access policy: from JSON text to statements of one shape, whichever form the author chose (a string or a
 * list, `"*"` or `{"AWS": …}`). The only fault found here is that a text is no policy document.
 */

/** One condition of a statement: `{ [operator]: { [key]: values } }`, one entry per key. */
export interface PolicyCondition {
  /** `StringEquals`, as the author wrote it. */
  operator: string;
  /** `aws:PrincipalOrgID`, as the author wrote it. */
  key: string;
  /** The texts to compare with. */
  values: string[];
}

/** The principals that a statement applies to, or with `excluded`, the only ones that it does not apply to. */
export interface PolicyPrincipals {
  /** `"Principal": "*"`, which is not the same to the service as `{"AWS": "*"}`. [F54, F56] */
  everyone: boolean;
  /** The strings under `AWS`; `undefined` where there is no such key. */
  aws: string[] | undefined;
  /** The strings under `Service`, which a role's trust policy has. */
  services: string[];
  /** They came from `NotPrincipal`: the statement is about everybody else. */
  excluded: boolean;
}

/** One statement, its single values widened to lists. */
export interface PolicyStatement {
  /** Its place in the document, `Statement[0]`. */
  at: string;
  /** `Sid`; absent where the author gave none. */
  sid?: string;
  /** `Allow` or `Deny`; any other text of the author is kept unchanged. */
  effect: string;
  /** Whom it is about. */
  principals: PolicyPrincipals;
  /** The actions, as the author wrote them: `logs:PutSubscriptionFilter`, `logs:*`. */
  actions: string[];
  /** `actions` came from `NotAction`: the statement is about every other action. */
  actionsExcluded: boolean;
  /** The ARNs, as the author wrote them; empty where the statement has none. */
  resources: string[];
  /** `resources` came from `NotResource`: the statement is about every other resource. */
  resourcesExcluded: boolean;
  /** All of them have to hold; empty where the statement has none. */
  conditions: PolicyCondition[];
}

/** An access policy that could be read. */
export interface AccessPolicy {
  /** `Version`; absent where the author gave none. */
  version?: string;
  /** Its statements, in their order. */
  statements: PolicyStatement[];
}

/** The text is not a policy document; `where` and `message` give the reason. */
export interface UnreadablePolicy {
  /** The place in the document: `Statement[0].Effect`. */
  where: string;
  /** What is wrong there. */
  message: string;
}

/**
 * Reads an access policy.
 *
 * @param text the policy document as JSON text
 * @returns the statements, or the reason why the text is no policy
 */
export function parseAccessPolicy(text: string): AccessPolicy | UnreadablePolicy {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return { where: "the document", message: `is not JSON: ${(error as Error).message}` };
  }
  if (!isObject(document)) return { where: "the document", message: "is not a JSON object" };

  const written = document.Statement;
  const list = Array.isArray(written) ? written : written === undefined ? [] : [written];
  if (list.length === 0) return { where: "Statement", message: "is missing or empty" };

  const statements: PolicyStatement[] = [];
  for (const [index, entry] of list.entries()) {
    const at = `Statement[${index}]`;
    const statement = isObject(entry) ? parseStatement(entry, at) : { where: at, message: "is not a JSON object" };
    if ("message" in statement) return statement;
    statements.push(statement);
  }
  const version = document.Version;
  return typeof version === "string" ? { version, statements } : { statements };
}

/** Tells the two results of a parser apart: of {@link parseAccessPolicy}, of {@link parseSubscriptionPolicy}. */
export function isUnreadable<Policy extends object, Unreadable extends UnreadablePolicy>(
  policy: Policy | Unreadable,
): policy is Unreadable {
  return "message" in policy;
}

/** @throws TypeError where the text was not a policy */
export function refuseUnreadable(policy: AccessPolicy | UnreadablePolicy): asserts policy is AccessPolicy {
  if (isUnreadable(policy))
    throw new TypeError(`the access policy cannot be read: ${policy.where} ${policy.message} [LD1401]`);
}

function parseStatement(entry: Record<string, unknown>, at: string): PolicyStatement | UnreadablePolicy {
  const both = ["Principal", "Action", "Resource"].find((element) => element in entry && `Not${element}` in entry);
  if (both) return { where: at, message: `has both ${both} and Not${both}` };
  const actions = strings(entry.Action ?? entry.NotAction);
  if (!actions) return { where: `${at}.Action`, message: "is neither a string nor a list of strings" };
  const resources = strings(entry.Resource ?? entry.NotResource);
  if (!resources) return { where: `${at}.Resource`, message: "is neither a string nor a list of strings" };
  const excluded = "NotPrincipal" in entry;
  const principals = parsePrincipals(excluded ? entry.NotPrincipal : entry.Principal);
  if (!principals) return { where: `${at}.Principal`, message: 'is neither "*" nor an object of strings' };
  const conditions = parseConditions(entry.Condition);
  if (!conditions) return { where: `${at}.Condition`, message: "is not of the form { operator: { key: value } }" };
  return {
    at,
    ...(typeof entry.Sid === "string" && { sid: entry.Sid }),
    effect: typeof entry.Effect === "string" ? entry.Effect : "",
    principals: { ...principals, excluded },
    actions,
    actionsExcluded: "NotAction" in entry,
    resources,
    resourcesExcluded: "NotResource" in entry,
    conditions,
  };
}

function parsePrincipals(value: unknown): Omit<PolicyPrincipals, "excluded"> | undefined {
  if (value === undefined) return { everyone: false, aws: undefined, services: [] };
  if (value === "*") return { everyone: true, aws: undefined, services: [] };
  if (!isObject(value)) return undefined;
  const services = strings(value.Service);
  const aws = strings(value.AWS);
  if (!services || !aws) return undefined;
  return { everyone: false, aws: value.AWS === undefined ? undefined : aws, services };
}

function parseConditions(value: unknown): PolicyCondition[] | undefined {
  if (value === undefined) return [];
  if (!isObject(value)) return undefined;
  const conditions: PolicyCondition[] = [];
  for (const [operator, keys] of Object.entries(value)) {
    if (!isObject(keys)) return undefined;
    for (const [key, written] of Object.entries(keys)) {
      const values = strings(
        [written].flat().map((item) => (/^(boolean|number)$/.test(typeof item) ? String(item) : item)),
      );
      if (!values) return undefined;
      conditions.push({ operator, key, values });
    }
  }
  return conditions;
}

function strings(value: unknown): string[] | undefined {
  if (value === undefined) return [];
  if (typeof value === "string") return [value];
  return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined;
}
