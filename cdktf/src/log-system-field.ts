/**
 * A field that the service can add to the log events of a filter.
 *
 * @example
 * new LogSubscription(this, "ToCentral", {
 *   destination: central,
 *   logGroupName: "/app",
 *   emitSystemFields: [LogSystemField.ACCOUNT, LogSystemField.REGION],
 * });
 */
export enum LogSystemField {
  /** The account of the log group, `@aws.account`. */
  ACCOUNT = "@aws.account",

  /** The Region of the log group, `@aws.region`. */
  REGION = "@aws.region",
}
