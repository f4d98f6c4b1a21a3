import { Buffer } from "node:buffer";
import { parseTarget, type Target } from "../delivery/target.ts";
import { answer } from "../service/answers.ts";
import type { Call } from "../service/call.ts";
import type { DataRecord } from "../state/records.ts";
import { putData, shardPrefix } from "./data.ts";
import { existingShard, shardId } from "./shards.ts";
import { existingStream, type StreamAddress } from "./streams.ts";
import { type Iterator, readIterator, writeToken } from "./tokens.ts";

const iteratorLifetime = 5 * 60_000;
const maxRecords = 10_000;
const maxAnswerBytes = 10 * 2 ** 20;
const maxDataBytes = 2 ** 20;

interface PutRecordRequest extends StreamAddress {
  /** In base64. */
  Data: string;
  PartitionKey: string;
  ExplicitHashKey?: string;
}

export function putRecord(call: Call, { Data, PartitionKey, ExplicitHashKey, ...address }: PutRecordRequest): object {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(Data)) {
    throw answer("SerializationException", "Data is not base64");
  }
  const data = Buffer.from(Data, "base64");
  if (data.length + Buffer.byteLength(PartitionKey) > maxDataBytes) {
    const constraint = `Member must have length less than or equal to ${maxDataBytes}`;
    throw answer(
      "ValidationException",
      `1 validation error detected: Value at 'data' failed to satisfy constraint: ${constraint}`,
    );
  }
  const hashKey = ExplicitHashKey === undefined ? undefined : BigInt(ExplicitHashKey);
  if (hashKey !== undefined && hashKey >= 2n ** 128n) {
    const range = "[0, 340282366920938463463374607431768211455]";
    throw answer(
      "InvalidArgumentException",
      `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: ${range}.`,
    );
  }
  const { arn } = existingStream(call, address);
  const written = putData(call, parseTarget(arn) as Target, { partitionKey: PartitionKey, data, hashKey });
  return { ShardId: shardId(written.shard), SequenceNumber: written.sequenceNumber, EncryptionType: "NONE" };
}

interface GetShardIteratorRequest extends StreamAddress {
  ShardId: string;
  ShardIteratorType: string;
  StartingSequenceNumber?: string;
  /** Seconds since the epoch. */
  Timestamp?: unknown;
}

export function getShardIterator(call: Call, request: GetShardIteratorRequest): object {
  const stream = existingStream(call, request);
  const shard = existingShard(call, stream, request.ShardId);
  const prefix = shardPrefix(shard);
  const records = call.state.table("streamData").named(stream.arn, { prefix, limit: Infinity });
  const after = records.findLast(standsBefore(request))?.[0] ?? prefix;
  return { ShardIterator: writeToken({ arn: stream.arn, shard, after, given: call.now }) };
}

type Before = (record: [sequenceNumber: string, record: DataRecord]) => boolean;

/** Which records an iterator of this type leaves behind itself. */
function standsBefore({
  ShardIteratorType,
  StartingSequenceNumber: start,
  Timestamp,
}: GetShardIteratorRequest): Before {
  switch (ShardIteratorType) {
    case "TRIM_HORIZON":
      return () => false;
    case "LATEST":
      return () => true;
    case "AT_TIMESTAMP":
      if (typeof Timestamp !== "number") throw needs("Timestamp", ShardIteratorType);
      return ([, { time }]) => time < Timestamp * 1000;
    default:
      if (start === undefined) throw needs("StartingSequenceNumber", ShardIteratorType);
      // Sequence numbers have one length, so that their texts compare as they do.
      return ([number]) => number < start || (ShardIteratorType === "AFTER_SEQUENCE_NUMBER" && number === start);
  }
}

function needs(member: string, type: string): Error {
  return answer("InvalidArgumentException", `Must either specify ${member} or use another type than ${type}.`);
}

export function getRecords(
  call: Call,
  { ShardIterator, Limit = maxRecords }: { ShardIterator: string; Limit?: number },
): object {
  const iterator = readIterator(ShardIterator);
  const { arn, shard, after } = iterator;
  refuseExpired(iterator, call.now);
  existingStream(call, { StreamARN: arn });
  const range = { prefix: shardPrefix(shard), after, limit: Limit + 1 };
  const found = call.state.table("streamData").named(arn, range);
  const taken: typeof found = [];
  let bytes = 0;
  for (const record of found.slice(0, Limit)) {
    bytes += record[1].data.length;
    if (taken.length > 0 && bytes > maxAnswerBytes) break;
    taken.push(record);
  }
  const last = taken.at(-1);
  const next: Iterator = { arn, shard, after: last?.[0] ?? after, given: call.now };
  return {
    Records: taken.map(([SequenceNumber, { time, data, partitionKey }]) => ({
      SequenceNumber,
      ApproximateArrivalTimestamp: time / 1000,
      Data: data,
      PartitionKey: partitionKey,
    })),
    NextShardIterator: writeToken(next),
    MillisBehindLatest: last && found.length > taken.length ? Math.max(0, call.now - last[1].time) : 0,
  };
}

function refuseExpired({ given }: Iterator, now: number): void {
  if (now - given <= iteratorLifetime) return;
  throw answer(
    "ExpiredIteratorException",
    `Iterator expired. The iterator was created ${now - given} milliseconds ago; it is good for ${iteratorLifetime}.`,
  );
}
