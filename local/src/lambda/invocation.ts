/** The event with which CloudWatch Logs invokes a Lambda function. [F390] */
export interface LogsEvent {
  readonly awslogs: {
    /** The record of log events: gzip of one JSON object, in base64. `readLogRecords` of core reads the bytes. */
    readonly data: string;
  };
}

/** An invocation of a Lambda function by CloudWatch Logs. */
export interface FunctionInvocation {
  /** The ARN of the function as the subscription names it, with the qualifier if there is one. */
  readonly functionArn: string;
  readonly event: LogsEvent;
  /** The time of the invocation, in milliseconds since the epoch. */
  readonly time: number;
}
