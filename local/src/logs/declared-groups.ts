import { scopeOf } from "../service/call.ts";
import type { State } from "../state/state.ts";
import { type GroupAddress, groupScope } from "./log-groups.ts";

/** Makes a log group and the streams in it, as far as they are not there yet. */
export function putGroup(state: State, address: GroupAddress, logStreams: readonly string[], now: number): void {
  const { caller, logGroupName } = address;
  const home = scopeOf(caller);
  if (!state.table("logGroups").get(home, logGroupName)) {
    state.put("logGroups", home, logGroupName, { logGroupName, creationTime: now, tags: {} });
  }
  const scope = groupScope(address, logGroupName);
  for (const logStreamName of logStreams) {
    if (state.table("logStreams").get(scope, logStreamName)) continue;
    state.put("logStreams", scope, logStreamName, { logStreamName, creationTime: now });
  }
}

/** The streams of a log group; `undefined` where there is no such group. */
export function streamsOf(state: State, address: GroupAddress): string[] | undefined {
  const { caller, logGroupName } = address;
  if (!state.table("logGroups").get(scopeOf(caller), logGroupName)) return undefined;
  return state
    .table("logStreams")
    .all(groupScope(address, logGroupName))
    .map(({ logStreamName }) => logStreamName);
}
