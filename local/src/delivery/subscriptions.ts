import type { Distribution } from "@log-destinations/core";
import {
  checkNeighbour,
  type MessageMatcher,
  parseFieldSelectionCriteria,
  readFilterPattern,
  type SystemFields,
} from "@log-destinations/core/service";
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
  /** Does it take log events with these system fields? */
  readonly selects: (fields: SystemFields) => boolean;
  /** The names of the system fields that it adds to each log event. */
  readonly emitSystemFields: readonly string[];
  readonly destinationArn: string;
  readonly roleArn: string | undefined;
  readonly distribution: Distribution;
  /** The unique id of the caller that put it. */
  readonly principalId: string | undefined;
  /** The log groups that an account's subscription leaves out; a filter has none. */
  readonly excluded?: ReadonlySet<string>;
}

const selectsAll = (): boolean => true;

/** The records as they were read; one that is put again is another record. */
const filters = new WeakMap<SubscriptionFilterRecord, Subscription>();
const policies = new WeakMap<AccountPolicyRecord, Subscription>();

/** The subscriptions that the events of a log group go to: its filters, and that of the account [F216]. */
export function subscriptionsOf(call: Call, logGroup: string): Subscription[] {
  const { caller, state } = call;
  const ofGroup = state.table("subscriptionFilters").all(groupScope(caller, logGroup)).map(subscriptionOfFilter);
  const ofAccount = state.table("accountPolicies").all(scopeOf(caller)).map(subscriptionOfPolicy);
  const covering = ofAccount.filter(({ excluded }) => !excluded?.has(logGroup));
  return covering.length > 0 && takesSubscriptions(call, logGroup) ? [...ofGroup, ...covering] : ofGroup;
}

/** That an account's subscription passes over log groups of a class that takes no filter is inferred. [F379] */
function takesSubscriptions({ caller, state }: Call, logGroup: string): boolean {
  const group = state.table("logGroups").get(scopeOf(caller), logGroup);
  return group !== undefined && !checkNeighbour("filtered", group);
}

/** A filter as delivery needs it. */
export function subscriptionOfFilter(record: SubscriptionFilterRecord): Subscription {
  const known = filters.get(record);
  if (known) return known;
  const { filterName, filterPattern, destinationArn, roleArn, distribution } = record.filter;
  const { fieldSelectionCriteria = "", emitSystemFields = [] } = record.filter;
  const read: Subscription = {
    level: "log-group",
    name: filterName,
    matches: readFilterPattern(filterPattern),
    selects: parseFieldSelectionCriteria(fieldSelectionCriteria) ?? selectsAll,
    emitSystemFields,
    destinationArn,
    roleArn,
    distribution,
    principalId: record.principalId,
  };
  filters.set(record, read);
  return read;
}

/** An account policy as delivery needs it. */
export function subscriptionOfPolicy(record: AccountPolicyRecord): Subscription {
  const known = policies.get(record);
  if (known) return known;
  const document = subscriptionOf(record.policy);
  const read: Subscription = {
    level: "account",
    name: record.policy.policyName,
    matches: readFilterPattern(document.FilterPattern),
    // The document has no members for them. [F187]
    selects: selectsAll,
    emitSystemFields: [],
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
