/**
 * What a target has beside its ARN.
 *
 * @example
 * const options: LogDestinationTargetOptions = { kmsKeyArn: key.arn };
 * LogDestinationTarget.kinesisStream(stream.arn, options);
 */
export interface LogDestinationTargetOptions {
  /**
   * The ARN of the customer managed KMS key that encrypts a Kinesis data stream, or a token for it. The role that is created may
   * then ask the key for data keys, without which the service cannot write. The key's own policy must let the account
   * delegate to IAM, as the default key policy does. A Firehose stream needs none [F314]. Changing it updates the role's
   * policy in place.
   *
   * @default - the key of the stream, where the app makes the stream and its `arn` is given; else none
   */
  readonly kmsKeyArn?: string;
}
