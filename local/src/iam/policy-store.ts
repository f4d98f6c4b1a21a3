import { parseArn } from "@log-destinations/core";
import { everywhere } from "../addresses/scopes.ts";
import type { PolicyRecord, PolicyVersion } from "../state/records.ts";
import type { State } from "../state/state.ts";
import { allRoles } from "./role-store.ts";
import { type Time, withVersion } from "./versions.ts";

export function findPolicy(state: State, arn: string): PolicyRecord | undefined {
  return state.table("policies").get(everywhere, arn);
}

/** The ARNs of an account's managed policies. */
export function policyArnsOf(state: State, account: string): string[] {
  const policies = state.table("policies").named(everywhere, { limit: Infinity });
  return policies.map(([arn]) => arn).filter((arn) => parseArn(arn)?.account === account);
}

/** Writes the newest version of a policy, which is its default, and keeps those that may still be in force. */
export function putPolicy(state: State, arn: string, policy: Omit<PolicyVersion, "since">, time: Time): void {
  const { versions = [], creationTime = time.now } = findPolicy(state, arn) ?? {};
  const version = { since: time.now, ...policy };
  state.put("policies", everywhere, arn, { creationTime, versions: withVersion(versions, version, time) });
}

/** The ARNs of the roles that a managed policy is attached to, or limits as their permissions boundary. */
export function rolesWithPolicy(state: State, policyArn: string): string[] {
  return allRoles(state)
    .filter(([, { versions }]) => {
      const { managedPolicyArns = [], permissionsBoundary } = versions.at(-1) ?? {};
      return permissionsBoundary === policyArn || managedPolicyArns.includes(policyArn);
    })
    .map(([arn]) => arn);
}
