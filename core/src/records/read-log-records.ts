import type { LogRecord } from "./log-record.ts";
import { LogRecordError } from "./log-record-error.ts";
import { type ReaderSettings, type ReadLogRecordsOptions, readerSettings } from "./reader-options.ts";
import { recordsIn } from "./record-content.ts";
import { RecordFault } from "./record-fault.ts";

/**
 * Reads what a subscription delivers: the data of a record of Kinesis or Firehose, or an object that Firehose wrote. It
 * may be compressed, once or twice, or not; it may hold several records, one behind the other. A record is given out
 * when the compressed data that holds it is complete and right. The records before one that cannot be read are given out.
 *
 * @throws TypeError at once, for bytes that are none and for a wrong option
 * @throws LogRecordError while it is iterated, for the first record that cannot be read
 * @example
 * for await (const { logGroup, logEvents } of readLogRecords(bytes)) console.log(logGroup, logEvents.length);
 */
export function readLogRecords(
  bytes: ArrayBuffer | ArrayBufferView,
  options: ReadLogRecordsOptions = {},
): AsyncIterableIterator<LogRecord> {
  return numbered(bytesOf(bytes), readerSettings(options));
}

function bytesOf(given: ArrayBuffer | ArrayBufferView): Uint8Array {
  if (given instanceof Uint8Array) return given;
  if (ArrayBuffer.isView(given)) return new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  if (given instanceof ArrayBuffer) return new Uint8Array(given);
  const hint = typeof given === "string" ? "; decode its base64 first, or hand the whole event to its reader" : "";
  throw new TypeError(`the bytes are of the type ${typeof given}; expected a Uint8Array${hint} [LD1802]`);
}

async function* numbered(
  bytes: Uint8Array,
  { maxBytes, wants }: ReaderSettings,
): AsyncGenerator<LogRecord, void, undefined> {
  let place = 0;
  try {
    for await (const record of recordsIn(bytes, maxBytes)) {
      place++;
      if (wants(record)) yield record;
    }
  } catch (error) {
    if (!(error instanceof RecordFault)) throw error;
    throw new LogRecordError(place, error.reason, error.message);
  }
}
