/** Why a record cannot be read. */
export type LogRecordFault = "gzip" | "json" | "shape" | "size";

/**
 * A record that cannot be read. Its message says what is wrong and with which record; neither the message nor a cause
 * holds any of the record's text.
 */
export class LogRecordError extends Error {
  /** `LogRecordError`. */
  override readonly name = "LogRecordError";
  /**
   * The place of the record, from 0: in the body that was read, control messages counted; or, where a list of a
   * stream's records was read, in that list.
   */
  readonly record: number;
  /**
   * `gzip`: the compressed bytes are damaged or cut off. `json`: the text is no JSON object, or no UTF-8. `shape`: the
   * object is not what CloudWatch Logs writes. `size`: there are more than `maxBytes` bytes.
   */
  readonly reason: LogRecordFault;

  /** Makes the error of a record. */
  constructor(record: number, reason: LogRecordFault, problem: string) {
    super(`record ${record} cannot be read: ${problem} [LD1803]`);
    this.record = record;
    this.reason = reason;
  }
}
