import { isObject } from "../json.ts";
import { type ReadLogRecordsOptions, readerSettings } from "./reader-options.ts";
import { contentOf, type StreamRecordContent } from "./stream-record.ts";

/** A record as GetRecords answers it, by the AWS SDK. */
export interface KinesisRecord {
  /** The bytes of the record. */
  readonly Data: Uint8Array | undefined;
  /** Its number within its shard. */
  readonly SequenceNumber: string | undefined;
}

/** A record of the event that a Lambda function gets from a Kinesis data stream. */
export interface KinesisEventRecord {
  /** The record. */
  readonly kinesis: {
    /** Base64. */
    readonly data: string;
    readonly sequenceNumber: string;
  };
}

/** What one record of a Kinesis data stream holds. */
export type KinesisLogRecords = StreamRecordContent & {
  /** To commit, or to report as a failed item of the batch. */
  readonly sequenceNumber: string;
};

/**
 * Reads records of a Kinesis data stream, one by one and in their order. A record that cannot be read does not end the
 * reading: its `error` says why.
 *
 * @param records `Records` of an answer to GetRecords, or of the event of a Lambda function
 * @throws TypeError at once, for a wrong option; while it is iterated, for a record that is neither of the two
 */
export function readKinesisRecords(
  records: Iterable<KinesisRecord | KinesisEventRecord>,
  options: ReadLogRecordsOptions = {},
): AsyncIterableIterator<KinesisLogRecords> {
  const settings = readerSettings(options);
  if (typeof records?.[Symbol.iterator] !== "function")
    throw new TypeError(
      "the records are no list; expected Records of an answer to GetRecords or of a Lambda's event [LD1806]",
    );
  return (async function* () {
    let place = 0;
    for (const record of records) {
      const { data, sequenceNumber } = dataOf(record, place);
      yield { sequenceNumber, ...(await contentOf(data, place++, settings)) };
    }
  })();
}

function dataOf(
  record: KinesisRecord | KinesisEventRecord,
  place: number,
): { data: Uint8Array | string; sequenceNumber: string } {
  if (isObject(record)) {
    if ("kinesis" in record && isObject(record.kinesis)) {
      const { data, sequenceNumber } = record.kinesis as KinesisEventRecord["kinesis"];
      if (typeof data === "string" && typeof sequenceNumber === "string") return { data, sequenceNumber };
    } else if ("Data" in record) {
      const { Data: data, SequenceNumber: sequenceNumber } = record as KinesisRecord;
      if (data instanceof Uint8Array && typeof sequenceNumber === "string") return { data, sequenceNumber };
    }
  }
  throw new TypeError(
    `records[${place}] is no record of a Kinesis data stream; expected { Data, SequenceNumber } as GetRecords answers, or { kinesis: { data, sequenceNumber } } as Lambda hands on [LD1804]`,
  );
}
