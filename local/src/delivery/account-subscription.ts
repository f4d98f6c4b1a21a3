import {
  type AccountPolicy,
  parseSelectionCriteria,
  parseSubscriptionPolicy,
  type SubscriptionPolicy,
} from "@log-destinations/core";

/** The document of an account policy, which the service accepts only where it can be read. */
export function subscriptionOf({ policyDocument }: Pick<AccountPolicy, "policyDocument">): SubscriptionPolicy {
  return parseSubscriptionPolicy(policyDocument) as SubscriptionPolicy;
}

/** The log groups that an account policy leaves out. */
export function excludedLogGroups({
  selectionCriteria,
}: Pick<AccountPolicy, "selectionCriteria">): ReadonlySet<string> {
  return new Set(selectionCriteria === undefined ? [] : parseSelectionCriteria(selectionCriteria));
}
