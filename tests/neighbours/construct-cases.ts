import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole, type IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { KmsKey, type KmsKeyConfig } from "@cdktf/provider-aws/lib/kms-key";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogDestination,
  type LogDestinationProps,
  LogDestinationTarget,
  LogSubscription,
  LogSubscriptionTarget,
} from "@log-destinations/cdktf";
import type { NeighbourRuleId } from "@log-destinations/core/service";
import type { TerraformStack } from "cdktf";
import { owner, region, role, sender, stream as streamArn } from "../local/wire.ts";

/** Makes the neighbours, and the construct that refers to them. The second argument is whether the rule is broken. */
type Case = (stack: TerraformStack, broken: boolean) => unknown;

const json = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const allow = (Action: string | string[], Resource = "*") => json({ Effect: "Allow", Action, Resource });
const trust = (Service: string) => json({ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" });
const keyPolicy = (Principal: object) => json({ Effect: "Allow", Principal, Action: "kms:*", Resource: "*" });

const kinesis = (stack: TerraformStack, more: object = {}) =>
  new KinesisStream(stack, "Stream", { name: "central", shardCount: 1, ...more });

function encrypted(stack: TerraformStack, more: KmsKeyConfig = {}) {
  const key = new KmsKey(stack, "Key", more);
  return { key, stream: kinesis(stack, { encryptionType: "KMS", kmsKeyId: key.arn }) };
}

function destination(stack: TerraformStack, targetArn: string, more: Partial<LogDestinationProps> = {}) {
  const target = LogDestinationTarget.kinesisStream(targetArn);
  return new LogDestination(stack, "Central", { destinationName: "central", target, ...more });
}

/** A role of the app beside the constructs, with what it needs unless something else is said. */
function writer(stack: TerraformStack, more: Partial<IamRoleConfig> = {}, policy = allow("kinesis:PutRecord")) {
  const given = new IamRole(stack, "Writer", {
    name: "to-central",
    assumeRolePolicy: trust("logs.amazonaws.com"),
    ...more,
  });
  const attached = new IamRolePolicy(stack, "WriterPolicy", { name: "put", role: given.id, policy });
  return { roleArn: given.arn, dependsOn: [attached] };
}

const code = { s3Bucket: "code", s3Key: "reader.zip", runtime: "nodejs22.x", handler: "index.handler", role };

/** A log group that is sent to a function. */
function toFunction(stack: TerraformStack, functionArn: string) {
  const made = new LambdaFunction(stack, "Reader", { functionName: "reader", ...code });
  const group = new CloudwatchLogGroup(stack, "App", { name: "/app" });
  new LogSubscription(stack, "Logs", {
    destination: LogSubscriptionTarget.lambdaFunction(functionArn || made.arn),
    logGroupName: group.name,
    filterName: "all",
  });
}
const lambda = `arn:aws:lambda:${region}:${owner}:function:reader`;

/** By rule, what breaks it for a construct, and the nearest that does not. */
export const constructCases: Readonly<Partial<Record<NeighbourRuleId, Case>>> = {
  "stream-partition": (stack, broken) => {
    const { arn } = kinesis(stack);
    destination(stack, broken ? streamArn.replace("arn:aws:", "arn:aws-cn:") : arn);
  },
  "stream-account": (stack, broken) => {
    const { arn } = kinesis(stack);
    destination(stack, broken ? streamArn.replace(owner, sender) : arn);
  },
  "delivery-stream-source": (stack, broken) => {
    const source = kinesis(stack);
    const { arn } = new KinesisFirehoseDeliveryStream(stack, "Archive", {
      name: "archive",
      destination: "extended_s3",
      extendedS3Configuration: { bucketArn: "arn:aws:s3:::archive", roleArn: role },
      ...(broken && { kinesisSourceConfiguration: { kinesisStreamArn: source.arn, roleArn: role } }),
    });
    const target = LogDestinationTarget.firehoseDeliveryStream(arn);
    new LogDestination(stack, "Central", { destinationName: "central", target });
  },
  "stream-key-state": (stack, broken) => {
    destination(stack, encrypted(stack, { isEnabled: !broken }).stream.arn);
  },
  "stream-key-kind": (stack, broken) => {
    destination(stack, encrypted(stack, broken ? { customerMasterKeySpec: "RSA_4096" } : {}).stream.arn);
  },
  "stream-key-policy": (stack, broken) => {
    const policy = keyPolicy(broken ? { Service: "kinesis.amazonaws.com" } : { AWS: `arn:aws:iam::${owner}:root` });
    destination(stack, encrypted(stack, { policy }).stream.arn);
  },
  "stream-key-permission": (stack, broken) => {
    const { stream, key } = encrypted(stack);
    const both = json(
      { Effect: "Allow", Action: "kinesis:PutRecord", Resource: stream.arn },
      { Effect: "Allow", Action: "kms:GenerateDataKey", Resource: key.arn },
    );
    destination(stack, stream.arn, writer(stack, {}, broken ? undefined : both));
  },
  "role-form": (stack, broken) => {
    const { arn } = kinesis(stack);
    destination(stack, arn, broken ? { roleArn: role.replace(":role/", ":user/") } : writer(stack));
  },
  "role-account": (stack, broken) => {
    const { arn } = kinesis(stack);
    destination(stack, arn, broken ? { roleArn: role.replace(owner, sender) } : writer(stack));
  },
  "role-partition": (stack, broken) => {
    const { arn } = kinesis(stack);
    destination(stack, arn, broken ? { roleArn: role.replace("arn:aws:", "arn:aws-cn:") } : writer(stack));
  },
  "role-trust": (stack, broken) => {
    const { arn } = kinesis(stack);
    const assumeRolePolicy = trust(broken ? "firehose.amazonaws.com" : "logs.amazonaws.com");
    destination(stack, arn, writer(stack, { assumeRolePolicy }));
  },
  "role-permission": (stack, broken) => {
    const { arn } = kinesis(stack);
    destination(stack, arn, writer(stack, {}, allow("kinesis:PutRecord", broken ? `${streamArn}-2` : streamArn)));
  },
  "role-boundary": (stack, broken) => {
    const { arn } = kinesis(stack);
    const policy = allow(broken ? "s3:*" : ["s3:*", "kinesis:Put*"]);
    const boundary = new IamPolicy(stack, "Boundary", { name: "boundary", policy });
    destination(stack, arn, { rolePermissionsBoundary: boundary.arn });
  },
  "function-account": (stack, broken) => toFunction(stack, broken ? lambda.replace(owner, sender) : lambda),
  "function-region": (stack, broken) => toFunction(stack, broken ? lambda.replace(region, "us-east-1") : ""),
  "log-group-class": (stack, broken) => {
    const { arn } = kinesis(stack);
    const group = new CloudwatchLogGroup(stack, "App", {
      name: "/app",
      logGroupClass: broken ? "INFREQUENT_ACCESS" : "STANDARD",
    });
    new LogSubscription(stack, "Logs", {
      destination: LogSubscriptionTarget.kinesisStream(arn),
      logGroupName: group.name,
    });
  },
};

/** The provider of a stack whose account is known. */
export function provide(stack: TerraformStack): AwsProvider {
  return new AwsProvider(stack, "Aws", { region, allowedAccountIds: [owner] });
}
