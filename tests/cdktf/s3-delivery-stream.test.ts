import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogAccountSubscription,
  LogDestination,
  LogSubscriber,
  LogSubscription,
  S3DeliveryCompression,
  S3DeliveryFormat,
  S3DeliveryStream,
  type S3DeliveryStreamProps,
} from "@log-destinations/cdktf";
import { TerraformOutput, type TerraformStack, TerraformVariable } from "cdktf";
import { describe, expect, test } from "vitest";
import { statements } from "./central.ts";
import { document, lookup, only, synth } from "./synth.ts";

const firehose = "aws_kinesis_firehose_delivery_stream";
const account = "999999999999";
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const bucketArn = "arn:aws:s3:::archive-of-logs";
const roleArn = `arn:aws:iam::${account}:role/delivery`;

const minimal: S3DeliveryStreamProps = { deliveryStreamName: "central-logs" };

function archive(props: Partial<S3DeliveryStreamProps> = {}, provider: { region?: string } = { region: "eu-west-1" }) {
  return synth((stack) => new S3DeliveryStream(stack, "Archive", { ...minimal, ...props }), provider);
}

interface Delivery {
  processing_configuration?: { enabled: boolean; processors: { type: string }[] };
  [argument: string]: unknown;
}

/** The configuration of the one delivery stream. */
function delivery(synthesized: ReturnType<typeof synth>): Delivery {
  return only(synthesized, firehose).extended_s3_configuration as Delivery;
}

function processors(synthesized: ReturnType<typeof synth>): string[] | undefined {
  return delivery(synthesized).processing_configuration?.processors.map(({ type }) => type);
}

describe("what is written", () => {
  test("is one JSON document a line, compressed once", () => {
    const synthesized = archive();
    expect(processors(synthesized)).toEqual(["Decompression", "AppendDelimiterToRecord"]);
    expect(delivery(synthesized)).toMatchObject({ compression_format: "GZIP" });
  });

  test("can be the messages alone, which are taken out of what is decompressed", () => {
    const synthesized = archive({ format: S3DeliveryFormat.MESSAGES });
    expect(processors(synthesized)).toEqual(["Decompression", "CloudWatchLogProcessing", "AppendDelimiterToRecord"]);
    expect(delivery(synthesized).processing_configuration?.processors[1]).toMatchObject({
      parameters: [{ parameter_name: "DataMessageExtraction", parameter_value: "true" }],
    });
  });

  test("can be what arrives, which is compressed already", () => {
    const synthesized = archive({ format: S3DeliveryFormat.AS_SENT });
    expect(delivery(synthesized)).not.toHaveProperty("processing_configuration");
    expect(delivery(synthesized)).toMatchObject({ compression_format: "UNCOMPRESSED" });
  });

  test("is compressed, named and buffered as it is said", () => {
    const synthesized = archive({
      compression: S3DeliveryCompression.SNAPPY,
      prefix: "logs/!{timestamp:yyyy/MM/dd}/",
      errorOutputPrefix: "failed/!{firehose:error-output-type}/",
      bufferingInterval: 0,
      bufferingSize: 64,
    });
    expect(delivery(synthesized)).toMatchObject({
      compression_format: "Snappy",
      prefix: "logs/!{timestamp:yyyy/MM/dd}/",
      error_output_prefix: "failed/!{firehose:error-output-type}/",
      buffering_interval: 0,
      buffering_size: 64,
    });
  });

  test("has a place for errors where its prefix has an expression, as Firehose asks for one", () => {
    expect(delivery(archive({ prefix: "!{timestamp:yyyy}/" }))).toMatchObject({
      error_output_prefix: "errors/!{firehose:error-output-type}/",
    });
  });
});

describe("the bucket that is made", () => {
  test("is private, encrypted, owned by the account, and reached over TLS alone, before anything is written", () => {
    const synthesized = archive();
    const { address } = only(synthesized, "aws_s3_bucket");
    const about = [
      "aws_s3_bucket_public_access_block",
      "aws_s3_bucket_ownership_controls",
      "aws_s3_bucket_server_side_encryption_configuration",
      "aws_s3_bucket_policy",
    ].map((type) => only(synthesized, type));
    for (const { bucket } of about) expect(bucket).toBe(`\${${address}.id}`);
    const [publicAccess, ownership, encryption, policy] = about;
    expect(publicAccess).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(ownership?.rule).toEqual({ object_ownership: "BucketOwnerEnforced" });
    expect(JSON.stringify(encryption?.rule)).toContain("AES256");
    expect(statements(policy ?? {}, "policy")).toEqual([
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [`\${${address}.arn}`, `\${${address}.arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
    expect(only(synthesized, firehose).depends_on).toEqual(
      expect.arrayContaining([...about.map((made) => made.address), only(synthesized, "aws_iam_role_policy").address]),
    );
    // S3 refuses two changes of one bucket's access at a time.
    expect(ownership?.depends_on).toEqual([publicAccess?.address]);
    expect(policy?.depends_on).toEqual([ownership?.address]);
  });

  test("has the name, lifecycle and protection that are asked for", () => {
    const synthesized = archive({
      bucketName: "archive-of-logs",
      expirationDays: 400,
      forceDestroy: true,
      preventDestroy: true,
      tags: { team: "observability" },
    });
    const bucket = only(synthesized, "aws_s3_bucket");
    expect(bucket).toMatchObject({
      bucket: "archive-of-logs",
      force_destroy: true,
      lifecycle: { prevent_destroy: true },
      tags: { team: "observability" },
    });
    expect(bucket).not.toHaveProperty("bucket_prefix");
    expect(JSON.stringify(only(synthesized, "aws_s3_bucket_lifecycle_configuration").rule)).toContain('{"days":400}');
    expect(only(synthesized, firehose)).toMatchObject({
      lifecycle: { prevent_destroy: true },
      tags: { team: "observability" },
    });
  });

  test("keeps its objects for ever unless it is said otherwise", () => {
    expect(archive().resource).not.toHaveProperty("aws_s3_bucket_lifecycle_configuration");
  });

  test("is not made where one is given, which is left as it is", () => {
    const synthesized = archive({ bucketArn });
    expect(Object.keys(synthesized.resource).filter((type) => type.startsWith("aws_s3"))).toEqual([]);
    expect(delivery(synthesized).bucket_arn).toBe(bucketArn);
  });
});

describe("the role", () => {
  test("may write to that bucket and to the log of errors alone, for Firehose on behalf of this account", () => {
    const synthesized = archive({ bucketArn });
    const caller = lookup(synthesized, "aws_caller_identity");
    const role = only(synthesized, "aws_iam_role");
    expect(statements(role, "assume_role_policy")).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "firehose.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": `\${${caller}.account_id}` } },
      },
    ]);
    const logStream = only(synthesized, "aws_cloudwatch_log_stream");
    expect(statements(only(synthesized, "aws_iam_role_policy"), "policy")).toEqual([
      {
        Effect: "Allow",
        Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
        Resource: bucketArn,
      },
      {
        Effect: "Allow",
        Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
        Resource: `${bucketArn}/*`,
      },
      { Effect: "Allow", Action: "logs:PutLogEvents", Resource: `\${${logStream.address}.arn}` },
    ]);
    expect(delivery(synthesized).role_arn).toBe(`\${${role.address}.arn}`);
  });

  test("has the name, path and boundary that are asked for", () => {
    const boundary = `arn:aws:iam::${account}:policy/boundary`;
    expect(
      only(archive({ roleName: "delivery", rolePath: "/logs/", rolePermissionsBoundary: boundary }), "aws_iam_role"),
    ).toMatchObject({
      name: "delivery",
      path: "/logs/",
      permissions_boundary: boundary,
    });
  });

  test("is not made where one is given; what that needs is handed out", () => {
    const synthesized = synth((stack) => {
      const made = new S3DeliveryStream(stack, "Archive", { ...minimal, bucketArn, roleArn });
      new TerraformOutput(stack, "trust", { value: made.trustPolicy, staticId: true });
      new TerraformOutput(stack, "permissions", { value: made.permissionsPolicy, staticId: true });
      expect(made.role).toBeUndefined();
    });
    expect(synthesized.resource).not.toHaveProperty("aws_iam_role");
    expect(delivery(synthesized).role_arn).toBe(roleArn);
    const { trust, permissions } = synthesized.output ?? {};
    expect(statements(trust ?? {}, "value")).toMatchObject([{ Principal: { Service: "firehose.amazonaws.com" } }]);
    expect(statements(permissions ?? {}, "value")).toHaveLength(3);
  });
});

describe("a key", () => {
  const keyed = (props: Partial<S3DeliveryStreamProps> = {}) => archive({ kmsKeyArn: keyArn, ...props });

  test("encrypts the objects and what Firehose holds, and the role may use it for these objects alone", () => {
    const synthesized = keyed({ bucketArn });
    expect(delivery(synthesized).kms_key_arn).toBe(keyArn);
    expect(only(synthesized, firehose).server_side_encryption).toEqual({
      enabled: true,
      key_arn: keyArn,
      key_type: "CUSTOMER_MANAGED_CMK",
    });
    expect(statements(only(synthesized, "aws_iam_role_policy"), "policy").at(-1)).toEqual({
      Effect: "Allow",
      Action: ["kms:GenerateDataKey", "kms:Decrypt"],
      Condition: { StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`] } },
      Resource: keyArn,
    });
  });

  test("is the default of the bucket that is made", () => {
    expect(only(keyed(), "aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      {
        apply_server_side_encryption_by_default: { kms_master_key_id: keyArn, sse_algorithm: "aws:kms" },
        bucket_key_enabled: true,
      },
    ]);
  });

  test("of AWS encrypts what Firehose holds where none is given", () => {
    expect(only(archive(), firehose).server_side_encryption).toEqual({ enabled: true, key_type: "AWS_OWNED_CMK" });
  });

  test("is told what its own policy needs", () => {
    const synthesized = synth((stack) => {
      const made = new S3DeliveryStream(stack, "Archive", { ...minimal, bucketArn, roleArn, kmsKeyArn: keyArn });
      new TerraformOutput(stack, "objects", { value: made.keyPolicy, staticId: true });
      new TerraformOutput(stack, "errors", { value: made.errorLogGroupKeyPolicy, staticId: true });
    });
    const caller = lookup(synthesized, "aws_caller_identity");
    const { objects, errors } = synthesized.output ?? {};
    expect(statements(objects ?? {}, "value")).toEqual([
      {
        Sid: "WriteLogsToBucket",
        Effect: "Allow",
        Principal: { AWS: roleArn },
        Action: ["kms:GenerateDataKey", "kms:Decrypt"],
        Condition: { StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`] } },
        Resource: "*",
      },
    ]);
    expect(statements(errors ?? {}, "value")).toMatchObject([
      {
        Principal: { Service: "logs.eu-west-1.amazonaws.com" },
        Condition: {
          ArnEquals: {
            "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:\${${caller}.account_id}:log-group:/aws/kinesisfirehose/central-logs`,
          },
        },
      },
    ]);
  });

  test("of the log of errors is told the principal of its Region, in China and where the Region is not known", () => {
    const principal = (provider: { region?: string }) => {
      const synthesized = synth((stack) => {
        const made = new S3DeliveryStream(stack, "Archive", { ...minimal, bucketArn, roleArn });
        new TerraformOutput(stack, "errors", { value: made.errorLogGroupKeyPolicy, staticId: true });
      }, provider);
      const [statement] = statements(synthesized.output?.errors ?? {}, "value");
      return (statement as { Principal: { Service: string } }).Principal.Service;
    };
    expect(principal({ region: "cn-north-1" })).toBe("logs.cn-north-1.amazonaws.com.cn");
    expect(principal({})).toMatch(/^logs\.\$\{data\.aws_region\..*\}\.\$\{data\.aws_partition\..*\.dns_suffix\}$/);
  });
});

describe("the log of errors", () => {
  test("is kept for a month, and as long as is said", () => {
    expect(only(archive(), "aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/kinesisfirehose/central-logs",
      retention_in_days: 30,
    });
    expect(
      only(archive({ errorRetentionDays: 7, errorLogGroupKmsKeyArn: keyArn }), "aws_cloudwatch_log_group"),
    ).toMatchObject({ retention_in_days: 7, kms_key_id: keyArn });
  });

  const subscribed = (subscribe: (stack: TerraformStack, made: S3DeliveryStream, hub: LogDestination) => void) => () =>
    synth((stack) => {
      const made = new S3DeliveryStream(stack, "Archive", minimal);
      const hub = new LogDestination(stack, "Hub", {
        destinationName: "hub",
        target: made.target,
        subscribers: [LogSubscriber.account(account)],
        accountLevelSubscriptions: true,
      });
      subscribe(stack, made, hub);
    });

  test("cannot be sent to the delivery stream itself, by a filter or with its whole account", () => {
    expect(
      subscribed((stack, made, hub) => {
        new LogSubscription(stack, "Loop", { destination: hub, logGroupName: made.errorLogGroup.name });
      }),
    ).toThrow(/central-logs.*each log event would make another, without end.*\[LD2903\]/s);
    expect(
      subscribed((stack, _, hub) => {
        new LogAccountSubscription(stack, "Loop", { destination: hub, excludeLogGroups: [] });
      }),
    ).toThrow(/excludeLogGroups: \["\/aws\/kinesisfirehose\/central-logs"\] \[LD2902\]/);
    expect(
      subscribed((stack, _, hub) => {
        const logs = new CloudwatchLogGroup(stack, "Logs", { name: "/app" });
        new LogSubscription(stack, "Sends", { destination: hub, logGroupName: logs.name });
        new LogAccountSubscription(stack, "SendsAll", {
          destination: hub,
          excludeLogGroups: ["/aws/kinesisfirehose/central-logs"],
        });
      }),
    ).not.toThrow();
  });
});

test("everything is made in the Region and by the provider that are given", () => {
  const synthesized = synth((stack) => {
    const provider = new AwsProvider(stack, "Other", { alias: "other", region: "us-east-1" });
    new S3DeliveryStream(stack, "Archive", { ...minimal, region: "us-east-2", expirationDays: 1, provider });
  });
  for (const [type, resources] of Object.entries(synthesized.resource)) {
    for (const resource of Object.values(resources)) {
      expect(resource.provider, type).toBe("aws.other");
      if (!type.startsWith("aws_iam")) expect(resource.region, type).toBe("us-east-2");
    }
  }
});

test("a destination in front of it may put records and waits for all of it", () => {
  const synthesized = synth((stack) => {
    const made = new S3DeliveryStream(stack, "Archive", minimal);
    new LogDestination(stack, "Hub", { destinationName: "hub", target: made.target });
  });
  const { address } = only(synthesized, firehose);
  expect(only(synthesized, "aws_cloudwatch_log_destination").target_arn).toBe(`\${${address}.arn}`);
  const policies = Object.values(synthesized.resource.aws_iam_role_policy ?? {}).map((policy) =>
    document(policy, "policy"),
  );
  expect(policies).toContainEqual({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "firehose:PutRecord", Resource: `\${${address}.arn}` }],
  });
});

describe("refused at synth", () => {
  test.each<[string, Partial<S3DeliveryStreamProps>, RegExp]>([
    [
      "a name that Firehose does not take",
      { deliveryStreamName: "central/logs" },
      /deliveryStreamName is "central\/logs".*LD2101/,
    ],
    ["a name that is too long", { deliveryStreamName: "l".repeat(65) }, /1 to 64 characters.*LD2101/],
    ["a name of no bucket", { bucketName: "Archive_" }, /bucketName is "Archive_".*3 to 63 characters.*LD2101/],
    ["the name of a bucket as its ARN", { bucketArn: "archive" }, /bucketArn got "archive".*arn:aws:s3:::NAME.*LD2105/],
    ["the ARN of an object", { bucketArn: `${bucketArn}/logs` }, /expected the ARN of a bucket.*LD2105/],
    [
      "a name beside a bucket that exists",
      { bucketArn, bucketName: "other" },
      /bucketName would have no effect.*LD2560/,
    ],
    [
      "a lifecycle of a bucket that exists",
      { bucketArn, expirationDays: 3 },
      /expirationDays would have no effect.*LD2560/,
    ],
    ["a name beside a role that exists", { roleArn, roleName: "other" }, /roleName would have no effect.*LD2560/],
    [
      "seconds that Firehose does not take",
      { bufferingInterval: 901 },
      /bufferingInterval is 901; .*0 to 900 \[LD2561\]/,
    ],
    ["no MiB", { bufferingSize: 0 }, /bufferingSize is 0; .*1 to 128 \[LD2561\]/],
    ["half a day", { expirationDays: 0.5 }, /expirationDays is 0.5; .*1 or more \[LD2561\]/],
    [
      "a month of 31 days",
      { errorRetentionDays: 31 },
      /errorRetentionDays is 31; CloudWatch Logs takes 1, 3, .*LD2562/,
    ],
    [
      "the kind of an error in the prefix",
      { prefix: "!{firehose:error-output-type}/" },
      /which errorOutputPrefix alone may have \[LD2563\]/,
    ],
    [
      "no prefix of errors",
      { prefix: "!{timestamp:yyyy}/", errorOutputPrefix: "" },
      /errorOutputPrefix is empty.*LD2563/,
    ],
    [
      "a key of another Region",
      { kmsKeyArn: keyArn.replace("eu-west-1", "eu-west-2") },
      /a key in eu-west-2.*eu-west-1.*LD2564/,
    ],
    [
      "an alias of a key",
      { kmsKeyArn: `arn:aws:kms:eu-west-1:${account}:alias/logs` },
      /the key itself and not of an alias.*LD2105/,
    ],
    [
      "a format that there is not",
      { format: "JSON" as S3DeliveryFormat },
      /format is "JSON"; expected RECORDS or MESSAGES or AS_SENT \[LD2106\]/,
    ],
    ["a tag of AWS", { tags: { "aws:team": "any" } }, /reserved.*LD2104/],
  ])("%s", (_, props, message) => {
    expect(() => archive(props)).toThrow(message);
  });

  test("two of one name, unless they are elsewhere", () => {
    const two = (region?: string) => () =>
      synth((stack) => {
        new S3DeliveryStream(stack, "One", minimal);
        new S3DeliveryStream(stack, "Two", { ...minimal, region });
      });
    expect(two()).toThrow(/the delivery stream central-logs belongs to stack\/One already.*LD2005/);
    expect(two("us-east-1")).not.toThrow();
  });

  test("no token", () => {
    expect(() =>
      synth((stack) => {
        const text = (id: string) => new TerraformVariable(stack, id, { type: "string" }).stringValue;
        const number = (id: string) => new TerraformVariable(stack, id, { type: "number" }).numberValue;
        new S3DeliveryStream(stack, "Archive", {
          deliveryStreamName: text("name"),
          bucketArn: text("bucket"),
          kmsKeyArn: text("key"),
          prefix: text("prefix"),
          bufferingInterval: number("interval"),
          bufferingSize: number("size"),
          errorRetentionDays: number("days"),
          region: text("region"),
        });
      }),
    ).not.toThrow();
  });
});
