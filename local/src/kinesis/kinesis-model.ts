import type { ModelledOperation, ServiceModel } from "../service/service-model.ts";
import { type KinesisOperation, members, unmodelled } from "./kinesis-shapes.ts";
import { getRecords, getShardIterator, putRecord, putRecords } from "./record-operations.ts";
import { listShards } from "./shards.ts";
import { describeStream, describeStreamSummary, listStreams } from "./stream-descriptions.ts";
import { createStream, deleteStream } from "./stream-operations.ts";

const handlers: Readonly<Record<KinesisOperation, ModelledOperation["handle"]>> = {
  CreateStream: createStream,
  DeleteStream: deleteStream,
  DescribeStream: describeStream,
  DescribeStreamSummary: describeStreamSummary,
  GetRecords: getRecords,
  GetShardIterator: getShardIterator,
  ListShards: listShards,
  ListStreams: listStreams,
  PutRecord: putRecord,
  PutRecords: putRecords,
};

const handled = Object.entries(handlers).map(([name, handle]): [string, ModelledOperation] => {
  const operation = name as KinesisOperation;
  return [name, { members: members[operation], unmodelled: unmodelled[operation] ?? {}, handle }];
});

/** The part of Kinesis data streams that is needed to see a log line arrive. */
export const kinesis: ServiceModel = {
  name: "Kinesis",
  signingName: "kinesis",
  protocol: { kind: "json", targetPrefix: "Kinesis_20131202" },
  invalid: "ValidationException",
  operations: Object.fromEntries(handled),
};
