/** One event of a log group, as a subscription delivers it. [F131] */
export interface LogEvent {
  /** 56 digits; `""` in a control message. Equal for an event that is delivered again. */
  readonly id: string;
  /** The time of the event, in milliseconds since 1970. */
  readonly timestamp: number;
  /** The event as it was logged. */
  readonly message: string;
  /** Fields by name, where the subscription asks for some; absent in other records. */
  readonly extractedFields?: Readonly<Record<string, string>>;
}

/** What CloudWatch Logs writes to a subscribed stream. Members that AWS adds later are kept as they are. [F131] */
export interface LogRecord {
  /** `CONTROL_MESSAGE` for a test of the stream, which holds no event of a log group. [F133] */
  readonly messageType: "DATA_MESSAGE" | "CONTROL_MESSAGE";
  /** The account of the log group: 12 digits; `CloudwatchLogs` in a control message. */
  readonly owner: string;
  /** The log group that the events come from. */
  readonly logGroup: string;
  /** The log stream that the events come from. */
  readonly logStream: string;
  /** The names of the subscription filters that matched. */
  readonly subscriptionFilters: readonly string[];
  /** In the order of the log stream. */
  readonly logEvents: readonly LogEvent[];
  /** `ACCOUNT_LEVEL_POLICY` where a policy of the whole account sent the record. [F220] */
  readonly policyLevel?: string;
}
