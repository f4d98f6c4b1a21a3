import { gunzip, isGzip, tooLarge } from "./gunzip.ts";
import { jsonObjects } from "./json-objects.ts";
import type { LogRecord } from "./log-record.ts";
import { readLogRecord } from "./log-record-shape.ts";
import { RecordFault } from "./record-fault.ts";

/** CloudWatch Logs compresses a record, and Firehose may compress the object that it puts the record into. */
const maxLayers = 2;

/**
 * Every record of a body, control messages too.
 * @throws RecordFault
 */
export async function* recordsIn(bytes: Uint8Array, maxBytes: number): AsyncGenerator<LogRecord, void, undefined> {
  for await (const object of jsonObjects(uncompressed(bytes, maxBytes, maxLayers))) yield readLogRecord(object);
}

async function* uncompressed(
  bytes: Uint8Array,
  maxBytes: number,
  layers: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (!isGzip(bytes)) {
    if (bytes.length > maxBytes) throw tooLarge(maxBytes);
    yield bytes;
    return;
  }
  if (layers === 0) throw new RecordFault("gzip", `it is compressed more than ${maxLayers} times`);
  let left = maxBytes;
  for await (const content of gunzip(bytes, maxBytes)) {
    for await (const part of uncompressed(content, left, layers - 1)) {
      left -= part.length;
      yield part;
    }
  }
}
