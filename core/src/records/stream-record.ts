import type { LogRecord } from "./log-record.ts";
import { LogRecordError } from "./log-record-error.ts";
import type { ReaderSettings } from "./reader-options.ts";
import { recordsIn } from "./record-content.ts";
import { RecordFault } from "./record-fault.ts";

/** What the data of one record of a stream holds, whole, or why it cannot be read. */
export type StreamRecordContent =
  | {
      /** Empty where the record held control messages alone. */
      readonly logRecords: readonly LogRecord[];
      readonly error?: undefined;
    }
  | { readonly error: LogRecordError; readonly logRecords?: undefined };

/** @param place of the record in its list, for the error */
export async function contentOf(
  data: Uint8Array | string,
  place: number,
  { maxBytes, wants }: ReaderSettings,
): Promise<StreamRecordContent> {
  const logRecords: LogRecord[] = [];
  try {
    const bytes = typeof data === "string" ? fromBase64(data) : data;
    for await (const record of recordsIn(bytes, maxBytes)) if (wants(record)) logRecords.push(record);
  } catch (error) {
    if (!(error instanceof RecordFault)) throw error;
    return { error: new LogRecordError(place, error.reason, error.message) };
  }
  return { logRecords };
}

function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    throw new RecordFault("shape", "its data is no base64");
  }
}
