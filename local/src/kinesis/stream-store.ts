import type { StreamAddress } from "@log-destinations/core/service";
import { everywhere, streamScope } from "../addresses/scopes.ts";
import type { StreamRecord } from "../state/records.ts";
import type { State } from "../state/state.ts";
import { reshard } from "./record-store.ts";

export function findStream(state: State, address: StreamAddress): StreamRecord | undefined {
  return state.table("streams").get(streamScope(address.service, address), address.name);
}

/** Makes a stream of Kinesis or Firehose, or replaces it. Its records stay. */
export function putStream(state: State, address: StreamAddress, stream: StreamRecord): void {
  // Before it was declared or created, a stream got its records as one shard.
  const shardCount = findStream(state, address)?.shardCount ?? 1;
  if (shardCount !== stream.shardCount) reshard(state, address.arn, stream.shardCount);
  state.put("streams", streamScope(address.service, address), address.name, stream);
}

/** Removes a stream with its records, so that it is missing from then on. One that does not exist is passed over. */
export function removeStream(state: State, address: StreamAddress, time: number): void {
  if (findStream(state, address)) {
    state.delete("streams", streamScope(address.service, address), address.name);
    state.put("removed", everywhere, address.arn, { time });
  }
  for (const [name] of state.table("streamData").named(address.arn, { limit: Infinity })) {
    state.delete("streamData", address.arn, name);
  }
}
