import { type AccessPolicy, isUnreadable, parseAccessPolicy } from "@log-destinations/core";
import {
  coversAction,
  coversResource,
  evaluateRolePolicies,
  type TrustSource,
  type Verdict,
} from "@log-destinations/core/service";
import type { RoleVersion } from "../state/records.ts";

/** May the role carry out the action, where CloudWatch Logs assumes it on behalf of the source? */
export function permits({ permissions }: RoleVersion, action: string, resource: string, source: TrustSource): Verdict {
  const policies = Object.values(permissions)
    .map(parseAccessPolicy)
    .filter((policy): policy is AccessPolicy => !isUnreadable(policy));
  return evaluateRolePolicies(policies, source, (statement) => ({
    answer: coversAction(statement, action) && coversResource(statement, resource) ? "yes" : "no",
    reason: "",
  }));
}
