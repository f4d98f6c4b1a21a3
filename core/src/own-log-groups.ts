/** The log group that a Lambda function writes to, where none is set for it. [F382] */
export function logGroupOfFunction(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}

/** The log group that the console makes for the errors of a Firehose stream. [F382] */
export function logGroupOfDeliveryStream(deliveryStreamName: string): string {
  return `/aws/kinesisfirehose/${deliveryStreamName}`;
}
