import { parseArn } from "../arn.ts";
import { conditionHolds, isKnownOperator, withFixedValues, withoutArnOperator } from "../policy/conditions.ts";
import { coversAction } from "../policy/decide.ts";
import { isUnreadable, type PolicyCondition, type PolicyStatement, parseAccessPolicy } from "../policy/document.ts";
import { conditionVerdict } from "../policy/request-conditions.ts";
import { resourceAnswer, resourceTexts } from "../policy/resources.ts";
import type { SessionRequest } from "../policy/role-request.ts";
import { holdsVariable } from "../policy/variables.ts";
import { type Answer, all } from "../policy/verdict.ts";
import type { KeyProperties } from "./key.ts";

/** The action on a key by which something is encrypted: who writes to a stream asks for it, and CloudWatch Logs itself. */
export const generateDataKey = "kms:GenerateDataKey";

/** A request to use a key, in the terms in which its policy can speak of it. */
export interface KeyUse {
  readonly action: string;
  /** The service, by its principal, or the role that asks. */
  readonly by: { readonly service: string } | { readonly roleArn: string };
  /** Does a condition of a statement hold? The version is that of the policy. */
  readonly holds: (condition: PolicyCondition, version: string | undefined) => Answer;
}

/** The use of a key with the session of a role, as Kinesis does it. */
export function useBySession(request: SessionRequest): KeyUse {
  return {
    action: request.action,
    by: { roleArn: request.role.arn },
    holds: (condition, version) => conditionVerdict(condition, version, request).answer,
  };
}

/**
 * The use of a key by a service.
 * @param context the values of condition keys, by their names in small letters; what is not in it is absent
 */
export function useByService(
  action: string,
  service: string,
  context: Readonly<Record<string, readonly string[]>>,
): KeyUse {
  return { action, by: { service }, holds: (condition, version) => holdsIn(context, condition, version) };
}

function holdsIn(
  context: Readonly<Record<string, readonly string[]>>,
  condition: PolicyCondition,
  version: string | undefined,
): Answer {
  const { operator, key, values } = withFixedValues(condition, version);
  const stringOperator = withoutArnOperator(operator);
  if (!isKnownOperator(stringOperator) || condition.values.some((text) => holdsVariable(text, version))) {
    return "undecided";
  }
  return conditionHolds({ operator: stringOperator, key, values }, context[key.toLowerCase()] ?? []) ? "yes" : "no";
}

/**
 * The answer of a key policy: it allows the principal; it leaves the decision to the IAM policies of the account; it does
 * neither; or it hangs on a condition that is not evaluated here.
 */
export type KeyPolicyAnswer = "allowed" | "by-iam" | "denied" | "undecided";

/**
 * Evaluates a key policy. It alone gives access to a key, or lets the IAM policies of an account do so: without it a
 * role's own policy has no effect. [F315]
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function evaluateKeyPolicy({ policy, arn }: KeyProperties, use: KeyUse): KeyPolicyAnswer {
  const read = parseAccessPolicy(policy);
  if (isUnreadable(read)) return "denied";
  const about = read.statements
    .filter((statement) => coversAction(statement, use.action))
    .map((statement) => {
      const covers = resourceAnswer(statement, resourceTexts(statement, read.version), arn);
      const conditions = all(statement.conditions, (condition) => use.holds(condition, read.version));
      return { statement, named: principalNamed(statement, use), holds: all([covers, conditions], (each) => each) };
    })
    .filter(({ named, holds }) => named !== undefined && holds !== "no");
  // A Deny of the account's principal is one of everybody in the account.
  const denials = about.filter(({ statement }) => statement.effect === "Deny");
  if (denials.some(({ holds }) => holds === "yes")) return "denied";
  const allows = about.filter(({ statement }) => statement.effect === "Allow");
  const by = (wanted: "itself" | "account") => allows.some(({ named, holds }) => named === wanted && holds === "yes");
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
