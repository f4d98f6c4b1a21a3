import { CloudwatchLogGroup } from "@cdktn/provider-aws/lib/cloudwatch-log-group";
import { KinesisStream } from "@cdktn/provider-aws/lib/kinesis-stream";
import { AwsProvider } from "@cdktn/provider-aws/lib/provider";
import { LogDestinationTarget, LogSubscriber, LogSubscription, RegionalLogDestinations } from "@log-destinations/cdktn";
import { TerraformStack } from "cdktn";
import type { Construct } from "constructs";

export const loggingAccount = "999900001111";
export const workloadAccount = "111122223333";
/** The Region of the stream, and of one destination. */
export const home = "eu-west-1";
export const regions: string[] = [home, "us-east-1"];
export const streamName = "central-logs";
export const logGroupName = "/app/checkout";

/** A logging account with one stream for all Regions, and a workload account whose log groups go there. */
export class TwoAccounts extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const roleOf = (account: string) => [{ roleArn: `arn:aws:iam::${account}:role/deploy` }];
    const logging = new AwsProvider(this, "Logging", { region: home, assumeRole: roleOf(loggingAccount) });
    const workload = new AwsProvider(this, "Workload", {
      alias: "workload",
      region: home,
      assumeRole: roleOf(workloadAccount),
    });

    const stream = new KinesisStream(this, "Stream", { provider: logging, name: streamName, shardCount: 1 });
    const destinations = new RegionalLogDestinations(this, "Central", {
      provider: logging,
      destinationName: "central",
      regions,
      target: LogDestinationTarget.kinesisStream(stream.arn),
      subscribers: [LogSubscriber.account(workloadAccount)],
    });
    for (const region of regions) {
      const group = new CloudwatchLogGroup(this, `Checkout-${region}`, {
        provider: workload,
        region,
        name: logGroupName,
      });
      new LogSubscription(this, `CheckoutToCentral-${region}`, {
        provider: workload,
        region,
        destination: destinations.inRegion(region),
        logGroupName: group.name,
      });
    }
  }
}
