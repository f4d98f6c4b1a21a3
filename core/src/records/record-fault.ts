import type { LogRecordFault } from "./log-record-error.ts";

/** A record cannot be read, and its number is known further out. */
export class RecordFault extends Error {
  readonly reason: LogRecordFault;

  constructor(reason: LogRecordFault, problem: string) {
    super(problem);
    this.reason = reason;
  }
}
