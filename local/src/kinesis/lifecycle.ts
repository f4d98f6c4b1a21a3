import { streamScope, type Target } from "../delivery/target.ts";
import { everywhere, type StreamRecord } from "../state/records.ts";
import type { State } from "../state/state.ts";
import { reshard } from "./data.ts";

/** Makes a stream of Kinesis or Firehose, or replaces it. What it got so far stays in it. */
export function putStream(state: State, target: Target, stream: StreamRecord): void {
  const scope = streamScope(target);
  const before = state.table("streams").get(scope, target.name);
  // A stream that was never declared got its records as one shard.
  if ((before?.shardCount ?? 1) !== stream.shardCount) reshard(state, target.arn, stream.shardCount);
  state.put("streams", scope, target.name, stream);
}

/** Removes a stream with its records, so that it is missing from then on. One that is not there is passed over. */
export function removeStream(state: State, target: Target, time: number): void {
  const scope = streamScope(target);
  if (state.table("streams").get(scope, target.name)) {
    state.delete("streams", scope, target.name);
    state.put("removed", everywhere, target.arn, { time });
  }
  for (const [name] of state.table("streamData").named(target.arn, { limit: Infinity })) {
    state.delete("streamData", target.arn, name);
  }
}
