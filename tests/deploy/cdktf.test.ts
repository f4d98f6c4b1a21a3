import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudwatchLogDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-destination";
import { CloudwatchLogDestinationPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-destination-policy";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogDestination,
  LogDestinationPolicy,
  LogDestinationTarget,
  LogDistribution,
  LogSubscriber,
  LogSubscription,
  LogSubscriptionRole,
  RegionalLogDestinations,
} from "@log-destinations/cdktf";
import { type App, TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { CentralLogging } from "../../cdktf/examples/central-logging/stack.ts";
import { TwoAccounts } from "../../cdktf/examples/two-accounts/stack.ts";
import { startProgram } from "../cli/program.ts";
import { owner, provider, region } from "./configuration.ts";
import { synthesized } from "./synthesized.ts";
import { describeDeploys, startWorld } from "./world.ts";

function inStack(build: (stack: TerraformStack) => void): (app: App) => void {
  return (app) => {
    const stack = new TerraformStack(app, "stack");
    new AwsProvider(stack, "Aws", { region });
    build(stack);
  };
}

/** A destination by the provider's own classes, without our constructs. */
const rawClasses = inStack((stack) => {
  const me = new DataAwsCallerIdentity(stack, "Me");
  const bucketArn = "arn:aws:s3:::logs";
  const trust = new DataAwsIamPolicyDocument(stack, "Trust", {
    statement: [
      {
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["logs.amazonaws.com"] }],
        condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [me.accountId] }],
      },
    ],
  });
  const role = new IamRole(stack, "Role", { name: "writer", path: "/logs/", assumeRolePolicy: trust.json });
  const firehose = new KinesisFirehoseDeliveryStream(stack, "Firehose", {
    name: "logs",
    destination: "extended_s3",
    extendedS3Configuration: { bucketArn, roleArn: role.arn, bufferingInterval: 60 },
  });
  const put = new DataAwsIamPolicyDocument(stack, "Put", {
    statement: [{ actions: ["firehose:PutRecord", "firehose:PutRecordBatch"], resources: [firehose.arn] }],
  });
  const policy = new IamRolePolicy(stack, "Policy", { role: role.name, policy: put.json });
  const destination = new CloudwatchLogDestination(stack, "Destination", {
    name: "central",
    roleArn: role.arn,
    targetArn: firehose.arn,
    dependsOn: [policy],
  });
  const access = new CloudwatchLogDestinationPolicy(stack, "Access", {
    destinationName: destination.name,
    accessPolicy: new DataAwsIamPolicyDocument(stack, "Senders", {
      statement: [
        {
          actions: ["logs:PutSubscriptionFilter"],
          resources: [destination.arn],
          principals: [{ type: "AWS", identifiers: ["222233334444", owner] }],
        },
      ],
    }).json,
  });
  const group = new CloudwatchLogGroup(stack, "Group", { namePrefix: "/app/" });
  new CloudwatchLogSubscriptionFilter(stack, "Filter", {
    name: "to-central",
    logGroupName: group.name,
    filterPattern: "",
    destinationArn: destination.arn,
    dependsOn: [access],
  });
});

const stream = `arn:aws:kinesis:${region}:${owner}:stream/logs`;
const subscribers = () => [LogSubscriber.account("222233334444"), LogSubscriber.organization("o-a1b2c3d4e5")];

/** Each construct with everything that can be set. */
const everythingSet = {
  LogDestination: inStack((stack) => {
    const central = new AwsProvider(stack, "CentralAccount", { alias: "central", region: "eu-central-1" });
    new LogDestination(stack, "Central", {
      destinationName: "central",
      target: LogDestinationTarget.kinesisStream(stream, { kmsKeyArn: `arn:aws:kms:${region}:${owner}:key/0f0f` }),
      subscribers: subscribers(),
      accountLevelSubscriptions: true,
      forceUpdate: true,
      roleName: "central-logs",
      rolePermissionsBoundary: `arn:aws:iam::${owner}:policy/boundary`,
      tags: { team: "observability" },
      region: "eu-central-1",
      provider: central,
      dependsOn: [new KinesisStream(stack, "Stream", { name: "logs", shardCount: 1 })],
      preventDestroy: true,
    }).exportForSenders();
  }),
  LogDestinationPolicy: inStack((stack) => {
    const destination = LogDestination.fromDestinationName(stack, "Central", "central");
    new LogDestinationPolicy(stack, "Policy", {
      destination,
      subscribers: subscribers(),
      accountLevelSubscriptions: true,
      forceUpdate: true,
    });
  }),
  LogSubscription: inStack((stack) => {
    const destination = LogDestination.fromDestinationArn(
      stack,
      "Central",
      `arn:aws:logs:${region}:${owner}:destination:central`,
    );
    new LogSubscription(stack, "Subscription", {
      destination,
      logGroupName: "/app",
      filterName: "to-central",
      filterPattern: "ERROR",
      distribution: LogDistribution.RANDOM,
      createRole: true,
      region,
    });
    new LogSubscriptionRole(stack, "Role", {});
  }),
  RegionalLogDestinations: inStack((stack) => {
    new RegionalLogDestinations(stack, "Central", {
      destinationName: "central",
      regions: [region, "us-east-1"],
      target: LogDestinationTarget.firehoseDeliveryStream(`arn:aws:firehose:${region}:${owner}:deliverystream/logs`),
      subscribers: subscribers(),
      tags: { team: "observability" },
    });
  }),
};

describeDeploys("stacks of cdktf", () => {
  test("the provider's own classes deploy without the constructs", async () => {
    const world = await startWorld();
    world.write(synthesized(rawClasses));
    expect(await world.apply()).toMatchObject({ errors: [], added: 7 });
    const api = world.local.as({ account: owner, region });
    expect((await api.describeDestinations()).destinations).toMatchObject([
      {
        roleArn: `arn:aws:iam::${owner}:role/logs/writer`,
        targetArn: `arn:aws:firehose:${region}:${owner}:deliverystream/logs`,
        accessPolicy: expect.stringContaining("222233334444"),
      },
    ]);
    expect(await world.plan()).toEqual({});
    expect(await world.apply("-destroy")).toMatchObject({ errors: [], removed: 7 });
  });

  test("the two-account example deploys, has no second plan, and is destroyed", async () => {
    const world = await startWorld();
    world.write(synthesized((app) => new TwoAccounts(app, "stack")));
    expect(await world.apply()).toMatchObject({ errors: [], added: 11 });
    expect(await world.plan()).toEqual({});
    expect(await world.apply("-destroy")).toMatchObject({ errors: [], removed: 11 });
  });

  test.each([
    ["central-logging", (app: App) => void new CentralLogging(app, "stack")] as const,
    ...Object.entries(everythingSet),
  ])("%s is valid and can be planned", async (_, build) => {
    const world = await startWorld();
    world.write(synthesized(build));
    const { stdout } = await world.terraform("validate", "-json");
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, error_count: 0 });
    expect(Object.values(await world.plan())).toContainEqual(["create"]);
  });

  test("two stacks deploy at the same time", async () => {
    const world = await startWorld();
    const names = ["one", "two"];
    for (const name of names) {
      mkdirSync(join(world.folder, name));
      const groups = `resource "aws_cloudwatch_log_group" "app" {\n count = 10\n name = "/${name}/\${count.index}"\n}\n`;
      writeFileSync(join(world.folder, name, "main.tf"), provider + groups);
    }
    const apply = (name: string) =>
      startProgram("terraform", ["apply", "-auto-approve"], { cwd: join(world.folder, name), env: world.env }).ended;
    expect(await Promise.all(names.map(apply))).toMatchObject([{ code: 0 }, { code: 0 }]);
    const { logGroups } = await world.client().describeLogGroups();
    expect(logGroups).toHaveLength(20);
  });
});
