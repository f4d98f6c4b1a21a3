import { type AccessPolicy, isUnreadable, readAccessPolicy } from "@log-destinations/core";
import {
  coversAction,
  coversResource,
  evaluateRolePolicies,
  type TrustSource,
  type Verdict,
  whyNotEvaluated,
} from "@log-destinations/core/service";
import type { RoleVersion } from "../state/records.ts";

/**
 * Reads a policy of a role.
 * @throws TypeError for a text that is no policy, or that has a condition that cannot be evaluated
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

/** May the role carry out the action, where CloudWatch Logs assumes it on behalf of the source? */
export function permits({ permissions }: RoleVersion, action: string, resource: string, source: TrustSource): Verdict {
  return evaluateRolePolicies(Object.values(permissions).map(readRolePolicy), source, (statement) => ({
    answer: coversAction(statement, action) && coversResource(statement, resource) ? "yes" : "no",
    reason: "",
  }));
}
