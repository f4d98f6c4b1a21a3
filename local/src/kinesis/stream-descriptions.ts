import { streamScope } from "../addresses/scopes.ts";
import type { Call } from "../service/call.ts";
import type { StreamRecord } from "../state/records.ts";
import { shardsOf } from "./shards.ts";
import { existingStream, nameOf, type StreamReference } from "./stream-operations.ts";

export function describeStreamSummary(call: Call, reference: StreamReference): object {
  const stream = existingStream(call, reference);
  const { shardCount: OpenShardCount } = stream;
  return { StreamDescriptionSummary: { ...description(stream), OpenShardCount, ConsumerCount: 0 } };
}

interface DescribeStreamRequest extends StreamReference {
  ExclusiveStartShardId?: string;
  Limit?: number;
}

export function describeStream(call: Call, request: DescribeStreamRequest): object {
  const { ExclusiveStartShardId, Limit = 100, ...reference } = request;
  const stream = existingStream(call, reference);
  const { shards: Shards, end } = shardsOf(call, stream, ExclusiveStartShardId, Limit);
  return { StreamDescription: { ...description(stream), Shards, HasMoreShards: end < stream.shardCount } };
}

function description({ arn, kmsKeyArn, ...stream }: StreamRecord): object {
  return {
    ...inListing({ arn, ...stream }),
    RetentionPeriodHours: 24,
    EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
    EncryptionType: kmsKeyArn === undefined ? "NONE" : "KMS",
    ...(kmsKeyArn !== undefined && { KeyId: kmsKeyArn }),
  };
}

function inListing({ arn, status, onDemand, creationTime }: StreamRecord): object {
  return {
    StreamName: nameOf(arn),
    StreamARN: arn,
    StreamStatus: status,
    StreamModeDetails: { StreamMode: onDemand ? "ON_DEMAND" : "PROVISIONED" },
    StreamCreationTimestamp: creationTime / 1000,
  };
}

interface ListStreamsRequest {
  ExclusiveStartStreamName?: string;
  Limit?: number;
  NextToken?: string;
}

/** A page's token is the last name of the one before: inferred. [F162] */
export function listStreams({ caller, state }: Call, request: ListStreamsRequest): object {
  const { ExclusiveStartStreamName, Limit = 100, NextToken: after = ExclusiveStartStreamName } = request;
  const { values, next } = state.table("streams").slice(streamScope("kinesis", caller), { after, limit: Limit });
  return {
    StreamNames: values.map(({ arn }) => nameOf(arn)),
    HasMoreStreams: next !== undefined,
    StreamSummaries: values.map(inListing),
    ...(next !== undefined && { NextToken: next }),
  };
}
