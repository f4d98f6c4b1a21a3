import { Lazy } from "cdktf";
import { type ArnForm, firehoseStreamForm, kinesisStreamForm, kmsKeyForm, refuseOtherArn } from "./arn-form";
import { asToken, isLiteral } from "./literal";
import { policyDocument } from "./policy-document";
import { keyArnOfStream } from "./stream-key";

/** The streams that log events are written to, by the names of the factories. */
export const streamTypes = {
  kinesisStream: { ...kinesisStreamForm, action: "kinesis:PutRecord" },
  firehoseDeliveryStream: { ...firehoseStreamForm, action: "firehose:PutRecord" },
} satisfies Record<string, ArnForm & { action: string }>;

export type StreamType = keyof typeof streamTypes;

/**
 * The permissions policy of a role that writes to this stream alone, and asks its key for data keys: the one that is given, else
 * the customer managed one of a Kinesis data stream that the app makes, of which the reference is given.
 */
export function streamPolicy(type: StreamType, streamArn: string, kmsKeyArn: string | undefined): string {
  if (kmsKeyArn !== undefined) refuseOtherArn("kmsKeyArn", kmsKeyArn, kmsKeyForm);
  if (type !== "kinesisStream" || kmsKeyArn !== undefined || isLiteral(streamArn)) {
    return documentFor(type, streamArn, kmsKeyArn);
  }
  // The key can be set, or encryption taken away, after the target was made.
  return Lazy.stringValue({
    produce: ({ scope }) => documentFor(type, streamArn, keyArnOfStream(scope, streamArn)),
  });
}

function documentFor(type: StreamType, streamArn: string, kmsKeyArn: string | undefined): string {
  const allow = (action: string, arn: string) => ({ Effect: "Allow", Action: action, Resource: asToken(arn) });
  return policyDocument(
    allow(streamTypes[type].action, streamArn),
    ...(kmsKeyArn === undefined ? [] : [allow("kms:GenerateDataKey", kmsKeyArn)]),
  );
}
