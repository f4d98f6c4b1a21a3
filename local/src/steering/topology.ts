import type { Distribution } from "@log-destinations/core";
import { parseStreamArn } from "@log-destinations/core/service";
import { callerAs } from "../control/access-keys.ts";
import { excludedLogGroups, subscriptionOf } from "../delivery/account-subscription.ts";
import { targetOf } from "../delivery/deliver.ts";
import { type Subscription, subscriptionOfFilter, subscriptionOfPolicy } from "../delivery/subscriptions.ts";
import type { Call, Caller } from "../service/call.ts";
import type { AccountRecord } from "../state/records.ts";
import type { State } from "../state/state.ts";

/** Who sends what where: all accounts and Regions. */
export interface Topology {
  /** The accounts that are declared. */
  readonly accounts: readonly TopologyAccount[];
  readonly destinations: readonly TopologyDestination[];
  /** The filters of log groups and the subscriptions of accounts. */
  readonly subscriptions: readonly TopologySubscription[];
  /** The streams that are declared or created, and those that have records. */
  readonly streams: readonly TopologyStream[];
}

export interface TopologyAccount extends AccountRecord {
  readonly account: string;
}

export interface TopologyDestination {
  readonly arn: string;
  readonly targetArn: string;
  readonly roleArn: string;
  /** Its access policy as JSON text; absent where it has none. */
  readonly accessPolicy?: string;
}

export interface TopologySubscription {
  readonly level: Subscription["level"];
  /** The account that sends, and its Region. */
  readonly account: string;
  readonly region: string;
  /** The log group of a filter; absent for the subscription of an account. */
  readonly logGroup?: string;
  /** The log groups that an account's subscription leaves out; absent for a filter. */
  readonly excluded?: readonly string[];
  /** The name of the filter or of the account policy. */
  readonly name: string;
  readonly filterPattern: string;
  /** The ARN that it names: a destination, a stream or a function. */
  readonly destinationArn: string;
  readonly roleArn?: string;
  readonly distribution: Distribution;
  /** The ARN of the stream or function in which log events arrive now; absent where they do not. */
  readonly arrivesAt?: string;
  /** The reason why log events do not arrive now, as a note has it. */
  readonly why?: string;
}

export interface TopologyStream {
  readonly arn: string;
  /** Is it declared, or made by an API call? Otherwise it counts as healthy unless `strict` is set. */
  readonly exists: boolean;
  /** The records that are stored. */
  readonly records: number;
}

/** @param callAs makes a call of an account in a Region, at this moment */
export function topologyOf(state: State, callAs: (caller: Caller) => Call): Topology {
  return {
    accounts: entriesOf(state, "accounts").map(([, account, declared]) => ({ account, ...declared })),
    destinations: entriesOf(state, "destinations").map(([, , { destination }]) => {
      const { arn, targetArn, roleArn, accessPolicy } = destination;
      return { arn, targetArn, roleArn, ...(accessPolicy !== undefined && { accessPolicy }) };
    }),
    subscriptions: [...filtersOf(state, callAs), ...policiesOf(state, callAs)],
    streams: streamsOf(state),
  };
}

function entriesOf<Name extends Parameters<State["table"]>[0]>(state: State, table: Name) {
  return [...state.table<Name>(table).entries()];
}

type CallAs = (caller: Caller) => Call;

function filtersOf(state: State, callAs: CallAs): TopologySubscription[] {
  return entriesOf(state, "subscriptionFilters").map(([scope, , record]) => {
    const [account = "", region = "", ...names] = scope.split("/");
    const logGroup = names.join("/");
    const place = { account, region, logGroup };
    return subscribed(callAs, place, subscriptionOfFilter(record), record.filter.filterPattern);
  });
}

function policiesOf(state: State, callAs: CallAs): TopologySubscription[] {
  return entriesOf(state, "accountPolicies").map(([scope, , record]) => {
    const [account = "", region = ""] = scope.split("/");
    const { FilterPattern = "" } = subscriptionOf(record.policy);
    const place = { account, region, excluded: [...excludedLogGroups(record.policy)] };
    return subscribed(callAs, place, subscriptionOfPolicy(record), FilterPattern);
  });
}

function subscribed(
  callAs: CallAs,
  place: Pick<TopologySubscription, "account" | "region" | "logGroup" | "excluded">,
  subscription: Subscription,
  filterPattern: string,
): TopologySubscription {
  const { level, name, destinationArn, roleArn, distribution } = subscription;
  const found = targetOf(callAs(callerAs(place)), subscription, place.logGroup ?? "");
  const arrives = "why" in found ? { why: found.why } : { arrivesAt: found.target.arn };
  const role = roleArn !== undefined && { roleArn };
  return { level, ...place, name, filterPattern, destinationArn, ...role, distribution, ...arrives };
}

function streamsOf(state: State): TopologyStream[] {
  const existing = new Set(entriesOf(state, "streams").map(([, , { arn }]) => arn));
  const withRecords = state.table("streamData").scopes();
  const arns = new Set([...existing, ...withRecords].filter((arn) => parseStreamArn(arn)));
  return [...arns].sort().map((arn) => ({
    arn,
    exists: existing.has(arn),
    records: state.table("streamData").count(arn),
  }));
}
