import { expect, test } from "vitest";
import { owner, provider, region } from "./configuration.ts";
import { describeDeploys, startWorld } from "./world.ts";

const trust = (service: string) => `jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "${service}" }, Action = "sts:AssumeRole" }]
  })`;

/** A hub of Firehose, whose stream and log group a customer managed key encrypts. */
const hub = (more: { source?: string; logsMayUseKey?: boolean } = {}) => `
data "aws_caller_identity" "here" {}
resource "aws_kms_key" "logs" {
  enable_key_rotation = true
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::\${data.aws_caller_identity.here.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Effect    = "${more.logsMayUseKey === false ? "Deny" : "Allow"}"
        Principal = { Service = "logs.${region}.amazonaws.com" }
        Action    = ["kms:Encrypt*", "kms:Decrypt*", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = {
          ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:${region}:${owner}:log-group:*" }
        }
      },
    ]
  })
}
resource "aws_kms_alias" "logs" {
  name          = "alias/logs"
  target_key_id = aws_kms_key.logs.key_id
}
resource "aws_kinesis_firehose_delivery_stream" "logs" {
  name        = "logs"
  destination = "extended_s3"
  extended_s3_configuration {
    role_arn   = aws_iam_role.delivery.arn
    bucket_arn = "arn:aws:s3:::archive"
    cloudwatch_logging_options {
      enabled         = true
      log_group_name  = aws_cloudwatch_log_group.delivery.name
      log_stream_name = aws_cloudwatch_log_stream.delivery.name
    }
  }
  ${
    more.source ??
    `server_side_encryption {
    enabled  = true
    key_type = "CUSTOMER_MANAGED_CMK"
    key_arn  = aws_kms_key.logs.arn
  }`
  }
}
resource "aws_iam_role" "delivery" {
  name               = "delivery"
  assume_role_policy = ${trust("firehose.amazonaws.com")}
}
resource "aws_iam_role" "writer" {
  name               = "writer"
  assume_role_policy = ${trust("logs.amazonaws.com")}
}
resource "aws_iam_role_policy" "write" {
  name   = "write"
  role   = aws_iam_role.writer.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "firehose:PutRecord"
      Resource = aws_kinesis_firehose_delivery_stream.logs.arn
    }]
  })
}
resource "aws_cloudwatch_log_group" "delivery" {
  name                        = "/firehose"
  retention_in_days           = 30
  kms_key_id                  = aws_kms_key.logs.arn
  deletion_protection_enabled = false
}
resource "aws_cloudwatch_log_stream" "delivery" {
  name           = "delivery"
  log_group_name = aws_cloudwatch_log_group.delivery.name
}
resource "aws_cloudwatch_log_destination" "central" {
  name       = "central"
  role_arn   = aws_iam_role.writer.arn
  target_arn = aws_kinesis_firehose_delivery_stream.logs.arn
  depends_on = [aws_iam_role_policy.write]
}
`;

const kinesisSource = `kinesis_source_configuration {
    kinesis_stream_arn = "arn:aws:kinesis:${region}:${owner}:stream/other"
    role_arn           = aws_iam_role.delivery.arn
  }`;

describeDeploys("neighbours of destinations", () => {
  test("a hub of Firehose with a key goes the whole cycle", async () => {
    const world = await startWorld();
    world.write(provider + hub());
    expect(await world.apply()).toMatchObject({ errors: [], added: 9 });
    expect(await world.plan()).toEqual({});
    world.write(provider + hub().replace("retention_in_days           = 30", "retention_in_days           = 90"));
    expect(await world.apply()).toMatchObject({ errors: [], changed: 1 });
    expect(world.local.control.logGroup(`arn:aws:logs:${region}:${owner}:log-group:/firehose`)).toMatchObject({
      retentionInDays: 90,
    });
    expect(await world.apply("-destroy")).toMatchObject({ errors: [], removed: 9 });
  });

  test("a log group whose key does not let the service in is refused in the service's words", async () => {
    const world = await startWorld();
    world.write(provider + hub({ logsMayUseKey: false }));
    const { errors } = await world.apply();
    expect(errors).toEqual([
      expect.stringContaining(
        "creating CloudWatch Logs Log Group (/firehose): AccessDeniedException: The specified KMS key does not exist or " +
          `is not allowed to be used with Arn 'arn:aws:logs:${region}:${owner}:log-group:/firehose'`,
      ),
    ]);
  });

  test("a Firehose stream that reads from Kinesis is no target", async () => {
    const world = await startWorld();
    world.write(provider + hub({ source: kinesisSource }));
    const { errors } = await world.apply();
    expect(errors).toEqual([expect.stringContaining("Could not deliver test message to specified destination.")]);
    expect(world.notes).toContainEqual(expect.stringContaining("reads from its source, KinesisStreamAsSource"));
  });

  test("a log group of infrequent access takes no subscription filter", async () => {
    const world = await startWorld();
    world.write(`${provider}
resource "aws_cloudwatch_log_group" "app" {
  name            = "/app"
  log_group_class = "INFREQUENT_ACCESS"
}
resource "aws_cloudwatch_log_subscription_filter" "app" {
  name            = "to-central"
  log_group_name  = aws_cloudwatch_log_group.app.name
  filter_pattern  = ""
  destination_arn = "arn:aws:logs:${region}:${owner}:destination:central"
}
`);
    const { errors } = await world.apply();
    expect(errors).toEqual([
      expect.stringContaining(
        "putting CloudWatch Logs Subscription Filter (to-central): InvalidOperationException: Subscription filters are not " +
          "supported for log groups of the class INFREQUENT_ACCESS.",
      ),
    ]);
  });

  test("import of a log group finds retention, class, key and protection; a protected one is not destroyed", async () => {
    const key = `arn:aws:kms:${region}:${owner}:key/1234abcd`;
    const world = await startWorld();
    const api = world.local.as({ account: owner, region });
    const logGroupClass = "INFREQUENT_ACCESS";
    const request = { logGroupName: "/app", kmsKeyId: key, logGroupClass, deletionProtectionEnabled: true };
    await api.call("CreateLogGroup", request);
    await api.call("PutRetentionPolicy", { logGroupName: "/app", retentionInDays: 1096 });
    world.write(`${provider}
import {
  to = aws_cloudwatch_log_group.app
  id = "/app"
}
resource "aws_cloudwatch_log_group" "app" {
  name                        = "/app"
  retention_in_days           = 1096
  log_group_class             = "INFREQUENT_ACCESS"
  kms_key_id                  = "${key}"
  deletion_protection_enabled = true
}
data "aws_cloudwatch_log_group" "app" {
  name       = aws_cloudwatch_log_group.app.name
}
output "retention" {
  value = data.aws_cloudwatch_log_group.app.retention_in_days
}
`);
    expect(await world.plan()).toEqual({});
    expect(await world.apply()).toMatchObject({ errors: [], added: 0, changed: 0 });
    const { errors } = await world.apply("-destroy");
    expect(errors).toEqual([expect.stringContaining("Cannot delete log group with deletion protection enabled.")]);
  });

  test("encryption of a Kinesis stream without a key is refused by the plan", async () => {
    const world = await startWorld();
    const stream =
      'resource "aws_kinesis_stream" "logs" {\n name = "logs"\n shard_count = 1\n encryption_type = "KMS"\n}\n';
    world.write(provider + stream);
    const { errors, added } = await world.apply();
    expect(errors).toEqual(["KMS Key ID required when setting encryption_type is not set as NONE"]);
    expect(added).toBe(0);
  });
});
