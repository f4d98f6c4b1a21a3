import type { AccountPolicy, RequestOf, ResponseOf } from "@log-destinations/core";
import { type AccountPolicyFault, checkAccountPolicy, checkDryRun } from "@log-destinations/core/service";
import { scopeOf } from "../addresses/scopes.ts";
import { excludedLogGroups, subscriptionOf } from "../delivery/account-subscription.ts";
import { logGroupsOfPipeline, noteLoop } from "../delivery/loops.ts";
import { streamAt } from "../delivery/subscription.ts";
import type { Call } from "../service/call.ts";
import { listPage } from "../service/list-page.ts";
import { serviceError } from "../service/service-error.ts";
import { refusePattern } from "./refuse-pattern.ts";
import { refuseTarget } from "./subscription-target.ts";

export function putAccountPolicy(call: Call, request: RequestOf<"PutAccountPolicy">): ResponseOf<"PutAccountPolicy"> {
  const { caller, state, now } = call;
  const { policyName, policyDocument, policyType, scope = "ALL", selectionCriteria } = request;
  refuseOtherType(policyType);
  const faults = checkAccountPolicy(request, caller.region);
  refuseFaults(call, faults, ["dryRun", "policyDocument"]);
  const { DestinationArn, FilterPattern, RoleArn } = subscriptionOf(request);
  refusePattern(call, FilterPattern);
  refuseAnother(call, policyName);
  refuseTarget(call, { destinationArn: DestinationArn, roleArn: RoleArn }, "account");
  // A destination that cannot be used is reported first. [F198]
  refuseFaults(call, faults, ["selectionCriteria"]);

  const policy: AccountPolicy = {
    policyName,
    policyDocument,
    lastUpdatedTime: now,
    policyType,
    scope,
    // As it was put. [F206]
    ...(selectionCriteria !== undefined && { selectionCriteria }),
    accountId: caller.account,
  };
  const { principalId } = caller;
  noteLoops(call, policy, DestinationArn);
  state.put("accountPolicies", scopeOf(caller), policyName, {
    policy,
    ...(principalId !== undefined && { principalId }),
  });
  return { accountPolicy: policy };
}

export function describeAccountPolicies(
  call: Call,
  { policyType, policyName, nextToken }: RequestOf<"DescribeAccountPolicies">,
): ResponseOf<"DescribeAccountPolicies"> {
  refuseOtherType(policyType);
  const table = call.state.table("accountPolicies");
  const scope = scopeOf(call.caller);
  if (policyName === undefined) {
    const { values, token } = listPage(call, table, scope, { listing: "account-policies", nextToken });
    return { accountPolicies: values.map(({ policy }) => policy), ...token };
  }
  return { accountPolicies: [existingPolicy(call, policyName)] };
}

export function deleteAccountPolicy(
  call: Call,
  { policyName, policyType, dryRun }: RequestOf<"DeleteAccountPolicy">,
): ResponseOf<"DeleteAccountPolicy"> {
  refuseOtherType(policyType);
  refuseFaults(call, checkDryRun({ dryRun }), ["dryRun"]);
  existingPolicy(call, policyName);
  call.state.delete("accountPolicies", scopeOf(call.caller), policyName);
  return {};
}

/** Names the log groups that the policy takes in and that the pipeline behind its target logs into. */
function noteLoops(call: Call, policy: AccountPolicy, destinationArn: string): void {
  const target = streamAt(call, destinationArn);
  if (!target) return;
  const excluded = excludedLogGroups(policy);
  for (const logGroup of logGroupsOfPipeline(call, target)) {
    if (excluded.has(logGroup)) continue;
    noteLoop(call, target, { subscription: `the account policy ${policy.policyName}`, logGroup, excluded });
  }
}

/**
 * Where a fault has no answer of its own, the destination, role or pattern that it is about gets one. The answers do not
 * say what is wrong with a document or with criteria; a note does.
 */
function refuseFaults(
  { settings }: Call,
  faults: readonly AccountPolicyFault[],
  members: readonly AccountPolicyFault["member"][],
): void {
  const fault = faults.find(({ member, answer }) => answer !== undefined && members.includes(member));
  if (fault?.answer === undefined) return;
  settings.note(`the account policy is refused: ${fault.message} [LD3236]`);
  throw serviceError("InvalidParameterException", fault.answer);
}

function refuseOtherType(policyType: string): void {
  if (policyType === "SUBSCRIPTION_FILTER_POLICY") return;
  throw serviceError(
    "InvalidParameterException",
    `policyType ${policyType} is not modelled by the local service [LD3318]`,
  );
}

/** There is one in a Region [F178]; the words are inferred [F180]. */
function refuseAnother({ caller, state, settings }: Call, policyName: string): void {
  const [other] = state
    .table("accountPolicies")
    .all(scopeOf(caller))
    .filter(({ policy }) => policy.policyName !== policyName);
  if (!other) return;
  settings.note(
    `${caller.account} has the account policy ${JSON.stringify(other.policy.policyName)} in ${caller.region}, and a Region takes ` +
      `one: put it by that name, or delete it first [LD3234]`,
  );
  throw serviceError("LimitExceededException", "Resource limit exceeded.");
}

/** @throws LogsError `ResourceNotFoundException`, whose words are inferred [F181, F182] */
function existingPolicy({ caller, state }: Call, policyName: string): AccountPolicy {
  const record = state.table("accountPolicies").get(scopeOf(caller), policyName);
  if (!record) throw serviceError("ResourceNotFoundException", "The specified account policy does not exist.");
  return record.policy;
}
