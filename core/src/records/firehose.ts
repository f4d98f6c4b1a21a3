import { isObject } from "../json.ts";
import { type ReadLogRecordsOptions, readerSettings } from "./reader-options.ts";
import { contentOf, type StreamRecordContent } from "./stream-record.ts";

/** The event that a Lambda function gets from Firehose, to transform its records. */
export interface FirehoseTransformationEvent {
  /** The records to transform. */
  readonly records: readonly {
    readonly recordId: string;
    /** Base64. */
    readonly data: string;
  }[];
}

/** What one record of a Firehose stream holds. */
export type FirehoseLogRecords = StreamRecordContent & {
  /** Firehose wants a result for each. */
  readonly recordId: string;
};

/**
 * Reads the records that Firehose hands to a Lambda function, one by one and in their order, compressed or not. A record
 * that cannot be read does not end the reading: its `error` says why.
 *
 * @throws TypeError at once, for a wrong option and for an event that is no such one
 */
export function readFirehoseEvent(
  event: FirehoseTransformationEvent,
  options: ReadLogRecordsOptions = {},
): AsyncIterableIterator<FirehoseLogRecords> {
  const settings = readerSettings(options);
  const records = isObject(event) ? event.records : undefined;
  const wrong = Array.isArray(records)
    ? records.findIndex((one) => !isObject(one) || typeof one.recordId !== "string" || typeof one.data !== "string")
    : undefined;
  if (!records || wrong !== -1) {
    const what =
      wrong === undefined ? "the event has no list of records" : `records[${wrong}] is no record of Firehose`;
    throw new TypeError(`${what}; expected the event of a transformation, { records: [{ recordId, data }] } [LD1805]`);
  }
  return (async function* () {
    for (const [place, { recordId, data }] of records.entries())
      yield { recordId, ...(await contentOf(data, place, settings)) };
  })();
}
