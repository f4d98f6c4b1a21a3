import { Buffer } from "node:buffer";
import { parseStreamArn, type StreamAddress } from "@log-destinations/core/service";
import type { Call } from "../service/call.ts";
import { serviceError } from "../service/service-error.ts";
import type { DataRecord } from "../state/records.ts";
import { readBase64 } from "./base64.ts";
import { type NewRecord, putData, shardData, shardPrefix } from "./record-store.ts";
import { type Iterator, readIterator, writeToken } from "./shard-iterators.ts";
import { existingShard, shardId } from "./shards.ts";
import { existingStream, type StreamReference } from "./stream-operations.ts";

const iteratorLifetime = 5 * 60_000;
const maxRecords = 10_000;
const maxAnswerBytes = 10 * 2 ** 20;
const maxDataBytes = 2 ** 20;
const maxRequestBytes = 10 * 2 ** 20;

interface RecordRequest {
  /** In base64. */
  Data: string;
  PartitionKey: string;
  ExplicitHashKey?: string;
}

export function putRecord(call: Call, request: RecordRequest & StreamReference): object {
  const record = readRecord(request, "data");
  return { ...write(call, request, record), EncryptionType: "NONE" };
}

/** All of them or none: as only the form of a record can be wrong, the failure of single records is not modelled. */
export function putRecords(
  call: Call,
  { Records, ...reference }: { Records: RecordRequest[] } & StreamReference,
): object {
  const records = Records.map((record, index) => readRecord(record, `records.${index + 1}.member.data`));
  const bytes = records.reduce((sum, { data, partitionKey }) => sum + data.length + Buffer.byteLength(partitionKey), 0);
  if (bytes > maxRequestBytes) {
    // The limit is documented [F155], the words of the answer are inferred [F156].
    throw serviceError("InvalidArgumentException", `Records size exceeds ${maxRequestBytes / 2 ** 20} MB limit`);
  }
  const written = records.map((record) => write(call, reference, record));
  return { FailedRecordCount: 0, Records: written, EncryptionType: "NONE" };
}

function write(call: Call, reference: StreamReference, record: NewRecord): { ShardId: string; SequenceNumber: string } {
  const { arn } = existingStream(call, reference);
  const { shard, sequenceNumber } = putData(call, parseStreamArn(arn) as StreamAddress, record);
  return { ShardId: shardId(shard), SequenceNumber: sequenceNumber };
}

/** @param path the path of the data in the request */
function readRecord({ Data, PartitionKey, ExplicitHashKey }: RecordRequest, path: string): NewRecord {
  const data = readBase64(Data, path);
  if (data.length + Buffer.byteLength(PartitionKey) > maxDataBytes) {
    const constraint = `Member must have length less than or equal to ${maxDataBytes}`;
    throw serviceError(
      "ValidationException",
      `1 validation error detected: Value at '${path}' failed to satisfy constraint: ${constraint}`,
    );
  }
  const hashKey = ExplicitHashKey === undefined ? undefined : BigInt(ExplicitHashKey);
  if (hashKey !== undefined && hashKey >= 2n ** 128n) {
    const range = "[0, 340282366920938463463374607431768211455]";
    throw serviceError(
      "InvalidArgumentException",
      `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: ${range}.`,
    );
  }
  return { partitionKey: PartitionKey, data, hashKey };
}

interface GetShardIteratorRequest extends StreamReference {
  ShardId: string;
  ShardIteratorType: string;
  StartingSequenceNumber?: string;
  /** Seconds since the epoch. */
  Timestamp?: unknown;
}

export function getShardIterator(call: Call, request: GetShardIteratorRequest): object {
  const stream = existingStream(call, request);
  const shard = existingShard(call, stream, request.ShardId);
  const begin = shardPrefix(shard);
  const records = shardData(call, { arn: stream.arn, shard, after: begin });
  const after = records.findLast(isBefore(request))?.[0] ?? begin;
  return { ShardIterator: writeToken({ arn: stream.arn, shard, after, given: call.now }) };
}

type Before = (record: [sequenceNumber: string, record: DataRecord]) => boolean;

/** Is a record before the place where an iterator of this type begins? */
function isBefore({ ShardIteratorType, StartingSequenceNumber: start, Timestamp }: GetShardIteratorRequest): Before {
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
      return ([number]) => number < start || (ShardIteratorType === "AFTER_SEQUENCE_NUMBER" && number === start);
  }
}

function needs(member: string, type: string): Error {
  return serviceError("InvalidArgumentException", `Must either specify ${member} or use another type than ${type}.`);
}

export function getRecords(
  call: Call,
  { ShardIterator, Limit = maxRecords }: { ShardIterator: string; Limit?: number },
): object {
  const iterator = readIterator(ShardIterator);
  const { arn, shard, after } = iterator;
  refuseExpired(iterator, call.now);
  existingStream(call, { StreamARN: arn });
  const found = shardData(call, iterator, Limit + 1);
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
  throw serviceError(
    "ExpiredIteratorException",
    `Iterator expired. The iterator was created ${now - given} milliseconds ago; it is good for ${iteratorLifetime}.`,
  );
}
