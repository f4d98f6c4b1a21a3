import type { Endpoint, Handled } from "../service/operation.ts";
import { describeStream, describeStreamSummary, listStreams } from "./descriptions.ts";
import { getRecords, getShardIterator, putRecord, putRecords } from "./records.ts";
import { type KinesisOperation, members, unmodelled } from "./shapes.ts";
import { listShards } from "./shards.ts";
import { createStream, deleteStream } from "./streams.ts";

const handlers: Readonly<Record<KinesisOperation, Handled["handle"]>> = {
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

const handled = Object.entries(handlers).map(([name, handle]): [string, Handled] => {
  const operation = name as KinesisOperation;
  return [name, { members: members[operation], unmodelled: unmodelled[operation] ?? {}, handle }];
});

/** As much of Kinesis data streams as it takes to see a log line arrive. */
export const kinesis: Endpoint = {
  target: "Kinesis_20131202",
  signingName: "kinesis",
  invalid: "ValidationException",
  operations: Object.fromEntries(handled),
};
