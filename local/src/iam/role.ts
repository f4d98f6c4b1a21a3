import { type AccessPolicy, isUnreadable, parseArn, readAccessPolicy } from "@log-destinations/core";
import {
  accountIdPattern,
  coversAction,
  coversResource,
  evaluateRolePolicies,
  type TrustSource,
  type Verdict,
  whyNotEvaluated,
} from "@log-destinations/core/service";
import type { RoleVersion } from "../state/records.ts";

/** Is this the ARN of a role? */
export function isRoleArn(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === "iam" && accountIdPattern.test(arn.account) && /^role\/./.test(arn.resource);
}

/**
 * Reads a policy of a role.
 * @throws TypeError where it is no policy, or uses a condition that cannot be evaluated here
 */
export function readRolePolicy(text: string): AccessPolicy {
  const policy = readAccessPolicy(text);
  if (isUnreadable(policy)) throw new TypeError(`${policy.where} ${policy.message}`);
  for (const { at, conditions } of policy.statements) {
    const why = conditions.map(whyNotEvaluated).find((reason) => reason !== undefined);
    if (why !== undefined) throw new TypeError(`${at} ${why}`);
  }
  return policy;
}

/** May the role do this, assumed on behalf of this source? */
export function permits({ permissions }: RoleVersion, action: string, resource: string, source: TrustSource): Verdict {
  return evaluateRolePolicies(Object.values(permissions).map(readRolePolicy), source, (statement) => ({
    answer: coversAction(statement, action) && coversResource(statement, resource) ? "yes" : "no",
    reason: "",
  }));
}
