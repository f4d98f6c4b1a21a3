import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogDestination,
  LogSubscriber,
  S3DeliveryCompression,
  S3DeliveryFormat,
  S3DeliveryStream,
} from "@log-destinations/cdktf";
import { TerraformOutput } from "cdktf";
import { expect } from "vitest";
import { only } from "../../synth.ts";
import { type Contract, oneStack, organization, owner } from "./contract.ts";

export const deliveries: Record<string, Contract> = {
  "delivery-least": {
    intent: "The logs of an organization in a bucket, with defaults.",
    build: oneStack("delivery-least", (stack) => {
      const archive = new S3DeliveryStream(stack, "Archive", { deliveryStreamName: "central-logs" });
      new LogDestination(stack, "Central", {
        destinationName: "central",
        target: archive.target,
        subscribers: [LogSubscriber.organization(organization)],
      });
    }),
    holds: (stack) => {
      const synthesized = stack("delivery-least");
      const { address } = only(synthesized, "aws_kinesis_firehose_delivery_stream");
      expect(only(synthesized, "aws_cloudwatch_log_destination").target_arn).toBe(`\${${address}.arn}`);
      expect(only(synthesized, "aws_s3_bucket_public_access_block").block_public_policy).toBe(true);
    },
  },

  "delivery-everything": {
    intent: "Every prop of a delivery stream whose bucket and role are made.",
    build: oneStack("delivery-everything", (stack) => {
      const provider = new AwsProvider(stack, "Logging", { alias: "logging", region: "eu-west-1" });
      const key = new KmsKey(stack, "Key", { provider });
      const archive = new S3DeliveryStream(stack, "Archive", {
        deliveryStreamName: "central-logs",
        bucketName: "central-logs-archive",
        expirationDays: 400,
        forceDestroy: true,
        format: S3DeliveryFormat.MESSAGES,
        compression: S3DeliveryCompression.UNCOMPRESSED,
        prefix: "logs/!{timestamp:yyyy/MM/dd}/",
        errorOutputPrefix: "failed/!{firehose:error-output-type}/",
        bufferingInterval: 60,
        bufferingSize: 64,
        kmsKeyArn: key.arn,
        errorRetentionDays: 7,
        errorLogGroupKmsKeyArn: `arn:aws:kms:eu-west-1:${owner}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
        roleName: "central-logs-delivery",
        rolePath: "/logs/",
        rolePermissionsBoundary: `arn:aws:iam::${owner}:policy/boundary`,
        tags: { team: "observability" },
        region: "eu-west-1",
        provider,
        dependsOn: [key],
        preventDestroy: true,
      });
      new TerraformOutput(stack, "key", { value: archive.keyPolicy, staticId: true });
      new TerraformOutput(stack, "errors", { value: archive.errorLogGroupKeyPolicy, staticId: true });
    }),
    holds: (stack) => {
      const synthesized = stack("delivery-everything");
      const { extended_s3_configuration: delivery } = only(synthesized, "aws_kinesis_firehose_delivery_stream");
      expect(delivery).toMatchObject({ compression_format: "UNCOMPRESSED", buffering_size: 64 });
      expect(synthesized.output?.key?.value).toContain("kms:GenerateDataKey");
      expect(synthesized.output?.errors?.value).toContain("logs.eu-west-1.amazonaws.com");
    },
  },

  "delivery-compressions": {
    intent: "A delivery stream of each compression, in the buckets of each format.",
    build: oneStack("delivery-compressions", (stack) => {
      const archive = (id: string, compression: S3DeliveryCompression, format: S3DeliveryFormat) =>
        new S3DeliveryStream(stack, id, { deliveryStreamName: id, compression, format });
      archive("gzip", S3DeliveryCompression.GZIP, S3DeliveryFormat.RECORDS);
      archive("zip", S3DeliveryCompression.ZIP, S3DeliveryFormat.MESSAGES);
      archive("snappy", S3DeliveryCompression.SNAPPY, S3DeliveryFormat.RECORDS);
      archive("hadoop", S3DeliveryCompression.HADOOP_SNAPPY, S3DeliveryFormat.AS_SENT);
    }),
    holds: (stack) => {
      const streams = Object.values(stack("delivery-compressions").resource.aws_kinesis_firehose_delivery_stream ?? {});
      const compressions = streams.map(
        ({ extended_s3_configuration: to }) => (to as Record<string, unknown>).compression_format,
      );
      expect(compressions.sort()).toEqual(["GZIP", "HADOOP_SNAPPY", "Snappy", "ZIP"]);
    },
  },

  "delivery-given": {
    intent: "A bucket and a role that exist: neither is made nor changed, and the role's policies are handed out.",
    build: oneStack("delivery-given", (stack) => {
      const archive = new S3DeliveryStream(stack, "Archive", {
        deliveryStreamName: "central-logs",
        bucketArn: "arn:aws:s3:::archive-of-logs",
        roleArn: `arn:aws:iam::${owner}:role/delivery`,
        format: S3DeliveryFormat.AS_SENT,
      });
      new TerraformOutput(stack, "trust", { value: archive.trustPolicy, staticId: true });
      new TerraformOutput(stack, "permissions", { value: archive.permissionsPolicy, staticId: true });
    }),
    holds: (stack) => {
      const synthesized = stack("delivery-given");
      expect(synthesized.resource).not.toHaveProperty("aws_iam_role");
      expect(synthesized.resource).not.toHaveProperty("aws_s3_bucket");
      expect(synthesized.output?.permissions?.value).toContain("arn:aws:s3:::archive-of-logs/*");
    },
  },
};
