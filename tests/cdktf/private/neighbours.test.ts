import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { DataAwsKmsAlias } from "@cdktf/provider-aws/lib/data-aws-kms-alias";
import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole, type IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { KinesisStream, type KinesisStreamConfig } from "@cdktf/provider-aws/lib/kinesis-stream";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { KmsKeyPolicy } from "@cdktf/provider-aws/lib/kms-key-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogDestination,
  type LogDestinationProps,
  LogDestinationTarget,
  LogSubscription,
  LogSubscriptionTarget,
} from "@log-destinations/cdktf";
import { Fn, Lazy, TerraformIterator, TerraformStack, TerraformVariable } from "cdktf";
import { describe, expect, test } from "vitest";
import { type TrustPolicy, trustPolicies } from "../../core/policy/trust-policies.ts";
import { document, only, synth, synthApp } from "../synth.ts";

const account = "999999999999";
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const roleArn = `arn:aws:iam::${account}:role/r`;
const json = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const mayPut = json({ Effect: "Allow", Action: "kinesis:Put*", Resource: "*" });
const trust = json({ Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" });

const kinesis = (stack: TerraformStack, more: Partial<KinesisStreamConfig> = {}) =>
  new KinesisStream(stack, "Stream", { name: "logs", shardCount: 1, ...more });
const encrypted = (stack: TerraformStack, kmsKeyId: string) => kinesis(stack, { encryptionType: "KMS", kmsKeyId });

function destination(stack: TerraformStack, targetArn: string, more: Partial<LogDestinationProps> = {}) {
  const target = LogDestinationTarget.kinesisStream(targetArn);
  return new LogDestination(stack, "Central", { destinationName: "central", target, ...more });
}

const reference = (attribute: string) => `\${${attribute}}`;

/** The resources on which the one role may ask for data keys. */
function keysOf(synthesized: ReturnType<typeof synth>): unknown[] {
  const { Statement } = document(only(synthesized, "aws_iam_role_policy"), "policy") as {
    Statement: { Action: string; Resource: unknown }[];
  };
  return Statement.filter(({ Action }) => Action === "kms:GenerateDataKey").map(({ Resource }) => Resource);
}

describe("the key of a stream of the app is granted to the role", () => {
  test.each<[what: string, key: (stack: TerraformStack) => string, granted: string]>([
    ["a literal ARN", () => keyArn, keyArn],
    ["a key's ARN", (stack) => new KmsKey(stack, "Key").arn, reference("aws_kms_key.Key.arn")],
    ["a key's id", (stack) => new KmsKey(stack, "Key").keyId, reference("aws_kms_key.Key.arn")],
    [
      "an alias",
      (stack) => new KmsAlias(stack, "Alias", { targetKeyId: new KmsKey(stack, "Key").id }).name,
      reference("aws_kms_alias.Alias.target_key_arn"),
    ],
    [
      "an alias that is looked up",
      (stack) => new DataAwsKmsAlias(stack, "Alias", { name: "alias/logs" }).arn,
      reference("data.aws_kms_alias.Alias.target_key_arn"),
    ],
    [
      "a key that is looked up",
      (stack) => new DataAwsKmsKey(stack, "Key", { keyId: "alias/logs" }).arn,
      reference("data.aws_kms_key.Key.arn"),
    ],
  ])("%s", (_, key, granted) => {
    expect(keysOf(synth((stack) => destination(stack, encrypted(stack, key(stack)).arn)))).toEqual([granted]);
  });

  test("where it is set after the target was made, or by an escape hatch", () => {
    const later = synth((stack) => {
      const stream = kinesis(stack);
      destination(stack, stream.arn);
      stream.encryptionType = "KMS";
      stream.addOverride("kms_key_id", keyArn);
    });
    expect(keysOf(later)).toEqual([keyArn]);
  });

  test("where key and stream are in another stack", () => {
    const { stack } = synthApp((app) => {
      const [streams, central] = ["streams", "central"].map((name) => {
        const made = new TerraformStack(app, name);
        new AwsProvider(made, "Aws", { region: "eu-west-1" });
        return made;
      }) as [TerraformStack, TerraformStack];
      destination(central, encrypted(streams, new KmsKey(streams, "Key").arn).arn);
    });
    expect(keysOf(stack("central") as ReturnType<typeof synth>)).toEqual([
      expect.stringMatching(/^\$\{data\.terraform_remote_state\..*cross-stack-output-aws_kms_keyKeyarn\}$/),
    ]);
  });

  test("of a direct subscription too", () => {
    const subscribed = synth((stack) => {
      const target = LogSubscriptionTarget.kinesisStream(encrypted(stack, keyArn).arn);
      new LogSubscription(stack, "Logs", { destination: target, logGroupName: "/app", filterName: "all" });
    });
    expect(keysOf(subscribed)).toEqual([keyArn]);
  });

  test("but for the one that is given, the one of AWS, and encryption that is off", () => {
    const given = synth((stack) => {
      const { arn } = encrypted(stack, new TerraformVariable(stack, "key", {}).stringValue);
      const target = LogDestinationTarget.kinesisStream(arn, { kmsKeyArn: keyArn });
      new LogDestination(stack, "Central", { destinationName: "central", target });
    });
    expect(keysOf(given)).toEqual([keyArn]);
    for (const key of ["alias/aws/kinesis", `arn:aws:kms:eu-west-1:${account}:alias/aws/kinesis`]) {
      expect(keysOf(synth((stack) => destination(stack, encrypted(stack, key).arn)))).toEqual([]);
    }
    const byAws = (stack: TerraformStack) => new DataAwsKmsAlias(stack, "Alias", { name: "alias/aws/kinesis" }).arn;
    expect(keysOf(synth((stack) => destination(stack, encrypted(stack, byAws(stack)).arn)))).toEqual([]);
    const off = { encryptionType: "NONE", kmsKeyId: keyArn };
    expect(keysOf(synth((stack) => destination(stack, kinesis(stack, off).arn)))).toEqual([]);
  });
});

type Build = (stack: TerraformStack) => unknown;

function role(stack: TerraformStack, more: Partial<IamRoleConfig> = {}) {
  return new IamRole(stack, "Writer", { name: "writer", assumeRolePolicy: trust, ...more });
}
const withPolicy = (stack: TerraformStack, policy: string, more: Partial<IamRoleConfig> = {}) => {
  const made = role(stack, more);
  new IamRolePolicy(stack, "WriterPolicy", { role: made.name, policy });
  return made.arn;
};
const givenRole = (build: (stack: TerraformStack) => string) => (stack: TerraformStack) =>
  destination(stack, kinesis(stack).arn, { roleArn: build(stack) });
const subscribed = (stack: TerraformStack, logGroupName: string) =>
  new LogSubscription(stack, "Logs", {
    destination: LogSubscriptionTarget.kinesisStream(`arn:aws:kinesis:eu-west-1:${account}:stream/logs`),
    logGroupName,
    filterName: "all",
  });
const firehose = (stack: TerraformStack, more: object) =>
  new KinesisFirehoseDeliveryStream(stack, "Archive", {
    name: "archive",
    destination: "extended_s3",
    extendedS3Configuration: { bucketArn: "arn:aws:s3:::archive", roleArn },
    ...more,
  });
const intoFirehose = (stack: TerraformStack, deliveryStreamArn: string) =>
  new LogDestination(stack, "Central", {
    destinationName: "central",
    target: LogDestinationTarget.firehoseDeliveryStream(deliveryStreamArn),
  });
function anyText(stack: TerraformStack): string {
  const known = stack.node.tryFindChild("any") as TerraformVariable | undefined;
  return (known ?? new TerraformVariable(stack, "any", {})).stringValue;
}

describe("refused", () => {
  test.each<[what: string, build: Build, says: RegExp]>([
    [
      "the key of a stream whose ARN is a literal, not given",
      (stack) => {
        encrypted(stack, keyArn);
        destination(stack, `arn:aws:kinesis:eu-west-1:${account}:stream/logs`);
      },
      /none of its policies allows kms:GenerateDataKey on arn:aws:kms.*as kmsKeyArn.*\[LD2935\]/,
    ],
    [
      "a key by its alias, which nothing in the app leads to",
      (stack) => destination(stack, encrypted(stack, "alias/logs").arn),
      /on alias\/logs; .*\[LD2935\]/,
    ],
    [
      "another key than that of the stream",
      (stack) => {
        const { arn } = encrypted(stack, new KmsKey(stack, "Key").arn);
        const kmsKeyArn = new KmsKey(stack, "Other").arn;
        const target = LogDestinationTarget.kinesisStream(arn, { kmsKeyArn });
        new LogDestination(stack, "Central", { destinationName: "central", target });
      },
      /on stack\/aws_kms_key\.Key; .*\[LD2935\]/,
    ],
    [
      "a key that is disabled behind an alias, of a Firehose stream",
      (stack) => {
        const key = new KmsKey(stack, "Key", { isEnabled: false });
        const alias = new KmsAlias(stack, "Alias", { targetKeyId: key.keyId });
        const serverSideEncryption = { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: alias.targetKeyArn };
        intoFirehose(stack, firehose(stack, { serverSideEncryption }).arn);
      },
      /the key is Disabled; .*\[LD2932\]/,
    ],
    [
      "a key policy apart, for a service alone",
      (stack) => {
        const key = new KmsKey(stack, "Key");
        const policy = json({
          Effect: "Allow",
          Principal: { Service: "s3.amazonaws.com" },
          Action: "kms:*",
          Resource: "*",
        });
        new KmsKeyPolicy(stack, "KeyPolicy", { keyId: key.id, policy });
        destination(stack, encrypted(stack, key.arn).arn);
      },
      /the policy of stack\/aws_kms_key\.Key does not let .*\[LD2934\]/,
    ],
    [
      "a Firehose stream that reads from MSK, set later",
      (stack) => {
        const stream = firehose(stack, {});
        intoFirehose(stack, stream.arn);
        stream.addOverride("msk_source_configuration", { topic_name: "logs" });
      },
      /reads from its source, MSKAsSource.*\[LD2931\]/,
    ],
    ["a role without a policy", givenRole((stack) => role(stack).arn), /allows kinesis:PutRecord; .*\[LD2938\]/],
    [
      "a role for another stream of the app",
      givenRole((stack) => {
        const other = new KinesisStream(stack, "Other", { name: "other", shardCount: 1 });
        return withPolicy(stack, json({ Effect: "Allow", Action: "kinesis:PutRecord", Resource: other.arn }));
      }),
      /\[LD2938\]/,
    ],
    [
      "a role for a stream of another name",
      givenRole((stack) =>
        withPolicy(
          stack,
          json({ Effect: "Allow", Action: "*", Resource: `arn:aws:kinesis:eu-west-1:${account}:stream/other` }),
        ),
      ),
      /\[LD2938\]/,
    ],
    [
      "a role by a managed policy of the app",
      givenRole((stack) => {
        const policy = new IamPolicy(stack, "Policy", {
          policy: json({ Effect: "Allow", Action: "kinesis:Get*", Resource: "*" }),
        });
        const made = role(stack);
        new IamRolePolicyAttachment(stack, "Attached", { role: made.name, policyArn: policy.arn });
        return made.arn;
      }),
      /\[LD2938\]/,
    ],
    [
      "a log group of the class DELIVERY, by its name",
      (stack) => {
        new CloudwatchLogGroup(stack, "Group", { name: "/app", logGroupClass: "DELIVERY" });
        subscribed(stack, "/app");
      },
      /subscribes the log group stack\/aws_cloudwatch_log_group\.Group.*of the class DELIVERY.*\[LD2941\]/,
    ],
    [
      "one log group of several",
      (stack) => {
        const group = new CloudwatchLogGroup(stack, "Group", { name: "/app", logGroupClass: "INFREQUENT_ACCESS" });
        new LogSubscription(stack, "Logs", {
          destination: LogSubscriptionTarget.kinesisStream(`arn:aws:kinesis:eu-west-1:${account}:stream/logs`),
          logGroupNames: ["/other", group.name],
          filterName: "all",
        });
      },
      /\[LD2941\]/,
    ],
    [
      "a role of the app in another account",
      (stack) => {
        const inAccount = (id: string) =>
          new AwsProvider(stack, id, { alias: `a${id}`, region: "eu-west-1", allowedAccountIds: [id] });
        const provider = inAccount("111122223333");
        const made = role(stack, { provider });
        destination(stack, kinesis(stack, { provider: inAccount(account) }).arn, {
          roleArn: made.arn,
          provider: stack.node.findChild(account) as AwsProvider,
        });
      },
      /uses the role stack\/aws_iam_role\.Writer.*of another account than 999999999999.*\[LD2539\]/,
    ],
  ])("%s", (_, build, says) => {
    expect(() => synth(build)).toThrow(says);
  });
});

/** The answer of IAM, and whether a role of the app with this trust is refused, in an account that is known or not. */
function isDistrusted(
  { policy, asked: { region, partition, account: owner } }: TrustPolicy,
  isKnown: boolean,
): boolean {
  const text = typeof policy === "string" ? policy : JSON.stringify(policy);
  const make = () =>
    synthApp((app) => {
      const stack = new TerraformStack(app, "stack");
      new AwsProvider(stack, "Aws", { region, ...(isKnown && { allowedAccountIds: [owner] }) });
      const made = role(stack, { assumeRolePolicy: text.replaceAll("${", () => "$${") });
      new IamRolePolicy(stack, "WriterPolicy", { role: made.id, policy: mayPut });
      destination(stack, `arn:${partition}:kinesis:${region}:${owner}:stream/logs`, { roleArn: made.arn });
    });
  try {
    make();
    return false;
  } catch (error) {
    expect((error as Error).message).toContain("[LD2937]");
    return true;
  }
}

describe("a trust policy", () => {
  test.each(trustPolicies.filter(({ expected }) => expected !== "no"))("that may let it is taken: $sentence", (row) => {
    expect([isDistrusted(row, true), isDistrusted(row, false)]).toEqual([false, false]);
  });

  test("that does not is refused, where its conditions are about the account and its source", () => {
    const [known, unknown] = [true, false].map(
      (isKnown) => trustPolicies.filter((row) => row.expected === "no" && isDistrusted(row, isKnown)).length,
    );
    expect(known).toBeGreaterThan(unknown ?? 0);
    expect(unknown).toBeGreaterThan(10);
  });
});

describe("not refused", () => {
  test.each<[what: string, build: Build]>([
    ["a key that only Terraform knows", (stack) => destination(stack, encrypted(stack, anyText(stack)).arn)],
    ["a key by an expression", (stack) => destination(stack, encrypted(stack, Fn.join("", [anyText(stack)])).arn)],
    [
      "a stream of the same name and an unknown account, by a literal ARN",
      (stack) => {
        const provider = new AwsProvider(stack, "Other", { alias: "other", region: "eu-west-1" });
        kinesis(stack, { encryptionType: "KMS", kmsKeyId: keyArn, provider });
        destination(stack, `arn:aws:kinesis:eu-west-1:${account}:stream/logs`);
      },
    ],
    [
      "streams that are made for each of a list",
      (stack) => {
        const forEach = TerraformIterator.fromList(["a", "b"]);
        const stream = kinesis(stack, { encryptionType: "KMS", kmsKeyId: "alias/logs", forEach });
        destination(stack, `\${${stream.fqn}["a"].arn}`);
      },
    ],
    [
      "a source that only Terraform knows",
      (stack) => {
        const stream = firehose(stack, {});
        stream.addOverride("dynamic.kinesis_source_configuration", { for_each: anyText(stack), content: {} });
        intoFirehose(stack, stream.arn);
      },
    ],
    [
      "a target and a role by an escape hatch",
      (stack) => {
        const made = destination(stack, kinesis(stack).arn, { roleArn: role(stack).arn });
        made.resource.addOverride("role_arn", roleArn);
      },
    ],
    [
      "what is set right later",
      (stack) => {
        const key = new KmsKey(stack, "Key", { isEnabled: false });
        destination(stack, encrypted(stack, key.arn).arn);
        key.isEnabled = true;
      },
    ],
    [
      "a construct that is taken out of the stack",
      (stack) => {
        givenRole((scope) => role(scope).arn)(stack);
        stack.node.tryRemoveChild("Central");
      },
    ],
    ["a role by a literal ARN", givenRole(() => roleArn)],
    ["a role that is a token", givenRole((stack) => Lazy.stringValue({ produce: () => anyText(stack) }))],
    [
      "a role with a policy from a data source",
      givenRole((stack) => withPolicy(stack, new DataAwsIamPolicyDocument(stack, "Document", {}).json)),
    ],
    [
      "a role with a managed policy of AWS",
      givenRole((stack) => role(stack, { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonKinesisFullAccess"] }).arn),
    ],
    [
      "a role to which only Terraform knows what is attached",
      givenRole((stack) => {
        const { arn } = role(stack);
        new IamRolePolicyAttachment(stack, "Attached", {
          role: anyText(stack),
          policyArn: "arn:aws:iam::aws:policy/A",
        });
        return arn;
      }),
    ],
    [
      "a role with an inline policy within",
      givenRole((stack) => role(stack, { inlinePolicy: [{ name: "put", policy: mayPut }] }).arn),
    ],
    [
      "a role for what only Terraform knows, under a condition and beside a denial",
      givenRole((stack) => {
        const Resource = `arn:aws:kinesis:eu-west-1:${anyText(stack)}:stream/logs`;
        return withPolicy(
          stack,
          json(
            {
              Effect: "Allow",
              Action: "kinesis:PutRecord",
              Resource,
              Condition: { Bool: { "aws:SecureTransport": "true" } },
            },
            { Effect: "Deny", Action: "*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
          ),
        );
      }),
    ],
    [
      "a role whose policy leaves out what only Terraform knows",
      givenRole((stack) => withPolicy(stack, json({ Effect: "Allow", NotAction: [anyText(stack)], NotResource: "a" }))),
    ],
    [
      "a trust that only Terraform knows",
      givenRole((stack) => withPolicy(stack, mayPut, { assumeRolePolicy: anyText(stack) })),
    ],
    [
      "a trust for a service that only Terraform knows",
      givenRole((stack) =>
        withPolicy(stack, mayPut, { assumeRolePolicy: trust.replace("logs.amazonaws.com", anyText(stack)) }),
      ),
    ],
    [
      "a trust under conditions, where the account is not known",
      givenRole((stack) =>
        withPolicy(stack, mayPut, {
          assumeRolePolicy: json({
            Effect: "Allow",
            Principal: { Service: "logs.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
              StringEquals: { "aws:SourceAccount": "111122223333", "aws:SourceOrgID": "o-a1b2c3d4e5" },
            },
          }),
        }),
      ),
    ],
    [
      "a key policy for an account that only Terraform knows",
      (stack) => {
        const Principal = { AWS: `arn:aws:iam::${anyText(stack)}:root` };
        const policy = json({ Effect: "Allow", Principal, Action: "kms:*", Resource: "*" });
        destination(stack, encrypted(stack, new KmsKey(stack, "Key", { policy }).arn).arn);
      },
    ],
    [
      "a log group's class that only Terraform knows",
      (stack) => {
        const group = new CloudwatchLogGroup(stack, "Group", { name: "/app", logGroupClass: anyText(stack) });
        subscribed(stack, group.name);
      },
    ],
    [
      "a log group of the same name in another Region",
      (stack) => {
        new CloudwatchLogGroup(stack, "Group", { name: "/app", logGroupClass: "DELIVERY", region: "us-east-1" });
        subscribed(stack, "/app");
      },
    ],
  ])("%s", (_, build) => {
    expect(() => synth(build)).not.toThrow();
  });
});
