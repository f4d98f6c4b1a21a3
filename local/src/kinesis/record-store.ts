import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import type { StreamAddress } from "@log-destinations/core/service";
import { streamScope } from "../addresses/scopes.ts";
import type { Call } from "../service/call.ts";
import { lastNumberBefore } from "../service/sequence.ts";
import type { DataRecord } from "../state/records.ts";
import type { State } from "../state/state.ts";

const retention = 24 * 60 * 60_000;
const hashKeys = 2n ** 128n;

/** The range of hash keys of a shard. */
export function hashKeyRange(shard: number, shardCount: number): { first: bigint; last: bigint } {
  const bound = (index: number): bigint => (hashKeys * BigInt(index)) / BigInt(shardCount);
  return { first: bound(shard), last: bound(shard + 1) - 1n };
}

function shardOf(hashKey: bigint, shardCount: number): number {
  // Bounds are rounded down, so the guess is at most one too low.
  const guess = Number((hashKey * BigInt(shardCount)) / hashKeys);
  return hashKey > hashKeyRange(guess, shardCount).last ? guess + 1 : guess;
}

/** The beginning of the sequence numbers of a shard. */
export function shardPrefix(shard: number): string {
  return `49${String(shard).padStart(12, "0")}`;
}

export interface NewRecord {
  partitionKey: string;
  data: Uint8Array;
  /** Chooses the shard, in place of the partition key's hash. */
  hashKey?: bigint | undefined;
}

/** Writes a record to a stream, to be read for 24 hours [F157]. A stream that was never declared has one shard. */
export function putData(
  { state, sequence, now }: Call,
  stream: StreamAddress,
  { partitionKey, data, hashKey }: NewRecord,
): { shard: number; sequenceNumber: string } {
  const shardCount = state.table("streams").get(streamScope(stream.service, stream), stream.name)?.shardCount ?? 1;
  const shard = shardOf(hashKey ?? BigInt(`0x${md5(partitionKey)}`), shardCount);
  const prefix = shardPrefix(shard);
  const oldest = state.table("streamData").named(stream.arn, { prefix, limit: 100 });
  for (const [name, record] of oldest) {
    if (isKept(record, now)) break;
    state.delete("streamData", stream.arn, name);
  }
  const sequenceNumber = sequenceNumberOf(shard, sequence.next(now));
  const record = { partitionKey, data: Buffer.from(data).toString("base64"), time: now };
  state.put("streamData", stream.arn, sequenceNumber, record);
  return { shard, sequenceNumber };
}

function sequenceNumberOf(shard: number, number: string): string {
  return shardPrefix(shard) + number.padStart(42, "0");
}

/** Can the record still be read? Expired ones are deleted by the next write to their shard. */
export function isKept({ time }: Pick<DataRecord, "time">, now: number): boolean {
  return time + retention >= now;
}

/** The records of a shard after a sequence number that can still be read. */
export function shardData(
  { state, now }: Pick<Call, "state" | "now">,
  { arn, shard, after }: { arn: string; shard: number; after: string },
  limit: number = Infinity,
): [sequenceNumber: string, record: DataRecord][] {
  const expired = sequenceNumberOf(shard, lastNumberBefore(now - retention));
  // Sequence numbers have one length, so they compare like their texts.
  const range = { prefix: shardPrefix(shard), after: after > expired ? after : expired, limit };
  return state.table("streamData").named(arn, range);
}

/** The records of a stream after a number of the service's sequence, in the order of arrival over all shards. */
export function recordsByArrival(
  call: Pick<Call, "state" | "now">,
  { arn, shards, after, limit }: { arn: string; shards: number; after: string; limit: number },
): [number: string, record: DataRecord][] {
  const ofShards = Array.from({ length: shards }, (_, shard) =>
    shardData(call, { arn, shard, after: sequenceNumberOf(shard, after) }),
  );
  return (
    ofShards
      .flat()
      // Numbers only grow: where the clock was set back, they do not tell the age.
      .filter(([, record]) => isKept(record, call.now))
      .map(([name, record]): [string, DataRecord] => [numberOf(name), record])
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .slice(0, limit)
  );
}

/** The number of the service's sequence in a sequence number. */
function numberOf(sequenceNumber: string): string {
  return sequenceNumber.slice(-19);
}

/**
 * Moves the records of a stream to the shards of their partition keys, where the number of shards changes. The order
 * stays. A record with an explicit hash key moves by its partition key too. In reality records stay in closed shards [F164].
 */
export function reshard(state: State, arn: string, shardCount: number): void {
  for (const [name, record] of state.table("streamData").named(arn, { limit: Infinity })) {
    const shard = shardOf(BigInt(`0x${md5(record.partitionKey)}`), shardCount);
    const moved = shardPrefix(shard) + name.slice(shardPrefix(shard).length);
    if (moved === name) continue;
    state.delete("streamData", arn, name);
    state.put("streamData", arn, moved, record);
  }
}

export function md5(text: string): string {
  return createHash("md5").update(text, "utf8").digest("hex");
}
