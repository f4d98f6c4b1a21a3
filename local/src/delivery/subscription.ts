import { mayPutSubscriptionFilter, parseDestinationArn, type SubscriptionDecision } from "@log-destinations/core";
import { type Call, scopeOf } from "../service/call.ts";
import { type DestinationRecord, everywhere } from "../state/records.ts";
import type { State } from "../state/state.ts";

/** The destination of this ARN, where it exists in the caller's Region: log group and destination share one. */
export function destinationAt({ state, caller }: Call, arn: string): DestinationRecord | undefined {
  const address = parseDestinationArn(arn);
  if (address?.region !== caller.region) return undefined;
  const record = state.table("destinations").get(scopeOf(address), address.destinationName);
  return record?.destination.arn === arn ? record : undefined;
}

/** May this account subscribe to this destination? */
export function decide(
  state: State,
  { destination }: DestinationRecord,
  { account, principalId }: { account: string; principalId?: string | undefined },
): SubscriptionDecision {
  const declared = state.table("accounts").get(everywhere, account);
  const subscriber = { account, ...declared, ...(principalId !== undefined && { principalId }) };
  const owner = parseDestinationArn(destination.arn)?.account ?? "";
  const { accessPolicy: policy, arn: destinationArn } = destination;
  try {
    return mayPutSubscriptionFilter({ policy, destinationArn, owner, subscriber });
  } catch (error) {
    // The policy was taken with an operator that cannot be evaluated; to let nobody in by it is inferred.
    if (error instanceof TypeError) return { allowed: false, reason: "not-allowed" };
    throw error;
  }
}

/** Which declaration would change that an account is kept out by its organization; `undefined` where none would. */
export function organizationHint(
  state: State,
  { destination }: DestinationRecord,
  account: string,
): string | undefined {
  const byOrganization = destination.accessPolicy?.includes("aws:PrincipalOrg");
  if (!byOrganization || state.table("accounts").get(everywhere, account)) return undefined;
  const declaration = JSON.stringify({ accounts: { [account]: { organization: "o-…" } } });
  return `${destination.arn} lets in by organization, and ${account} is in none; to change that declare ${declaration}`;
}
