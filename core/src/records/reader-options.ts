import { refuseUnknown, wholeNumber } from "../options.ts";
import type { LogRecord } from "./log-record.ts";

/** Options of a reader of records. */
export interface ReadLogRecordsOptions {
  /**
   * The most bytes that one body, or one record's data, may have once it is decompressed. What has more is refused.
   * @default 134217728 (128 MiB, the most that Firehose puts into one object)
   */
  readonly maxBytes?: number | undefined;
  /**
   * Give out control messages too, by which CloudWatch Logs tests the stream.
   * @default false
   */
  readonly controlMessages?: boolean | undefined;
}

const knownOptions: Record<keyof ReadLogRecordsOptions, true> = { maxBytes: true, controlMessages: true };

export interface ReaderSettings {
  readonly maxBytes: number;
  readonly wants: (record: LogRecord) => boolean;
}

/** @throws TypeError for a wrong option */
export function readerSettings(options: ReadLogRecordsOptions): ReaderSettings {
  refuseUnknown(options, knownOptions);
  // Firehose buffers no more than 128 MiB. [F347]
  const { maxBytes = 2 ** 27, controlMessages = false } = options;
  wholeNumber("maxBytes", maxBytes, 1);
  if (typeof controlMessages !== "boolean")
    throw new TypeError(`controlMessages is ${JSON.stringify(controlMessages)}; expected true or false [LD1801]`);
  return { maxBytes, wants: ({ messageType }) => controlMessages || messageType === "DATA_MESSAGE" };
}
