import { CloudwatchLogDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-destination";
import { CloudwatchLogDestinationPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-destination-policy";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogStream } from "@cdktf/provider-aws/lib/cloudwatch-log-stream";
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

const regions = ["eu-west-1", "us-east-2"];
const organization = "o-a1b2c3d4e5";

/** What `Hub` of stack.ts makes, by the provider's classes alone, to compare the two. */
export class RawHub extends TerraformStack {
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
    const permissionsBoundary = boundary.arn;
    const { accountId } = new DataAwsCallerIdentity(this, "Caller");
    const policy = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

    const key = new KmsKey(this, "Key", { description: "Logs of the organization", enableKeyRotation: true });
    const bucket = new S3Bucket(this, "Bucket", { bucketPrefix: "log-delivery-" });
    const publicAccess = new S3BucketPublicAccessBlock(this, "PublicAccess", {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const ownership = new S3BucketOwnershipControls(this, "Ownership", {
      bucket: bucket.id,
      rule: { objectOwnership: "BucketOwnerEnforced" },
      dependsOn: [publicAccess],
    });
    const encryption = new S3BucketServerSideEncryptionConfigurationA(this, "Encryption", {
      bucket: bucket.id,
      rule: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
          bucketKeyEnabled: true,
        },
      ],
    });
    const tlsOnly = new S3BucketPolicy(this, "TlsOnly", {
      bucket: bucket.id,
      policy: policy({
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucket.arn, `${bucket.arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
      dependsOn: [ownership],
    });
    new S3BucketLifecycleConfiguration(this, "Lifecycle", {
      bucket: bucket.id,
      rule: [{ id: "expire", status: "Enabled", filter: [{ prefix: "" }], expiration: [{ days: 400 }] }],
    });

    const errors = new CloudwatchLogGroup(this, "Errors", {
      name: "/aws/kinesisfirehose/organization-logs",
      retentionInDays: 30,
    });
    const errorStream = new CloudwatchLogStream(this, "ErrorStream", {
      name: "DestinationDelivery",
      logGroupName: errors.name,
    });
    const deliverer = new IamRole(this, "Deliverer", {
      namePrefix: "log-delivery-",
      permissionsBoundary,
      assumeRolePolicy: policy({
        Effect: "Allow",
        Principal: { Service: "firehose.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": accountId } },
      }),
    });
    const delivererPolicy = new IamRolePolicy(this, "DelivererPolicy", {
      role: deliverer.id,
      policy: policy(
        {
          Effect: "Allow",
          Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
          Resource: bucket.arn,
        },
        {
          Effect: "Allow",
          Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
          Resource: `${bucket.arn}/*`,
        },
        { Effect: "Allow", Action: "logs:PutLogEvents", Resource: errorStream.arn },
        {
          Effect: "Allow",
          Action: ["kms:GenerateDataKey", "kms:Decrypt"],
          Resource: key.arn,
          Condition: { StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucket.arn, `${bucket.arn}/*`] } },
        },
      ),
    });
    const stream = new KinesisFirehoseDeliveryStream(this, "Stream", {
      name: "organization-logs",
      destination: "extended_s3",
      extendedS3Configuration: {
        bucketArn: bucket.arn,
        roleArn: deliverer.arn,
        kmsKeyArn: key.arn,
        errorOutputPrefix: "errors/!{firehose:error-output-type}/",
        compressionFormat: "GZIP",
        processingConfiguration: {
          enabled: true,
          processors: [
            {
              type: "Decompression",
              parameters: [{ parameterName: "CompressionFormat", parameterValue: "GZIP" }],
            },
            { type: "AppendDelimiterToRecord" },
          ],
        },
        cloudwatchLoggingOptions: { enabled: true, logGroupName: errors.name, logStreamName: errorStream.name },
      },
      serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: key.arn },
      dependsOn: [publicAccess, ownership, encryption, tlsOnly, delivererPolicy],
    });

    const writer = new IamRole(this, "Writer", {
      namePrefix: "log-destination-",
      permissionsBoundary,
      assumeRolePolicy: policy({
        Effect: "Allow",
        Principal: { Service: "logs.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringLike: { "aws:SourceArn": regions.map((region) => `arn:aws:logs:${region}:*:*`) } },
      }),
    });
    const writerPolicy = new IamRolePolicy(this, "WriterPolicy", {
      role: writer.id,
      policy: policy({ Effect: "Allow", Action: "firehose:PutRecord", Resource: stream.arn }),
    });
    const exported = regions.map((region) => {
      const destination = new CloudwatchLogDestination(this, `Destination-${region}`, {
        name: "organization-logs",
        region,
        roleArn: writer.arn,
        targetArn: stream.arn,
        dependsOn: [writerPolicy],
      });
      new CloudwatchLogDestinationPolicy(this, `Policy-${region}`, {
        region,
        destinationName: destination.name,
        accessPolicy: policy({
          Effect: "Allow",
          Principal: "*",
          Action: "logs:PutSubscriptionFilter",
          Resource: destination.arn,
          Condition: { StringEquals: { "aws:PrincipalOrgID": organization } },
        }),
      });
      return [
        region,
        {
          destination_arn: destination.arn,
          destination_name: "organization-logs",
          region,
          subscription_role_required: true,
        },
      ] as const;
    });
    const value = Object.fromEntries(exported);
    new TerraformOutput(this, "log_destinations", { value, staticId: true });
    new SsmParameter(this, "Parameter", {
      name: "/logging/organization-logs",
      type: "String",
      tier: "Advanced",
      insecureValue: JSON.stringify(value),
    });
  }
}
