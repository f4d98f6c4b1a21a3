import { parseArn } from "@log-destinations/core";
import { isAwsManaged } from "../iam/aws-managed-policies.ts";
import { findPolicy, rolesWithPolicy } from "../iam/policy-store.ts";
import type { PolicyVersion, RoleVersion } from "../state/records.ts";
import type { State } from "../state/state.ts";
import { policyText } from "./declaration-checks.ts";
import type { PolicyDeclaration, RoleDeclaration } from "./declarations.ts";

/** A declared role as the state has it. */
export function roleVersionOf(declared: RoleDeclaration): Omit<RoleVersion, "since"> {
  const { trust, permissions = {}, managedPolicyArns = [], ...role } = declared;
  const texts = Object.entries(permissions).map(([name, policy]) => [name, policyText(policy)]);
  const attached = [...new Set(managedPolicyArns)];
  return {
    ...role,
    trust: policyText(trust),
    permissions: Object.fromEntries(texts),
    ...(attached.length > 0 && { managedPolicyArns: attached }),
  };
}

/** A declared policy as the state has it. */
export function policyVersionOf({ document, ...policy }: PolicyDeclaration): Omit<PolicyVersion, "since"> {
  return { ...policy, document: policyText(document) };
}

/**
 * Refuses a role whose managed policy does not exist in its account, as IAM does. [F298]
 * @throws TypeError that names the policy
 */
export function refuseMissingPolicies(
  state: State,
  roles: Readonly<Record<string, RoleDeclaration>>,
  policies: Readonly<Record<string, unknown>>,
): void {
  for (const [arn, { managedPolicyArns = [], permissionsBoundary }] of Object.entries(roles)) {
    const named = [...managedPolicyArns, ...(permissionsBoundary === undefined ? [] : [permissionsBoundary])];
    const account = parseArn(arn)?.account;
    const exists = (policyArn: string): boolean =>
      isAwsManaged(policyArn) ||
      (parseArn(policyArn)?.account === account &&
        (Object.hasOwn(policies, policyArn) || findPolicy(state, policyArn) !== undefined));
    const missing = named.find((policyArn) => !exists(policyArn));
    if (missing === undefined) continue;
    const remedy = `expected a policy of AWS, or one of account ${account} that is declared under policies`;
    throw new TypeError(`roles[${JSON.stringify(arn)}] has the managed policy ${missing}; ${remedy} [LD3050]`);
  }
}

/**
 * Refuses to remove a policy that a role has, as IAM does. [F298]
 * @param withdrawn the roles that are removed too
 * @throws TypeError that names the policy and the role
 */
export function refuseAttachedPolicies(state: State, policies: readonly string[], withdrawn: readonly string[]): void {
  for (const policyArn of policies) {
    const role = rolesWithPolicy(state, policyArn).find((arn) => !withdrawn.includes(arn));
    if (role === undefined) continue;
    throw new TypeError(
      `the policy ${policyArn} cannot be withdrawn: ${role} has it; declare the role without it, or withdraw both [LD3051]`,
    );
  }
}
