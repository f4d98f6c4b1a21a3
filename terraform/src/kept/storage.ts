import type { KeptType } from "./kept-type.ts";

/** A setting of a bucket, which has the bucket's name as its id. */
function bucketSetting(displayName: string, file: string, entry: Partial<KeptType> = {}): KeptType {
  return {
    displayName,
    source: `internal/service/s3/${file}`,
    nameAttribute: "bucket",
    requiresReplace: ["bucket"],
    id: "{bucket}",
    ...entry,
  };
}

/** Buckets and what is set on them. */
export const storage: Readonly<Record<string, KeptType>> = {
  aws_s3_bucket: {
    displayName: "S3 Bucket",
    source: "internal/service/s3/bucket.go",
    nameAttribute: "bucket",
    requiresReplace: ["bucket", "bucket_prefix", "object_lock_enabled"],
    defaults: { force_destroy: false },
    id: "{bucket}",
    computed: {
      arn: "arn:{partition}:s3:::{bucket}",
      bucket_domain_name: "{bucket}.s3.{dns}",
      bucket_regional_domain_name: "{bucket}.s3.{region}.{dns}",
      bucket_region: "{region}",
      request_payer: "BucketOwner",
    },
    taken: "BucketAlreadyOwnedByYou",
  },
  aws_s3_bucket_policy: bucketSetting("S3 Bucket Policy", "bucket_policy.go"),
  aws_s3_bucket_public_access_block: bucketSetting("S3 Bucket Public Access Block", "bucket_public_access_block.go", {
    defaults: {
      block_public_acls: false,
      block_public_policy: false,
      ignore_public_acls: false,
      restrict_public_buckets: false,
    },
  }),
  aws_s3_bucket_lifecycle_configuration: bucketSetting(
    "S3 Bucket Lifecycle Configuration",
    "bucket_lifecycle_configuration.go",
    {
      requiresReplace: ["bucket", "expected_bucket_owner"],
      computed: { transition_default_minimum_object_size: "all_storage_classes_128K" },
    },
  ),
  aws_s3_bucket_server_side_encryption_configuration: bucketSetting(
    "S3 Bucket Server-side Encryption Configuration",
    "bucket_server_side_encryption_configuration.go",
    { requiresReplace: ["bucket", "expected_bucket_owner"] },
  ),
  aws_s3_bucket_ownership_controls: bucketSetting("S3 Bucket Ownership Controls", "bucket_ownership_controls.go"),
  aws_s3_bucket_versioning: bucketSetting("S3 Bucket Versioning", "bucket_versioning.go", {
    requiresReplace: ["bucket", "expected_bucket_owner"],
  }),
};
