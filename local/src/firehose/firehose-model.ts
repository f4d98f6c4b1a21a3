import type { ModelledOperation, ServiceModel } from "../service/service-model.ts";
import { putDeliveryRecord, putDeliveryRecords } from "./delivery-records.ts";
import {
  createDeliveryStream,
  deleteDeliveryStream,
  describeDeliveryStream,
  listDeliveryStreams,
} from "./delivery-streams.ts";
import { type FirehoseOperation, members, unmodelled } from "./firehose-shapes.ts";

const handlers: Readonly<Record<FirehoseOperation, ModelledOperation["handle"]>> = {
  CreateDeliveryStream: createDeliveryStream,
  DeleteDeliveryStream: deleteDeliveryStream,
  DescribeDeliveryStream: describeDeliveryStream,
  ListDeliveryStreams: listDeliveryStreams,
  PutRecord: putDeliveryRecord,
  PutRecordBatch: putDeliveryRecords,
};

const handled = Object.entries(handlers).map(([name, handle]): [string, ModelledOperation] => {
  const operation = name as FirehoseOperation;
  return [name, { members: members[operation], unmodelled: unmodelled[operation] ?? {}, handle }];
});

/** Firehose streams, as far as set-up scripts make them. What is behind a stream gets nothing. */
export const firehose: ServiceModel = {
  name: "Firehose",
  signingName: "firehose",
  protocol: { kind: "json", targetPrefix: "Firehose_20150804" },
  invalid: "ValidationException",
  operations: Object.fromEntries(handled),
};
