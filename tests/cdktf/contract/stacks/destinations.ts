import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LogDestination, LogDestinationTarget, LogSubscriber } from "@log-destinations/cdktf";
import { letsSubscribe } from "@log-destinations/cdktf/testing";
import { Fn, TerraformOutput, TerraformVariable } from "cdktf";
import { expect } from "vitest";
import { document, only } from "../../synth.ts";
import { type Contract, oneStack, organization, owner, sender, stranger, streamArn, unit } from "./contract.ts";

const target = LogDestinationTarget.kinesisStream(streamArn);
const keyArn = `arn:aws:kms:eu-west-1:${owner}:key/0f0f0f0f-1111-2222-3333-444444444444`;
const boundary = `arn:aws:iam::${owner}:policy/boundary`;

export const destinations: Record<string, Contract> = {
  "destination-least": {
    intent: "A destination that is opened later: nobody may subscribe, and its role may write to one stream.",
    build: oneStack("destination-least", (stack) => {
      new LogDestination(stack, "Central", { destinationName: "central", target });
    }),
    holds: (stack) => {
      const synthesized = stack("destination-least");
      expect(letsSubscribe(synthesized, { account: owner }).passes).toBe(false);
      expect(document(only(synthesized, "aws_iam_role_policy"), "policy")).toMatchObject({
        Statement: [{ Action: "kinesis:PutRecord", Resource: streamArn }],
      });
    },
  },

  "destination-accounts": {
    intent: "Listed accounts subscribe to a stream of the stack, some of them let in later, and senders get an export.",
    build: oneStack("destination-accounts", (stack) => {
      const stream = new KinesisStream(stack, "Stream", { name: "central-logs", shardCount: 1 });
      const central = new LogDestination(stack, "Central", {
        destinationName: "central",
        target: LogDestinationTarget.kinesisStream(stream.arn),
        subscribers: [LogSubscriber.account(sender)],
      });
      central.grantSubscribe(LogSubscriber.accounts(["222233334444", "333344445555"]));
      central.exportForSenders();
      new TerraformOutput(stack, "WaitsFor", { value: central.resource.arn, dependsOn: [central] });
    }),
    holds: (stack) => {
      const synthesized = stack("destination-accounts");
      for (const account of [sender, "222233334444", "333344445555"]) {
        expect(letsSubscribe(synthesized, { account, role: false }).passes).toBe(true);
      }
      expect(letsSubscribe(synthesized, { account: stranger }).passes).toBe(false);
      expect(synthesized.output?.log_destination?.value).toMatchObject({ subscription_role_required: false });
    },
  },

  "destination-everything": {
    intent: "Every prop of a destination whose role is made, in another account and Region than the stack's default.",
    build: oneStack("destination-everything", (stack) => {
      const provider = new AwsProvider(stack, "Logging", { alias: "logging", region: "eu-central-1" });
      const central = new LogDestination(stack, "Central", {
        destinationName: "central",
        target: LogDestinationTarget.kinesisStream(streamArn, { kmsKeyArn: keyArn }),
        subscribers: [LogSubscriber.account(sender), LogSubscriber.organization(organization)],
        accountLevelSubscriptions: true,
        forceUpdate: true,
        roleName: "central-logs",
        rolePermissionsBoundary: boundary,
        trustBySourceOrganization: true,
        tags: { team: "observability" },
        region: "eu-central-1",
        provider,
        dependsOn: [new KinesisStream(stack, "Stream", { name: "logs", provider })],
        preventDestroy: true,
      });
      central.importFrom("central");
      central.exportForSenders("central");
    }),
    holds: (stack) => {
      const synthesized = stack("destination-everything");
      const inside = { account: stranger, organization };
      expect(letsSubscribe(synthesized, { ...inside, accountLevel: true }).passes).toBe(true);
      expect(letsSubscribe(synthesized, { ...inside, role: false }).passes).toBe(false);
      expect(letsSubscribe(synthesized, { account: stranger }).passes).toBe(false);
      expect(only(synthesized, "aws_cloudwatch_log_destination")).toMatchObject({
        lifecycle: { prevent_destroy: true },
        provider: "aws.logging",
        region: "eu-central-1",
      });
      expect(synthesized.import).toMatchObject([{ id: "central@eu-central-1", provider: "aws.logging" }]);
    },
  },

  "destination-organizations": {
    intent: "Organizations and units subscribe to a Firehose stream; the role serves every account of the Region.",
    build: oneStack("destination-organizations", (stack) => {
      const stream = new KinesisFirehoseDeliveryStream(stack, "Audit", { name: "audit", destination: "http_endpoint" });
      new LogDestination(stack, "Central", {
        destinationName: "central",
        target: LogDestinationTarget.firehoseDeliveryStream(stream.arn, { kmsKeyArn: keyArn }),
        subscribers: [
          LogSubscriber.organizations([organization, "o-f6g7h8i9j0"]),
          LogSubscriber.organizationPath(unit),
          LogSubscriber.organizationPaths([`${unit}*`]),
        ],
      });
    }),
    holds: (stack) => {
      const synthesized = stack("destination-organizations");
      expect(letsSubscribe(synthesized, { account: sender, organization: "o-f6g7h8i9j0" }).passes).toBe(true);
      expect(letsSubscribe(synthesized, { account: sender, organizationPath: unit }).passes).toBe(true);
      expect(letsSubscribe(synthesized, { account: sender, organization: "o-zzzzzzzzzz" }).passes).toBe(false);
      expect(document(only(synthesized, "aws_iam_role_policy"), "policy")).toMatchObject({
        Statement: [{ Action: "firehose:PutRecord" }, { Action: "kms:GenerateDataKey", Resource: keyArn }],
      });
    },
  },

  "destination-given-role": {
    intent: "The user's own role, which gets the two policies from the construct and is waited for, and not changed.",
    build: oneStack("destination-given-role", (stack) => {
      const role = new IamRole(stack, "Writer", { assumeRolePolicy: "{}" });
      const policy = new IamRolePolicy(stack, "WriterPolicy", { role: role.id, policy: target.permissionsPolicy });
      const central = new LogDestination(stack, "Central", {
        destinationName: "central",
        target,
        subscribers: [LogSubscriber.account(sender)],
        roleArn: role.arn,
        dependsOn: [policy],
      });
      role.assumeRolePolicy = central.trustPolicy;
    }),
    holds: (stack) => {
      const synthesized = stack("destination-given-role");
      expect(letsSubscribe(synthesized, { account: sender }).passes).toBe(true);
      expect(only(synthesized, "aws_cloudwatch_log_destination").depends_on).toEqual([
        "aws_iam_role_policy.WriterPolicy",
      ]);
      expect(only(synthesized, "aws_iam_role").address).toBe("aws_iam_role.Writer");
    },
  },

  "destination-tokens": {
    intent: "Everything comes from Terraform variables, lists included, by a provider that has no Region.",
    build: oneStack("destination-tokens", (stack) => {
      const text = (id: string) => new TerraformVariable(stack, id, { type: "string" }).stringValue;
      const list = (id: string) => new TerraformVariable(stack, id, { type: "list(string)" }).listValue;
      const tags = new TerraformVariable(stack, "tags", { type: "map(string)" });
      const provider = new AwsProvider(stack, "Logging", { alias: "logging" });
      new LogDestination(stack, "Central", {
        destinationName: text("name"),
        target: LogDestinationTarget.firehoseDeliveryStream(text("stream"), { kmsKeyArn: text("key") }),
        subscribers: [
          LogSubscriber.account(text("account")),
          LogSubscriber.accounts(list("accounts")),
          LogSubscriber.organization(text("organization")),
          LogSubscriber.organizations(list("organizations")),
          LogSubscriber.organizationPath(text("path")),
          LogSubscriber.organizationPaths(list("paths")),
        ],
        tags: Fn.merge([tags.value, { team: "observability" }]),
        region: text("region"),
        provider,
      });
      new LogDestination(stack, "Listed", {
        destinationName: "listed",
        target,
        subscribers: [LogSubscriber.account(text("listed_account"))],
        provider,
      });
    }),
    holds: (stack) => {
      const synthesized = stack("destination-tokens");
      expect(() => letsSubscribe(synthesized, { account: sender, destination: "listed" })).toThrow(/only Terraform/);
      const [policy] = Object.values(synthesized.resource.aws_cloudwatch_log_destination_policy ?? {});
      for (const list of ["accounts", "organizations", "paths"]) {
        expect(policy?.access_policy).toContain(`var.${list}`);
      }
    },
  },
};
