export { type FirehoseLogRecords, type FirehoseTransformationEvent, readFirehoseEvent } from "./firehose.ts";
export {
  type KinesisEventRecord,
  type KinesisLogRecords,
  type KinesisRecord,
  readKinesisRecords,
} from "./kinesis.ts";
export type { LogEvent, LogRecord } from "./log-record.ts";
export { LogRecordError, type LogRecordFault } from "./log-record-error.ts";
export { readLogRecords } from "./read-log-records.ts";
export type { ReadLogRecordsOptions } from "./reader-options.ts";
export type { StreamRecordContent } from "./stream-record.ts";
