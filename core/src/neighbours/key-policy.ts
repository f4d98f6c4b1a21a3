import { parseArn } from "../arn.ts";
import { conditionHolds, isKnownOperator } from "../policy/conditions.ts";
import { coversAction, coversResource } from "../policy/decide.ts";
import { isUnreadable, type PolicyCondition, type PolicyStatement, parseAccessPolicy } from "../policy/document.ts";
import type { KeyProperties } from "./key.ts";

/** The action on a key by which something is encrypted: who writes to a stream asks for it, and CloudWatch Logs itself. */
export const generateDataKey = "kms:GenerateDataKey";

/** A request to use a key, in the terms in which its policy can speak of it. */
export interface KeyUse {
  readonly action: string;
  /** The service, by its principal, or the role that asks. */
  readonly by: { readonly service: string } | { readonly roleArn: string };
  /** The values of condition keys, by their names in small letters. What is not in here is absent. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/**
 * The answer of a key policy: it allows the principal; it leaves the decision to the IAM policies of the account; it does
 * neither; or it hangs on a condition that is not evaluated here.
 */
export type KeyPolicyAnswer = "allowed" | "by-iam" | "denied" | "undecided";

/**
 * Evaluates a key policy. It alone gives access to a key, or lets the IAM policies of an account do so: without it a
 * role's own policy has no effect. [F334]
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function evaluateKeyPolicy({ policy, arn }: KeyProperties, use: KeyUse): KeyPolicyAnswer {
  const read = parseAccessPolicy(policy);
  if (isUnreadable(read)) return "denied";
  const about = read.statements
    .filter((statement) => coversAction(statement, use.action) && coversResource(statement, arn))
    .map((statement) => ({ statement, named: principalNamed(statement, use), holds: conditionsHold(statement, use) }))
    .filter(({ named, holds }) => named !== undefined && holds !== false);
  // A Deny of the account's principal is one of everybody in the account.
  const denials = about.filter(({ statement }) => statement.effect === "Deny");
  if (denials.some(({ holds }) => holds === true)) return "denied";
  const allows = about.filter(({ statement }) => statement.effect === "Allow");
  const by = (wanted: "itself" | "account") => allows.some(({ named, holds }) => named === wanted && holds === true);
  const answer = by("itself") ? "allowed" : by("account") ? "by-iam" : undefined;
  if (denials.length > 0 || (answer === undefined && allows.length > 0)) return "undecided";
  return answer ?? "denied";
}

function principalNamed({ principals }: PolicyStatement, { by }: KeyUse): "itself" | "account" | undefined {
  const { everyone, aws = [], services, excluded } = principals;
  if (excluded) return undefined;
  const all = everyone || aws.includes("*");
  if ("service" in by) return all || services.includes(by.service) ? "itself" : undefined;
  if (all || aws.includes(by.roleArn)) return "itself";
  const account = parseArn(by.roleArn)?.account;
  const isRoot = (name: string): boolean =>
    name === account || (parseArn(name)?.account === account && parseArn(name)?.resource === "root");
  return aws.some(isRoot) ? "account" : undefined;
}

/** `undefined` where it hangs on an operator that is not evaluated here. */
function conditionsHold({ conditions }: PolicyStatement, { context }: KeyUse): boolean | undefined {
  const holding = conditions.map((condition) => holds(condition, context[condition.key.toLowerCase()] ?? []));
  if (holding.includes(false)) return false;
  return holding.includes(undefined) ? undefined : true;
}

function holds({ operator, key, values }: PolicyCondition, present: readonly string[]): boolean | undefined {
  // ArnEquals and ArnLike are the same to IAM, and both take wildcards. [F122]
  const asString = operator.replace(/\bArn(Not)?(?:Equals|Like)/, "String$1Like");
  return isKnownOperator(asString) ? conditionHolds({ operator: asString, key, values }, present) : undefined;
}

/** The key policy that KMS gives to a key that is made without one: it lets the IAM policies of the account decide. */
export function defaultKeyPolicy(keyArn: string): string {
  const { partition = "aws", account = "" } = parseArn(keyArn) ?? {};
  const statement = {
    Sid: "Enable IAM User Permissions",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: "kms:*",
    Resource: "*",
  };
  return JSON.stringify({ Version: "2012-10-17", Id: "key-default-1", Statement: [statement] });
}
