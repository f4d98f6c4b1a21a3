import type { ITerraformDependable, TerraformProvider } from "cdktf";

/**
 * How log events are written to the objects of a bucket.
 *
 * @example
 * new S3DeliveryStream(this, "Records", { deliveryStreamName: "records", format: S3DeliveryFormat.RECORDS });
 * new S3DeliveryStream(this, "Messages", { deliveryStreamName: "messages", format: S3DeliveryFormat.MESSAGES });
 * new S3DeliveryStream(this, "AsSent", { deliveryStreamName: "as-sent", format: S3DeliveryFormat.AS_SENT });
 */
export enum S3DeliveryFormat {
  /** The records as CloudWatch Logs writes them, one JSON document a line: with account, log group, log stream and events. */
  RECORDS = "RECORDS",

  /** The messages of the events alone. Nothing says then which account and log group one comes from. */
  MESSAGES = "MESSAGES",

  /** The records as they arrive: each compressed by gzip, one behind the other. Nothing is processed. */
  AS_SENT = "AS_SENT",
}

/**
 * How Firehose compresses the objects.
 *
 * @example
 * const archive = (name: string, compression: S3DeliveryCompression) =>
 *   new S3DeliveryStream(this, name, { deliveryStreamName: name, compression });
 * archive("plain", S3DeliveryCompression.UNCOMPRESSED);
 * archive("gzip", S3DeliveryCompression.GZIP);
 * archive("zip", S3DeliveryCompression.ZIP);
 * archive("snappy", S3DeliveryCompression.SNAPPY);
 * archive("hadoop", S3DeliveryCompression.HADOOP_SNAPPY);
 */
export enum S3DeliveryCompression {
  UNCOMPRESSED = "UNCOMPRESSED",
  GZIP = "GZIP",
  ZIP = "ZIP",
  SNAPPY = "Snappy",
  HADOOP_SNAPPY = "HADOOP_SNAPPY",
}

/**
 * What a delivery stream to a bucket is made of.
 *
 * @example
 * const made: S3DeliveryStreamProps = {
 *   deliveryStreamName: "central-logs",
 *   bucketName: "central-logs-999999999999",
 *   expirationDays: 400,
 *   forceDestroy: false,
 *   format: S3DeliveryFormat.RECORDS,
 *   compression: S3DeliveryCompression.GZIP,
 *   prefix: "logs/!{timestamp:yyyy/MM/dd}/",
 *   errorOutputPrefix: "errors/!{firehose:error-output-type}/",
 *   bufferingInterval: 60,
 *   bufferingSize: 64,
 *   errorRetentionDays: 14,
 *   roleName: "central-logs-delivery",
 *   rolePath: "/logs/",
 *   rolePermissionsBoundary: "arn:aws:iam::999999999999:policy/boundary",
 *   tags: { team: "observability" },
 *   region: "eu-west-1",
 *   preventDestroy: true,
 * };
 * const given: S3DeliveryStreamProps = {
 *   deliveryStreamName: "audit",
 *   bucketArn: "arn:aws:s3:::audit-logs",
 *   kmsKeyArn: "arn:aws:kms:eu-west-1:999999999999:key/1234abcd-12ab-34cd-56ef-1234567890ab",
 *   errorLogGroupKmsKeyArn: "arn:aws:kms:eu-west-1:999999999999:key/1234abcd-12ab-34cd-56ef-1234567890ab",
 *   roleArn: "arn:aws:iam::999999999999:role/delivery",
 *   provider: sender,
 *   dependsOn: [stream],
 * };
 * new S3DeliveryStream(this, "Archive", made);
 * new S3DeliveryStream(this, "Audit", given);
 */
export interface S3DeliveryStreamProps {
  /**
   * The name, 1 to 64 letters, digits and `_.-`. Changing it replaces the delivery stream and the log group of its errors; a
   * destination in front of it is updated in place.
   */
  readonly deliveryStreamName: string;

  /**
   * The ARN of a bucket that exists, `arn:aws:s3:::NAME`, or a token for it. It is never changed. Changing it updates the
   * delivery stream in place, and what was written before stays where it is.
   *
   * @default - a bucket is made: private, encrypted, its objects owned by the account, reached over TLS alone
   */
  readonly bucketArn?: string;

  /**
   * The name of the bucket that is made, which no other account of AWS may have. Changing it replaces the bucket.
   *
   * @default - made up by Terraform, beginning with `log-delivery-`
   */
  readonly bucketName?: string;

  /**
   * The days after which the objects of the bucket that is made expire. Changing it updates the bucket's lifecycle in place.
   *
   * @default - the objects are kept for ever
   */
  readonly expirationDays?: number;

  /**
   * Lets Terraform delete the objects when it destroys the bucket that is made; without it a bucket with objects is not
   * destroyed. Changing it changes nothing in AWS.
   *
   * @default false
   */
  readonly forceDestroy?: boolean;

  /**
   * How the events are written. Changing it updates the delivery stream in place, for the records that arrive from then on.
   *
   * @default S3DeliveryFormat.RECORDS
   */
  readonly format?: S3DeliveryFormat;

  /**
   * How the objects are compressed. Changing it updates the delivery stream in place.
   *
   * @default - GZIP, and UNCOMPRESSED for `S3DeliveryFormat.AS_SENT`, whose records are compressed
   */
  readonly compression?: S3DeliveryCompression;

  /**
   * What the names of the objects begin with; `!{timestamp:yyyy}` and the like are filled in. Changing it updates the delivery
   * stream in place.
   *
   * @default - Firehose's own, `YYYY/MM/dd/HH/` in UTC
   */
  readonly prefix?: string;

  /**
   * What the names of the objects begin with that hold what could not be processed or delivered. Changing it updates the
   * delivery stream in place.
   *
   * @default "errors/!{firehose:error-output-type}/"
   */
  readonly errorOutputPrefix?: string;

  /**
   * The seconds after which Firehose writes an object, 0 to 900. Changing it updates the delivery stream in place.
   *
   * @default 300
   */
  readonly bufferingInterval?: number;

  /**
   * The MiB after which Firehose writes an object, 1 to 128. Changing it updates the delivery stream in place.
   *
   * @default 5
   */
  readonly bufferingSize?: number;

  /**
   * The ARN of the customer managed KMS key that encrypts the objects, and the records while Firehose holds them, or a token for it.
   * It is in the stream's Region. A key policy that leaves the decision to IAM, as the default one does, needs nothing;
   * for any other there is `keyPolicy`. Changing it updates everything in place, and objects keep the key that they have.
   *
   * @default - keys that AWS owns, and that of S3 for the objects of the bucket that is made
   */
  readonly kmsKeyArn?: string;

  /**
   * The days for which the log group of the errors keeps them, as CloudWatch Logs takes it. Changing it updates the log group in
   * place.
   *
   * @default 30
   */
  readonly errorRetentionDays?: number;

  /**
   * The ARN of the KMS key of the log group of the errors, or a token for it. The key's policy has to let CloudWatch Logs use it,
   * the default one does not: see `errorLogGroupKeyPolicy`. Changing it updates the log group in place.
   *
   * @default - a key that AWS owns
   */
  readonly errorLogGroupKmsKeyArn?: string;

  /**
   * The ARN of the role that Firehose writes to the bucket with. It is never changed: `permissionsPolicy` and `trustPolicy` are
   * what it needs. Changing it updates the delivery stream in place.
   *
   * @default - a role that may write to the bucket and to the log of the errors alone
   */
  readonly roleArn?: string;

  /**
   * The name of the role that is created. Changing it replaces the role.
   *
   * @default - made up by Terraform, beginning with `log-delivery-`
   */
  readonly roleName?: string;

  /**
   * The path of the role that is created, which begins and ends in `/`. Changing it replaces the role.
   *
   * @default - `/`
   */
  readonly rolePath?: string;

  /**
   * The ARN of the permissions boundary of the role that is created. Changing it updates the role in place.
   *
   * @default - none
   */
  readonly rolePermissionsBoundary?: string;

  /**
   * Tags of all that is created and takes tags, 50 at most. Changing them updates everything in place.
   *
   * @default - none beside the provider's default tags
   */
  readonly tags?: Record<string, string>;

  /**
   * The Region of the delivery stream, of the bucket that is made, and of the log group of the errors. Changing it replaces
   * them.
   *
   * @default - the provider's Region
   */
  readonly region?: string;

  /**
   * The provider of everything that is made here, data sources included. A change to one of another account makes everything there
   * again; the resources in the former account stay.
   *
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;

  /**
   * What has to be there before the delivery stream: the policy of a role that is given, that of a bucket or key. Changing it
   * changes nothing in AWS.
   *
   * @default - all that is made here
   */
  readonly dependsOn?: ITerraformDependable[];

  /**
   * Makes Terraform refuse a plan that would destroy the delivery stream or the bucket that is made, a replacement included.
   * Changing it changes nothing in AWS.
   *
   * @default false
   */
  readonly preventDestroy?: boolean;
}
