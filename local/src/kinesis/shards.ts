import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";
import type { StreamRecord } from "../state/records.ts";
import { hashKeyRange, shardPrefix } from "./record-store.ts";
import { readShardsToken, writeToken } from "./shard-iterators.ts";
import { existingStream, nameOf, type StreamReference } from "./stream-operations.ts";

interface ListShardsRequest extends StreamReference {
  NextToken?: string;
  ExclusiveStartShardId?: string;
  MaxResults?: number;
}

export function listShards(call: Call, request: ListShardsRequest): object {
  const { NextToken, ExclusiveStartShardId, MaxResults = 1000, ...reference } = request;
  const token = NextToken === undefined ? undefined : readShardsToken(NextToken);
  const stream = existingStream(call, token ? { StreamARN: token.arn } : reference);
  const { shards, end } = shardsOf(call, stream, token?.from ?? ExclusiveStartShardId, MaxResults);
  return end < stream.shardCount
    ? { Shards: shards, NextToken: writeToken({ arn: stream.arn, from: end }) }
    : { Shards: shards };
}

/**
 * Some shards of a stream, as listings have them.
 * @param from the first, or the id of the one before
 * @returns `end`, the first shard that is left out
 * @throws LogsError `ResourceNotFoundException` for an id of no shard; inferred from GetShardIterator [F163]
 */
export function shardsOf(
  call: Call,
  stream: StreamRecord,
  from: number | string = 0,
  limit: number = Infinity,
): { shards: object[]; end: number } {
  const { shardCount } = stream;
  const first = typeof from === "string" ? existingShard(call, stream, from) + 1 : Math.max(0, from);
  const end = Math.min(first + limit, shardCount);
  const shards: object[] = [];
  for (let shard = first; shard < end; shard++) {
    const range = hashKeyRange(shard, shardCount);
    shards.push({
      ShardId: shardId(shard),
      HashKeyRange: { StartingHashKey: String(range.first), EndingHashKey: String(range.last) },
      SequenceNumberRange: { StartingSequenceNumber: shardPrefix(shard).padEnd(56, "0") },
    });
  }
  return { shards, end };
}

export function shardId(shard: number): string {
  return `shardId-${String(shard).padStart(12, "0")}`;
}

/** @throws LogsError `ResourceNotFoundException` */
export function existingShard(call: Call, { arn, shardCount }: StreamRecord, id: string): number {
  const shard = indexOf(id);
  if (shard >= 0 && shard < shardCount) return shard;
  const where = `in stream ${nameOf(arn)} under account ${call.caller.account}`;
  throw serviceError("ResourceNotFoundException", `Shard ${id} ${where} does not exist`);
}

function indexOf(id: string): number {
  return /^shardId-\d{12}$/.test(id) ? Number(id.slice(-12)) : -1;
}
