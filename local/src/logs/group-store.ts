import type { LogGroupAddress } from "../addresses/log-group-arn.ts";
import { groupScope, scopeOf } from "../addresses/scopes.ts";
import type { LogGroupRecord } from "../state/records.ts";
import type { State } from "../state/state.ts";

export function findGroup(state: State, address: LogGroupAddress): LogGroupRecord | undefined {
  return state.table("logGroups").get(scopeOf(address), address.logGroupName);
}

/** Makes a log group, or replaces it. Its log streams and filters stay. */
export function putGroup(state: State, address: LogGroupAddress, group: Omit<LogGroupRecord, "logGroupName">): void {
  const { logGroupName } = address;
  state.put("logGroups", scopeOf(address), logGroupName, { logGroupName, ...group });
}

/** Removes a log group with its log streams and filters. One that does not exist is passed over. */
export function removeGroup(state: State, address: LogGroupAddress): void {
  const scope = groupScope(address, address.logGroupName);
  for (const table of ["logStreams", "subscriptionFilters"] as const) {
    for (const [name] of state.table(table).named(scope, { limit: Infinity })) state.delete(table, scope, name);
  }
  state.delete("logGroups", scopeOf(address), address.logGroupName);
}

/** Makes a log stream in a log group, unless it exists. */
export function addLogStream(
  state: State,
  address: LogGroupAddress,
  logStreamName: string,
  creationTime: number,
): void {
  const scope = groupScope(address, address.logGroupName);
  if (state.table("logStreams").get(scope, logStreamName)) return;
  state.put("logStreams", scope, logStreamName, { logStreamName, creationTime });
}

export function logStreamNames(state: State, address: LogGroupAddress): string[] {
  const streams = state.table("logStreams").all(groupScope(address, address.logGroupName));
  return streams.map(({ logStreamName }) => logStreamName);
}
