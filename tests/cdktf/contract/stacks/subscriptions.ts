import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsCloudwatchLogGroups } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-groups";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogDestination,
  LogDistribution,
  LogSubscription,
  LogSubscriptionRole,
  LogSubscriptionTarget,
  LogSystemField,
} from "@log-destinations/cdktf";
import { DataTerraformRemoteStateS3, Fn, TerraformIterator, TerraformOutput, TerraformVariable } from "cdktf";
import { expect } from "vitest";
import { document, only } from "../../synth.ts";
import { type Contract, destinationArn, oneStack, sender } from "./contract.ts";

const filter = "aws_cloudwatch_log_subscription_filter";

export const subscriptions: Record<string, Contract> = {
  "subscription-least": {
    intent: "Sends all of a log group to a destination that is known by its ARN, with a role made for that log group.",
    build: oneStack("subscription-least", (stack) => {
      const logs = new CloudwatchLogGroup(stack, "Logs", { name: "/app" });
      const destination = LogDestination.fromDestinationArn(stack, "Central", destinationArn);
      new LogSubscription(stack, "ToCentral", { destination, logGroupName: logs.name });
    }),
    holds: (stack) => {
      const synthesized = stack("subscription-least");
      const role = only(synthesized, "aws_iam_role");
      const policy = only(synthesized, "aws_iam_role_policy");
      expect(only(synthesized, filter)).toMatchObject({
        destination_arn: destinationArn,
        filter_pattern: "",
        role_arn: `\${${role.address}.arn}`,
        depends_on: [policy.address],
      });
    },
  },

  "subscription-transformed": {
    intent: "Sends what a log transformer makes of the log events, by a provider that has the argument.",
    build: oneStack("subscription-transformed", (stack) => {
      stack.addOverride("terraform.required_providers.aws.version", ">= 6.28.0, < 7.0.0");
      const destination = LogDestination.fromDestinationArn(stack, "Central", destinationArn);
      new LogSubscription(stack, "ToCentral", { destination, logGroupName: "/app", applyOnTransformedLogs: true });
    }),
    holds: (stack) => {
      const synthesized = stack("subscription-transformed");
      expect(only(synthesized, filter)).toMatchObject({ apply_on_transformed_logs: true });
      expect(synthesized.terraform).toMatchObject({ required_providers: { aws: { version: ">= 6.28.0, < 7.0.0" } } });
    },
  },

  "subscription-everything": {
    intent: "Every prop of a filter and of the role that filters share, in another account than the stack's default.",
    build: oneStack("subscription-everything", (stack) => {
      const provider = new AwsProvider(stack, "Workload", { alias: "workload", region: "eu-west-1" });
      const destination = LogDestination.fromDestinationAttributes(stack, "Central", {
        destinationArn,
        destinationName: "central",
        region: "eu-west-1",
        subscriptionRoleRequired: true,
      });
      const role = new LogSubscriptionRole(stack, "Sender", {
        logGroupNames: ["/app", "/jobs"],
        roleName: "log-sender",
        permissionsBoundary: `arn:aws:iam::${sender}:policy/boundary`,
        tags: { team: "shop" },
        region: "eu-west-1",
        provider,
      });
      const app = new LogSubscription(stack, "AppToCentral", {
        destination,
        logGroupName: "/app",
        filterName: "errors",
        filterPattern: '{ $.level = "error" }',
        distribution: LogDistribution.RANDOM,
        role,
        region: "eu-west-1",
        provider,
        dependsOn: [new CloudwatchLogGroup(stack, "Logs", { name: "/app", provider })],
      });
      new LogSubscription(stack, "JobsToCentral", {
        destination,
        logGroupName: "/jobs",
        distribution: LogDistribution.BY_LOG_STREAM,
        roleArn: `arn:aws:iam::${sender}:role/jobs`,
        provider,
      });
      new LogSubscription(stack, "AuditToCentral", { destination, logGroupName: "/audit", createRole: true, provider });
      new TerraformOutput(stack, "filter", { value: app.filterName, staticId: true, dependsOn: [role] });
    }),
    holds: (stack) => {
      const { aws_iam_role: roles = {}, [filter]: filters = {} } = stack("subscription-everything").resource;
      expect(Object.values(filters).map(({ name, distribution }) => [name, distribution])).toEqual([
        ["errors", "Random"],
        ["central", undefined],
        ["central", "ByLogStream"],
      ]);
      expect(Object.values(filters).every((each) => each.role_arn)).toBe(true);
      expect(Object.keys(roles)).toHaveLength(2);
    },
  },

  "subscription-without-role": {
    intent: "Sends to destinations that take no role: known by name in the own account, and by its attributes.",
    build: oneStack("subscription-without-role", (stack) => {
      const found = LogDestination.fromDestinationName(stack, "Found", "central");
      new LogSubscription(stack, "AppToFound", { destination: found, logGroupName: "/app", createRole: false });
      const known = LogDestination.fromDestinationAttributes(stack, "Known", {
        destinationArn: destinationArn.replace(/central$/, "audit"),
        subscriptionRoleRequired: false,
      });
      new LogSubscription(stack, "AppToKnown", { destination: known, logGroupName: "/app" });
    }),
    holds: (stack) => {
      const { resource } = stack("subscription-without-role");
      expect(Object.keys(resource)).toEqual([filter]);
      expect(Object.values(resource[filter] ?? {}).map(({ role_arn }) => role_arn)).toEqual([undefined, undefined]);
    },
  },

  "subscription-tokens": {
    intent: "Sends to what another app exported, from log groups that only Terraform knows.",
    build: oneStack("subscription-tokens", (stack) => {
      const state = new DataTerraformRemoteStateS3(stack, "Logging", { bucket: "states", key: "logging.tfstate" });
      const destination = LogDestination.fromDestinationAttributes(stack, "Central", {
        destinationArn: Fn.lookup(state.get("log_destination"), "destination_arn"),
        region: "eu-west-1",
      });
      const groups = new TerraformVariable(stack, "groups", { type: "list(string)" });
      const role = new LogSubscriptionRole(stack, "Sender", { logGroupNames: groups.listValue });
      new LogSubscription(stack, "ToCentral", {
        destination,
        logGroupName: new TerraformVariable(stack, "group", { type: "string" }).stringValue,
        filterPattern: new TerraformVariable(stack, "pattern", { type: "string" }).stringValue,
        role,
      });
    }),
    holds: (stack) => {
      const synthesized = stack("subscription-tokens");
      expect(only(synthesized, filter)).toMatchObject({
        destination_arn: expect.stringContaining("data.terraform_remote_state.Logging"),
        log_group_name: `\${var.group}`,
        filter_pattern: `\${var.pattern}`,
      });
      expect(only(synthesized, "aws_iam_role_policy").policy).toContain("var.groups");
      expect(() => document(only(synthesized, "aws_iam_role"), "assume_role_policy")).not.toThrow();
    },
  },

  "subscription-many": {
    intent:
      "Sends many log groups: those of a data source, and a list of names; one role serves filters in two Regions.",
    build: oneStack("subscription-many", (stack) => {
      const destination = LogDestination.fromDestinationArn(stack, "Central", destinationArn);
      const role = new LogSubscriptionRole(stack, "Sender", {
        logGroupNames: ["/aws/lambda/*", "/app"],
        regions: ["eu-west-1", "us-east-2"],
      });
      const found = new DataAwsCloudwatchLogGroups(stack, "Functions", { logGroupNamePrefix: "/aws/lambda/" });
      const forEach = TerraformIterator.fromList(found.logGroupNames);
      new LogSubscription(stack, "Each", { destination, forEach, logGroupName: forEach.value, role });
      new LogSubscription(stack, "Listed", { destination, logGroupNames: ["/jobs", "/app", "/jobs"] });
    }),
    holds: (stack) => {
      const { [filter]: filters = {} } = stack("subscription-many").resource;
      expect(Object.values(filters).map(({ for_each, log_group_name }) => [for_each, log_group_name])).toEqual([
        [expect.stringContaining("data.aws_cloudwatch_log_groups.Functions.log_group_names"), `\${each.value}`],
        [`\${toset(["/app", "/jobs"])}`, `\${each.value}`],
      ]);
    },
  },

  "subscription-direct": {
    intent: "Sends to a stream of each kind and to functions of the own account, without a destination.",
    build: oneStack("subscription-direct", (stack) => {
      const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${sender}:${resource}`;
      const stream = LogSubscriptionTarget.kinesisStream(arn("kinesis", "stream/logs"), {
        kmsKeyArn: arn("kms", "key/0f0f"),
      });
      const role = new LogSubscriptionRole(stack, "Writer", { target: stream });
      new LogSubscription(stack, "Stream", { destination: stream, logGroupName: "/app", role });
      new LogSubscription(stack, "Firehose", {
        destination: LogSubscriptionTarget.firehoseDeliveryStream(arn("firehose", "deliverystream/archive")),
        logGroupName: "/app",
      });
      new LogSubscription(stack, "Function", {
        destination: LogSubscriptionTarget.lambdaFunction(arn("lambda", "function:watch")),
        logGroupName: "/app",
      });
      const alias = new TerraformVariable(stack, "alias", { type: "string" }).stringValue;
      new LogSubscription(stack, "Alias", {
        destination: LogSubscriptionTarget.lambdaFunction(alias, { qualifier: "live" }),
        logGroupName: "/jobs",
      });
    }),
    holds: (stack) => {
      const { [filter]: filters = {}, aws_lambda_permission: permissions = {} } = stack("subscription-direct").resource;
      expect(Object.values(filters).map(({ name, role_arn }) => [name, role_arn !== undefined])).toEqual([
        [expect.stringContaining("var.alias"), false],
        ["archive", true],
        ["watch", false],
        ["logs", true],
      ]);
      expect(Object.values(permissions).map(({ qualifier }) => qualifier)).toEqual(["live", undefined]);
    },
  },

  "subscription-system-fields": {
    intent: "Sends account and Region with each log event, by a provider that has the argument.",
    build: oneStack("subscription-system-fields", (stack) => {
      stack.addOverride("terraform.required_providers.aws.version", ">= 6.28.0, < 7.0.0");
      const destination = LogDestination.fromDestinationArn(stack, "Central", destinationArn);
      const emitSystemFields = [LogSystemField.ACCOUNT, LogSystemField.REGION];
      new LogSubscription(stack, "ToCentral", { destination, logGroupName: "/app", emitSystemFields });
    }),
    holds: (stack) => {
      expect(only(stack("subscription-system-fields"), filter)).toMatchObject({
        emit_system_fields: ["@aws.account", "@aws.region"],
      });
    },
  },
};
