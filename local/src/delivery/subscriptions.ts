import type { Distribution } from "@log-destinations/core";
import { checkNeighbour, type MessageMatcher, readFilterPattern } from "@log-destinations/core/service";
import { groupScope, scopeOf } from "../addresses/scopes.ts";
import type { Call } from "../service/call.ts";
import type { AccountPolicyRecord, SubscriptionFilterRecord } from "../state/records.ts";
import { excludedLogGroups, subscriptionOf } from "./account-subscription.ts";
import type { SubscriptionLevel } from "./subscription.ts";

/** A filter of a log group, or the subscription of an account, as delivery needs it. */
export interface Subscription {
  readonly level: SubscriptionLevel;
  readonly name: string;
  readonly matches: MessageMatcher;
  readonly destinationArn: string;
  readonly roleArn: string | undefined;
  readonly distribution: Distribution;
  /** The unique id of the caller that put it. */
  readonly principalId: string | undefined;
}

interface AccountSubscription extends Subscription {
  readonly excluded: ReadonlySet<string>;
}

/** The records as they were read; one that is put again is another record. */
const filters = new WeakMap<SubscriptionFilterRecord, Subscription>();
const policies = new WeakMap<AccountPolicyRecord, AccountSubscription>();

/** The subscriptions that the events of a log group go to: its filters, and that of the account [F216]. */
export function subscriptionsOf(call: Call, logGroup: string): Subscription[] {
  const { caller, state } = call;
  const ofGroup = state.table("subscriptionFilters").all(groupScope(caller, logGroup)).map(filterOf);
  const ofAccount = state.table("accountPolicies").all(scopeOf(caller)).map(policyOf);
  const covering = ofAccount.filter(({ excluded }) => !excluded.has(logGroup));
  return covering.length > 0 && takesSubscriptions(call, logGroup) ? [...ofGroup, ...covering] : ofGroup;
}

/** That an account's subscription passes over log groups of a class that takes no filter is inferred. [F379] */
function takesSubscriptions({ caller, state }: Call, logGroup: string): boolean {
  const group = state.table("logGroups").get(scopeOf(caller), logGroup);
  return group !== undefined && !checkNeighbour("filtered", group);
}

function filterOf(record: SubscriptionFilterRecord): Subscription {
  const known = filters.get(record);
  if (known) return known;
  const { filterName: name, filterPattern, destinationArn, roleArn, distribution } = record.filter;
  const { principalId } = record;
  const matches = readFilterPattern(filterPattern);
  const read: Subscription = { level: "log-group", name, matches, destinationArn, roleArn, distribution, principalId };
  filters.set(record, read);
  return read;
}

function policyOf(record: AccountPolicyRecord): AccountSubscription {
  const known = policies.get(record);
  if (known) return known;
  const document = subscriptionOf(record.policy);
  const read: AccountSubscription = {
    level: "account",
    name: record.policy.policyName,
    matches: readFilterPattern(document.FilterPattern),
    destinationArn: document.DestinationArn,
    roleArn: document.RoleArn,
    // [F376]
    distribution: document.Distribution ?? "ByLogStream",
    principalId: record.principalId,
    excluded: excludedLogGroups(record.policy),
  };
  policies.set(record, read);
  return read;
}
