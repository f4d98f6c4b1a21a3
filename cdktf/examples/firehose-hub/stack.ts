import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LogSubscriber, LogSubscription, RegionalLogDestinations, S3DeliveryStream } from "@log-destinations/cdktf";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

const regions = ["eu-west-1", "us-east-2"];

/** The logging account: an encrypted bucket, and in two Regions a destination in front of it for the whole organization. */
export class Hub extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "Aws", { region: "eu-west-1", profile: "logging" });
    const boundary = new IamPolicy(this, "Boundary", {
      name: "boundary",
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: {
          Effect: "Allow",
          Action: ["firehose:PutRecord", "kms:*", "logs:PutLogEvents", "s3:*"],
          Resource: "*",
        },
      }),
    });

    const key = new KmsKey(this, "Key", { description: "Logs of the organization", enableKeyRotation: true });
    const archive = new S3DeliveryStream(this, "Archive", {
      deliveryStreamName: "organization-logs",
      kmsKeyArn: key.arn,
      expirationDays: 400,
      rolePermissionsBoundary: boundary.arn,
    });
    const destinations = new RegionalLogDestinations(this, "Logs", {
      destinationName: "organization-logs",
      target: archive.target,
      regions,
      subscribers: [LogSubscriber.organization("o-a1b2c3d4e5")],
      rolePermissionsBoundary: boundary.arn,
    });
    destinations.exportForSenders();
    destinations.exportToParameter("/logging/organization-logs");
  }
}

/** An account of the organization, which knows the hub by its name: in each Region a log group that is sent there. */
export class Workload extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const hub = RegionalLogDestinations.fromDestinationName(this, "Hub", "organization-logs", {
      regions,
      account: "111122223333",
      subscriptionRoleRequired: true,
      provider: new AwsProvider(this, "Aws", { region: "eu-west-1", profile: "workload" }),
    });
    for (const region of regions) {
      const provider = new AwsProvider(this, `Aws-${region}`, { alias: region, region, profile: "workload" });
      const logs = new CloudwatchLogGroup(this, `Logs-${region}`, { name: "/app", provider });
      new LogSubscription(this, `ToHub-${region}`, {
        destination: hub.inRegion(region),
        logGroupName: logs.name,
        provider,
      });
    }
  }
}
