import { type ArnForm, firehoseStreamForm, kinesisStreamForm, kmsKeyForm, refuseOtherArn } from "./arn-form";
import { asToken } from "./literal";

/** The streams that log events are written to, by the names of the factories. */
export const streamTypes = {
  kinesisStream: { ...kinesisStreamForm, action: "kinesis:PutRecord" },
  firehoseDeliveryStream: { ...firehoseStreamForm, action: "firehose:PutRecord" },
} satisfies Record<string, ArnForm & { action: string }>;

export type StreamType = keyof typeof streamTypes;

/** The permissions policy of a role that writes to this stream alone, and asks its key for data keys where one is given. */
export function streamPolicy(type: StreamType, streamArn: string, kmsKeyArn: string | undefined): string {
  if (kmsKeyArn !== undefined) refuseOtherArn("kmsKeyArn", kmsKeyArn, kmsKeyForm);
  const allow = (action: string, arn: string) => ({ Effect: "Allow", Action: action, Resource: asToken(arn) });
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      allow(streamTypes[type].action, streamArn),
      ...(kmsKeyArn === undefined ? [] : [allow("kms:GenerateDataKey", kmsKeyArn)]),
    ],
  });
}
