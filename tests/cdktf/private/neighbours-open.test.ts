import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole, type IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { KmsGrant } from "@cdktf/provider-aws/lib/kms-grant";
import { KmsKey, type KmsKeyConfig } from "@cdktf/provider-aws/lib/kms-key";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LogDestination, LogDestinationTarget, LogSubscription, LogSubscriptionTarget } from "@log-destinations/cdktf";
import { TerraformHclModule, TerraformIterator, TerraformResource, type TerraformStack } from "cdktf";
import { describe, expect, test } from "vitest";
import { synth } from "../synth.ts";

const keyArn = "arn:aws:kms:eu-west-1:999999999999:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const json = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const trust = (Service: string) => json({ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" });
const put = { name: "put", policy: json({ Effect: "Allow", Action: "kinesis:Put*", Resource: "*" }) };

function role(stack: TerraformStack, more: Partial<IamRoleConfig> = {}): IamRole {
  return new IamRole(stack, "Role", { name: "r", assumeRolePolicy: trust("logs.amazonaws.com"), ...more });
}

/** A destination with a role of the user, to a stream that is encrypted where a key is given. */
function into(stack: TerraformStack, given: IamRole, kmsKeyId?: string): LogDestination {
  const encryption = kmsKeyId === undefined ? {} : { encryptionType: "KMS", kmsKeyId };
  const { arn } = new KinesisStream(stack, "Stream", { name: "logs", shardCount: 1, ...encryption });
  const target = LogDestinationTarget.kinesisStream(arn);
  return new LogDestination(stack, "Central", { destinationName: "central", target, roleArn: given.arn });
}

const putter = (stack: TerraformStack) => role(stack, { inlinePolicy: [put] });
const key = (stack: TerraformStack, config: KmsKeyConfig = {}) => new KmsKey(stack, "Key", config);

type Build = (stack: TerraformStack) => void;

describe("what something else in the app, or nothing of it, decides is not refused", () => {
  test.each<[what: string, build: Build]>([
    [
      "a key policy of a data source, which may name the role",
      (stack) => {
        const document = new DataAwsIamPolicyDocument(stack, "Document", {});
        into(stack, putter(stack), key(stack, { policy: document.json }).arn);
      },
    ],
    ["the policy of a key from elsewhere, which may name the role", (stack) => into(stack, putter(stack), keyArn)],
    [
      "a grant of the key",
      (stack) => {
        const [given, granted] = [putter(stack), key(stack)];
        const grant = { granteePrincipal: given.arn, operations: ["GenerateDataKey"] };
        new KmsGrant(stack, "Grant", { keyId: granted.keyId, ...grant });
        into(stack, given, granted.arn);
      },
    ],
    [
      "a key policy that Terraform ignores",
      (stack) => into(stack, putter(stack), key(stack, { lifecycle: { ignoreChanges: ["policy"] } }).arn),
    ],
    [
      "a trust that Terraform ignores with all else of the role",
      (stack) =>
        into(stack, role(stack, { assumeRolePolicy: trust("ec2.amazonaws.com"), lifecycle: { ignoreChanges: "all" } })),
    ],
    [
      "the policies within a role that Terraform ignores",
      (stack) => into(stack, role(stack, { lifecycle: { ignoreChanges: ["inline_policy[0].policy"] } })),
    ],
    [
      "a module that is given the role",
      (stack) => {
        const given = role(stack);
        new TerraformHclModule(stack, "Module", {
          source: "terraform-aws-modules/iam/aws",
          variables: { role: given.name },
        });
        into(stack, given);
      },
    ],
    [
      "a module that is given the role's name as a literal",
      (stack) => {
        new TerraformHclModule(stack, "Module", {
          source: "terraform-aws-modules/iam/aws",
          variables: { roles: ["r"] },
        });
        into(stack, role(stack));
      },
    ],
    [
      "a module that is given the key",
      (stack) => {
        const given = key(stack);
        new TerraformHclModule(stack, "Module", {
          source: "terraform-aws-modules/kms/aws",
          variables: { key: given.arn },
        });
        into(stack, putter(stack), given.arn);
      },
    ],
    [
      "a policy by another provider",
      (stack) => {
        const given = role(stack);
        const policy = new TerraformResource(stack, "Policy", { terraformResourceType: "awscc_iam_role_policy" });
        policy.addOverride("role_name", given.name);
        into(stack, given);
      },
    ],
    [
      "a dynamic block of policies within",
      (stack) => into(stack, role(stack, { inlinePolicy: TerraformIterator.fromList(["a"]).dynamic(put) })),
    ],
    [
      "a function whose Region an override says",
      (stack) => {
        const called = new LambdaFunction(stack, "Function", {
          functionName: "f",
          role: "arn:aws:iam::999999999999:role/f",
        });
        called.addOverride("region", "us-east-1");
        const destination = LogSubscriptionTarget.lambdaFunction(called.arn);
        new LogSubscription(stack, "Logs", { destination, logGroupName: "/app", region: "us-east-1" });
      },
    ],
    [
      "a stream whose provider an override says",
      (stack) => {
        const inAccount = (id: string) =>
          new AwsProvider(stack, `In${id}`, { alias: `in${id}`, region: "eu-west-1", allowedAccountIds: [id] });
        const [here, there] = [inAccount("111122223333"), inAccount("444455556666")];
        const stream = new KinesisStream(stack, "Stream", { name: "logs", shardCount: 1, provider: there });
        stream.addOverride("provider", here.fqn);
        const destination = LogSubscriptionTarget.kinesisStream(stream.arn);
        new LogSubscription(stack, "Logs", { destination, logGroupName: "/app", provider: here });
      },
    ],
    [
      "a stream that was moved to another resource",
      (stack) => {
        const config = { name: "logs", shardCount: 1 };
        new KinesisStream(stack, "Former", config).moveTo("stream");
        new KinesisStream(stack, "Stream", config).addMoveTarget("stream");
        const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs");
        new LogDestination(stack, "Central", { destinationName: "central", target });
      },
    ],
    [
      "raw resources with numbers, booleans and nulls",
      (stack) => {
        const raw = (type: string, values: Record<string, unknown>) => {
          const made = new TerraformResource(stack, type, { terraformResourceType: type });
          for (const [name, value] of Object.entries(values)) made.addOverride(name, value);
          return made.getStringAttribute("arn");
        };
        raw("aws_kms_grant", { key_id: 1 });
        raw("aws_iam_role_policy", { role: 3, policy: null });
        const roleArn = raw("aws_iam_role", {
          name: 5,
          inline_policy: [null, 7],
          managed_policy_arns: true,
          dynamic: 1,
        });
        const stream = { encryption_type: "KMS", kms_key_id: 7, region: 1 };
        const target = LogDestinationTarget.kinesisStream(raw("aws_kinesis_stream", stream));
        new LogDestination(stack, "Central", { destinationName: "central", target, roleArn });
      },
    ],
  ])("%s", (_, build) => {
    expect(() => synth(build)).not.toThrow();
  });
});

describe("still refused beside that", () => {
  test.each<[what: string, build: Build, says: RegExp]>([
    [
      "a role, where a module is given another one",
      (stack) => {
        const other = new IamRole(stack, "Other", { name: "other", assumeRolePolicy: trust("ec2.amazonaws.com") });
        new TerraformHclModule(stack, "Module", {
          source: "terraform-aws-modules/iam/aws",
          variables: { role: other.name },
        });
        into(stack, role(stack));
      },
      /\[LD2938\]/,
    ],
    [
      "a role, where Terraform ignores its tags",
      (stack) => into(stack, role(stack, { lifecycle: { ignoreChanges: ["tags"] } })),
      /\[LD2938\]/,
    ],
    [
      "a key of the app, where another has a grant",
      (stack) => {
        const grant = { granteePrincipal: "arn:aws:iam::999999999999:role/r", operations: ["GenerateDataKey"] };
        new KmsGrant(stack, "Grant", { keyId: new KmsKey(stack, "Other").keyId, ...grant });
        into(stack, putter(stack), key(stack).arn);
      },
      /\[LD2935\]/,
    ],
    [
      "a role by a policy that names another role",
      (stack) => {
        new IamRolePolicy(stack, "Policy", { role: "other", policy: put.policy });
        into(stack, role(stack));
      },
      /\[LD2938\]/,
    ],
  ])("%s", (_, build, says) => {
    expect(() => synth(build)).toThrow(says);
  });
});
