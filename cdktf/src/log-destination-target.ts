import type { LogDestinationTargetOptions } from "./log-destination-target-options";
import { refuseOtherArn } from "./private/arn-form";
import { text } from "./private/kinds";
import { asToken } from "./private/literal";
import { readProps } from "./private/read-props";
import { type StreamType, streamPolicy, streamTypes } from "./private/stream-policy";
import { logDestinationTargetOptions } from "./private/target-kinds";

/**
 * Where a destination sends what arrives: a Kinesis data stream or a Firehose delivery stream, in any Region.
 *
 * The service takes nothing else. [F39]
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDestination.html
 * @example
 * new LogDestination(this, "Central", {
 *   destinationName: "central",
 *   target: LogDestinationTarget.firehoseDeliveryStream(deliveryStream.arn),
 * });
 */
export class LogDestinationTarget {
  /**
   * A Kinesis data stream.
   *
   * @param streamArn `arn:aws:kinesis:REGION:ACCOUNT:stream/NAME`, or a token for it
   * @throws an error for the literal ARN of anything else
   * @example
   * LogDestinationTarget.kinesisStream(stream.arn, { kmsKeyArn: key.arn });
   */
  public static kinesisStream(streamArn: string, options: LogDestinationTargetOptions = {}): LogDestinationTarget {
    return new LogDestinationTarget("kinesisStream", streamArn, options);
  }

  /**
   * A Firehose delivery stream.
   *
   * @param deliveryStreamArn `arn:aws:firehose:REGION:ACCOUNT:deliverystream/NAME`, or a token for it
   * @throws an error for the literal ARN of anything else
   * @example
   * LogDestinationTarget.firehoseDeliveryStream(deliveryStream.arn);
   */
  public static firehoseDeliveryStream(
    deliveryStreamArn: string,
    options: LogDestinationTargetOptions = {},
  ): LogDestinationTarget {
    return new LogDestinationTarget("firehoseDeliveryStream", deliveryStreamArn, options);
  }

  /**
   * The ARN of the stream.
   *
   * @example
   * new TerraformOutput(this, "Target", { value: LogDestinationTarget.kinesisStream(stream.arn).targetArn });
   */
  public readonly targetArn: string;

  /**
   * The permissions policy that a destination's role needs to write to this target, as a JSON document: to this stream
   * alone, and to its key where one is given or the app shows it. Attach it to a role that you bring yourself.
   *
   * @example
   * const target = LogDestinationTarget.kinesisStream(stream.arn);
   * new IamRolePolicy(this, "Permissions", { role: "log-writer", policy: target.permissionsPolicy });
   */
  public readonly permissionsPolicy: string;

  /** @internal The service that the stream is of. */
  public readonly _service: string;

  private constructor(factory: StreamType, targetArn: string, options: LogDestinationTargetOptions) {
    const where = `LogDestinationTarget.${factory}`;
    const arn = text.read(where, targetArn);
    const { kmsKeyArn } = readProps(where, options, logDestinationTargetOptions);
    refuseOtherArn(where, arn, streamTypes[factory], remedies);
    this.targetArn = asToken(arn);
    this._service = streamTypes[factory].service;
    this.permissionsPolicy = streamPolicy(factory, arn, kmsKeyArn);
  }
}

const remedies: Record<string, string> = {
  kinesis: "For a Kinesis data stream there is LogDestinationTarget.kinesisStream",
  firehose: "For a Firehose delivery stream there is LogDestinationTarget.firehoseDeliveryStream",
  lambda: "The service takes no Lambda function: let the function read a Kinesis data stream that is the target",
  logs: "The service takes neither a log group nor another destination: give the stream behind it",
};
