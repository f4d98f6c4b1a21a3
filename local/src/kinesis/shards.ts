import { answer } from "../service/answers.ts";
import type { Call } from "../service/call.ts";
import type { StreamRecord } from "../state/records.ts";
import { hashKeyRange, shardPrefix } from "./data.ts";
import { existingStream, nameOf, type StreamAddress } from "./streams.ts";
import { readShardsToken, writeToken } from "./tokens.ts";

interface ListShardsRequest extends StreamAddress {
  NextToken?: string;
  ExclusiveStartShardId?: string;
  MaxResults?: number;
}

export function listShards(call: Call, request: ListShardsRequest): object {
  const { NextToken, ExclusiveStartShardId, MaxResults = 1000, ...address } = request;
  const token = NextToken === undefined ? undefined : readShardsToken(NextToken);
  const { arn, shardCount } = existingStream(call, token ? { StreamARN: token.arn } : address);
  const first = token?.from ?? (ExclusiveStartShardId === undefined ? 0 : indexOf(ExclusiveStartShardId) + 1);
  const end = Math.min(first + MaxResults, shardCount);
  const Shards: object[] = [];
  for (let shard = Math.max(0, first); shard < end; shard++) {
    const range = hashKeyRange(shard, shardCount);
    Shards.push({
      ShardId: shardId(shard),
      HashKeyRange: { StartingHashKey: String(range.first), EndingHashKey: String(range.last) },
      SequenceNumberRange: { StartingSequenceNumber: shardPrefix(shard).padEnd(56, "0") },
    });
  }
  return end < shardCount ? { Shards, NextToken: writeToken({ arn, from: end }) } : { Shards };
}

export function shardId(shard: number): string {
  return `shardId-${String(shard).padStart(12, "0")}`;
}

/** @throws LogsError `ResourceNotFoundException` */
export function existingShard(call: Call, { arn, shardCount }: StreamRecord, id: string): number {
  const shard = indexOf(id);
  if (shard >= 0 && shard < shardCount) return shard;
  const where = `in stream ${nameOf(arn)} under account ${call.caller.account}`;
  throw answer("ResourceNotFoundException", `Shard ${id} ${where} does not exist`);
}

function indexOf(id: string): number {
  return /^shardId-\d{12}$/.test(id) ? Number(id.slice(-12)) : -1;
}
