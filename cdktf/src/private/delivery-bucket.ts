import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { tlsOnlyPolicy } from "./delivery-documents";
import { attributeOf } from "./logical-ids";

/** What a bucket is made from. */
export interface DeliveryBucketParts {
  readonly bucketName?: string;
  readonly kmsKeyArn?: string;
  readonly expirationDays?: number;
  readonly forceDestroy?: boolean;
  readonly preventDestroy?: boolean;
  readonly tags?: Record<string, string>;
  readonly region?: string;
  readonly provider?: TerraformProvider;
}

/** A private and encrypted bucket, with what has to be there before it is written to. */
export interface DeliveryBucket {
  readonly bucket: S3Bucket;
  readonly bucketArn: string;
  readonly dependencies: readonly ITerraformDependable[];
}

export function makeDeliveryBucket(scope: Construct, parts: DeliveryBucketParts): DeliveryBucket {
  const { bucketName, kmsKeyArn, expirationDays, region, provider } = parts;
  const place = { region, provider };
  const made = new S3Bucket(scope, "Bucket", {
    bucket: bucketName,
    bucketPrefix: bucketName === undefined ? "log-delivery-" : undefined,
    forceDestroy: parts.forceDestroy,
    tags: parts.tags,
    lifecycle: parts.preventDestroy ? { preventDestroy: true } : undefined,
    ...place,
  });
  const bucket = attributeOf(made, "id");
  const bucketArn = attributeOf(made, "arn");
  const publicAccess = new S3BucketPublicAccessBlock(scope, "BucketPublicAccessBlock", {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
    ...place,
  });
  const ownership = new S3BucketOwnershipControls(scope, "BucketOwnershipControls", {
    bucket,
    rule: { objectOwnership: "BucketOwnerEnforced" },
    // S3 refuses two changes of one bucket at a time.
    dependsOn: [publicAccess],
    ...place,
  });
  const encryption = new S3BucketServerSideEncryptionConfigurationA(scope, "BucketEncryption", {
    bucket,
    rule: [
      kmsKeyArn === undefined
        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
        : {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
            bucketKeyEnabled: true,
          },
    ],
    ...place,
  });
  const policy = new S3BucketPolicy(scope, "BucketPolicy", {
    bucket,
    policy: tlsOnlyPolicy(bucketArn),
    dependsOn: [ownership],
    ...place,
  });
  if (expirationDays !== undefined) {
    new S3BucketLifecycleConfiguration(scope, "BucketLifecycle", {
      bucket,
      rule: [{ id: "expire", status: "Enabled", filter: [{ prefix: "" }], expiration: [{ days: expirationDays }] }],
      ...place,
    });
  }
  return { bucket: made, bucketArn, dependencies: [publicAccess, ownership, encryption, policy] };
}
