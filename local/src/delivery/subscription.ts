import {
  type AccessPolicy,
  isUnreadable,
  mayPutAccountPolicy,
  mayPutSubscriptionFilter,
  parseAccessPolicy,
  parseDestinationArn,
  type SubscriptionDecision,
} from "@log-destinations/core";
import { parseStreamArn, type StreamAddress } from "@log-destinations/core/service";
import { everywhere, scopeOf } from "../addresses/scopes.ts";
import type { Call } from "../service/call.ts";
import type { DestinationRecord } from "../state/records.ts";
import type { State } from "../state/state.ts";

/** What a subscription is of: one log group, or all those of an account. */
export type SubscriptionLevel = "account" | "log-group";

/** The destination of this ARN, if it is in the caller's Region: log group and destination share one. [F40] */
export function destinationAt({ state, caller }: Call, arn: string): DestinationRecord | undefined {
  const address = parseDestinationArn(arn);
  if (address?.region !== caller.region) return undefined;
  const record = state.table("destinations").get(scopeOf(address), address.destinationName);
  return record?.destination.arn === arn ? record : undefined;
}

/** The stream that a subscription of the caller ends in; `undefined` where it ends in none. */
export function streamAt(call: Call, subscriptionArn: string): StreamAddress | undefined {
  return parseStreamArn(destinationAt(call, subscriptionArn)?.destination.targetArn ?? subscriptionArn);
}

/**
 * May this account subscribe to this destination? Where that cannot be decided, it may not; what the service does then
 * is not known. [F74]
 */
export function decideSubscription(
  state: State,
  { destination }: DestinationRecord,
  { account, principalId }: { account: string; principalId?: string | undefined },
  level: SubscriptionLevel,
): SubscriptionDecision & { readonly action?: string } {
  const declared = state.table("accounts").get(everywhere, account);
  const subscriber = { account, ...declared, ...(principalId !== undefined && { principalId }) };
  const { accessPolicy: policy, arn: destinationArn } = destination;
  const request = { policy, destinationArn, owner: ownerOf(destinationArn), subscriber };
  return level === "account" ? mayPutAccountPolicy(request) : mayPutSubscriptionFilter(request);
}

/** The account that a destination belongs to. */
export function ownerOf(destinationArn: string): string {
  return parseDestinationArn(destinationArn)?.account ?? "";
}

/** An access policy that the service accepted. */
export function policyOf(text: string): AccessPolicy {
  const policy = parseAccessPolicy(text);
  return isUnreadable(policy) ? { statements: [] } : policy;
}
