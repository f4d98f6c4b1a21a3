import { CloudwatchLogGroup } from "@cdktn/provider-aws/lib/cloudwatch-log-group";
import { KinesisStream } from "@cdktn/provider-aws/lib/kinesis-stream";
import { AwsProvider } from "@cdktn/provider-aws/lib/provider";
import {
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
  LogSubscriptionRole,
  RegionalLogDestinations,
} from "@log-destinations/cdktn";
import { TerraformStack } from "cdktn";
import type { Construct } from "constructs";

/** The logging account: one stream, and in each Region a destination that the whole organization may subscribe to. */
export class LoggingAccount extends TerraformStack {
  public readonly destinations: RegionalLogDestinations;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "Aws", { region: "eu-west-1", profile: "logging" });

    const stream = new KinesisStream(this, "Stream", { name: "organization-logs", shardCount: 1 });
    this.destinations = new RegionalLogDestinations(this, "Logs", {
      destinationName: "organization-logs",
      target: LogDestinationTarget.kinesisStream(stream.arn),
      regions: ["eu-west-1", "us-east-2"],
      subscribers: [LogSubscriber.organization("o-a1b2c3d4e5")],
      preventDestroy: true,
    });
    this.destinations.exportForSenders();
  }
}

/** What a workload account makes once and first: IAM takes a while to spread a role, so it is applied in a stack of its own. */
export class SenderRoles extends TerraformStack {
  public readonly byRegion: Record<string, LogSubscriptionRole>;

  public constructor(scope: Construct, id: string, regions: string[]) {
    super(scope, id);
    this.byRegion = Object.fromEntries(
      regions.map((region) => {
        const provider = new AwsProvider(this, `Aws-${region}`, { alias: region, region, profile: "workload" });
        return [region, new LogSubscriptionRole(this, `Sender-${region}`, { provider })];
      }),
    );
  }
}

/** An account of the organization: a log group in each Region, subscribed to the destination there. */
export class WorkloadAccount extends TerraformStack {
  public constructor(scope: Construct, id: string, destinations: RegionalLogDestinations, roles: SenderRoles) {
    super(scope, id);
    for (const [region, role] of Object.entries(roles.byRegion)) {
      const provider = new AwsProvider(this, `Aws-${region}`, { alias: region, region, profile: "workload" });
      const logs = new CloudwatchLogGroup(this, `Logs-${region}`, { name: "/app", provider });
      new LogSubscription(this, `ToCentral-${region}`, {
        destination: destinations.inRegion(region),
        logGroupName: logs.name,
        role,
        provider,
      });
    }
  }
}
