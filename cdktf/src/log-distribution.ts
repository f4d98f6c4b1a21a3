/**
 * How the log events of a log group are spread over the shards of the stream behind the destination.
 *
 * @example
 * new LogSubscription(this, "ToCentral", {
 *   destination: central,
 *   logGroupName: "/app",
 *   distribution: LogDistribution.RANDOM,
 * });
 */
export enum LogDistribution {
  /**
   * The events of a log stream stay together, in order.
   *
   * @example
   * new LogSubscription(this, "ToCentral", {
   *   destination: central,
   *   logGroupName: "/app",
   *   distribution: LogDistribution.BY_LOG_STREAM,
   * });
   */
  BY_LOG_STREAM = "ByLogStream",

  /** Each batch goes anywhere, which evens out the load of a few busy log streams. */
  RANDOM = "Random",
}
