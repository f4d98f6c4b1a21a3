import { KinesisStream } from "@cdktn/provider-aws/lib/kinesis-stream";
import { AwsProvider } from "@cdktn/provider-aws/lib/provider";
import { LogDestination, LogDestinationTarget, LogSubscriber } from "@log-destinations/cdktn";
import { TerraformOutput, TerraformStack } from "cdktn";
import type { Construct } from "constructs";

/** The logging account: one stream for the logs of two other accounts, and the destination in front of it. */
export class CentralLogging extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "Aws", { region: "eu-west-1" });

    const stream = new KinesisStream(this, "Stream", { name: "central-logs", shardCount: 1 });
    const destination = new LogDestination(this, "Central", {
      destinationName: "central",
      target: LogDestinationTarget.kinesisStream(stream.arn),
      subscribers: [LogSubscriber.account("111122223333"), LogSubscriber.account("444455556666")],
      tags: { team: "observability" },
    });
    new TerraformOutput(this, "DestinationArn", { value: destination.destinationArn });
  }
}
