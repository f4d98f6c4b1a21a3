import { type LogDestinationProps, LogDestinationTarget } from "@log-destinations/cdktf";
import { describe, expect, test } from "vitest";
import { destination, stream } from "./central.ts";

describe("refused", () => {
  const refused: [what: string, props: () => Partial<LogDestinationProps>, says: RegExp][] = [
    ["the wrong stream type", () => ({ target: LogDestinationTarget.firehoseDeliveryStream(stream) }), /kinesisStream/],
    ["a Lambda function", () => kinesis("arn:aws:lambda:eu-west-1:999999999999:function:f"), /no Lambda function/],
    ["a log group", () => kinesis("arn:aws:logs:eu-west-1:999999999999:log-group:g"), /the stream behind it/],
    ["a stream's consumer", () => kinesis(`${stream}/consumer/c:1`), /expected arn:aws:kinesis.*stream\/NAME/],
    ["a stream's name", () => kinesis("logs"), /got "logs"; expected arn:aws:kinesis/],
    ["an alias for a key", () => kinesis(stream, "arn:aws:kms:eu-west-1:999999999999:alias/a"), /the key itself/],
  ];
  const kinesis = (arn: string, kmsKeyArn?: string) => ({
    target: LogDestinationTarget.kinesisStream(arn, kmsKeyArn === undefined ? {} : { kmsKeyArn }),
  });

  test.each(refused)("%s", (_, props, says) => {
    expect(() => destination(props())).toThrow(says);
  });
});
