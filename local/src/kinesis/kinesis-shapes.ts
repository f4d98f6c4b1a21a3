import { type Shape, streamNameShape } from "@log-destinations/core/service";
import type { Unmodelled } from "../service/service-model.ts";

type Members = Readonly<Record<string, Shape>>;

const StreamName = streamNameShape;
const StreamARN = { type: "string", min: 1, max: 2048, pattern: "arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+" } as const;
const stream = { StreamName, StreamARN } as const;
const ShardId = { type: "string", min: 1, max: 128, pattern: "[a-zA-Z0-9_.-]+" } as const;
const hashKey = { type: "string", pattern: "0|([1-9]\\d{0,38})" } as const;
const sequenceNumber = { type: "string", pattern: "0|([1-9]\\d{0,128})" } as const;
const record = {
  Data: { type: "string", required: true },
  PartitionKey: { type: "string", required: true, min: 1, max: 256 },
  ExplicitHashKey: hashKey,
} as const;
const iteratorTypes = ["AFTER_SEQUENCE_NUMBER", "LATEST", "AT_TIMESTAMP", "TRIM_HORIZON", "AT_SEQUENCE_NUMBER"];

/** The most shards that one request can ask for. */
export const shardCountShape = { type: "integer", min: 1, max: 10_000 } as const;

export type KinesisOperation =
  | "CreateStream"
  | "DeleteStream"
  | "DescribeStream"
  | "DescribeStreamSummary"
  | "GetRecords"
  | "GetShardIterator"
  | "ListShards"
  | "ListStreams"
  | "PutRecord"
  | "PutRecords";

/**
 * The modelled request members of the modelled operations.
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_Operations.html
 */
export const members: Readonly<Record<KinesisOperation, Members>> = {
  CreateStream: {
    StreamName: { ...StreamName, required: true },
    ShardCount: shardCountShape,
    StreamModeDetails: {
      type: "structure",
      members: { StreamMode: { type: "string", required: true, enum: ["PROVISIONED", "ON_DEMAND"] } },
    },
  },
  DeleteStream: stream,
  DescribeStream: {
    ...stream,
    ExclusiveStartShardId: ShardId,
    Limit: { type: "integer", min: 1, max: 10_000 },
  },
  DescribeStreamSummary: stream,
  ListStreams: {
    ExclusiveStartStreamName: StreamName,
    Limit: { type: "integer", min: 1, max: 10_000 },
    NextToken: { type: "string", min: 1 },
  },
  ListShards: {
    ...stream,
    NextToken: { type: "string", min: 1 },
    ExclusiveStartShardId: ShardId,
    MaxResults: { type: "integer", min: 1, max: 10_000 },
  },
  GetShardIterator: {
    ...stream,
    ShardId: { ...ShardId, required: true },
    ShardIteratorType: { type: "string", required: true, enum: iteratorTypes },
    StartingSequenceNumber: sequenceNumber,
  },
  GetRecords: {
    ShardIterator: { type: "string", required: true, min: 1, max: 512 },
    Limit: { type: "integer", min: 1, max: 10_000 },
    StreamARN,
  },
  PutRecord: { ...stream, ...record },
  PutRecords: {
    ...stream,
    Records: { type: "list", required: true, min: 1, max: 500, member: { type: "structure", members: record } },
  },
};

/** By operation: members that the service has and that are not modelled. */
export const unmodelled: Readonly<Partial<Record<KinesisOperation, Unmodelled>>> = {
  CreateStream: { Tags: undefined, WarmThroughputMiBps: undefined, MaxRecordSizeInKiB: undefined },
  ListShards: { ShardFilter: undefined, StreamCreationTimestamp: undefined },
};
