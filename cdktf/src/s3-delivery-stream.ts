import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogStream } from "@cdktf/provider-aws/lib/cloudwatch-log-stream";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import {
  KinesisFirehoseDeliveryStream,
  type KinesisFirehoseDeliveryStreamExtendedS3ConfigurationProcessingConfigurationProcessors as Processor,
} from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { LogDestinationTarget } from "./log-destination-target";
import { makeDeliveryBucket } from "./private/delivery-bucket";
import { defaultErrorOutputPrefix, refuseBadDelivery } from "./private/delivery-checks";
import { deliveryPolicy, deliveryTrustPolicy, logGroupKeyPolicy, objectKeyPolicy } from "./private/delivery-documents";
import { dependenciesWithin } from "./private/dependencies";
import { instanceFindings } from "./private/instances";
import { refuseOtherLibrary } from "./private/library";
import { locationKey, locationOf, regionalPrincipal } from "./private/location";
import { attributeOf, logicalIdFindings } from "./private/logical-ids";
import { s3DeliveryStreamProps } from "./private/prop-kinds";
import { readProps } from "./private/read-props";
import { makeServiceRole } from "./private/service-role";
import { AppRegistry } from "./private/uniqueness";
import { S3DeliveryCompression, S3DeliveryFormat, type S3DeliveryStreamProps } from "./s3-delivery-stream-options";

/**
 * A Firehose delivery stream that writes log events to a bucket, with all that it needs: the bucket and the role unless they are
 * given, and a log group for its errors. It takes what CloudWatch Logs sends, so give it as the target of a destination.
 *
 * Send nothing else to it: what is not compressed as CloudWatch Logs does it ends among the errors, but for
 * `S3DeliveryFormat.AS_SENT`. [F409]
 *
 * What names it in `dependsOn` waits for all of it.
 *
 * @example
 * const archive = new S3DeliveryStream(this, "Archive", { deliveryStreamName: "central-logs" });
 * new LogDestination(this, "Central", {
 *   destinationName: "central",
 *   target: archive.target,
 *   subscribers: [LogSubscriber.organization("o-a1b2c3d4e5")],
 *   dependsOn: [archive],
 * });
 * if (archive.bucket) archive.bucket.objectLockEnabled = true;
 * if (archive.role) archive.role.maxSessionDuration = 3600;
 * archive.errorLogGroup.skipDestroy = true;
 * archive.resource.addOverride("extended_s3_configuration.file_extension", ".json.gz");
 * new TerraformOutput(this, "Stream", { value: [archive.deliveryStreamArn, archive.bucketArn, archive.roleArn, archive.fqn] });
 * new TerraformOutput(this, "ForARoleOfMyOwn", { value: [archive.permissionsPolicy, archive.trustPolicy] });
 * new TerraformOutput(this, "ForKeys", { value: [archive.keyPolicy, archive.errorLogGroupKeyPolicy] });
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/writing-with-cloudwatch-logs.html
 */
export class S3DeliveryStream extends Construct implements ITerraformDependable {
  /** The ARN of the delivery stream. */
  public readonly deliveryStreamArn: string;

  /** The delivery stream as the target of a destination. */
  public readonly target: LogDestinationTarget;

  /** The ARN of the bucket. */
  public readonly bucketArn: string;

  /** The bucket that was made; `undefined` where one was given. */
  public readonly bucket?: S3Bucket;

  /** The ARN of the role that Firehose writes to the bucket with. */
  public readonly roleArn: string;

  /** The role that was created; `undefined` where one was given. */
  public readonly role?: IamRole;

  /** The log group of the errors. A subscription that sends it to this delivery stream is refused, as it would never end. */
  public readonly errorLogGroup: CloudwatchLogGroup;

  /** The Terraform resource behind the delivery stream. */
  public readonly resource: KinesisFirehoseDeliveryStream;

  /** The permissions policy that the role needs, as a JSON document: the role that is created has it, one that is given should. */
  public readonly permissionsPolicy: string;

  private readonly props: S3DeliveryStreamProps;

  /**
   * @throws an error where a name, ARN, prefix, number, Region or tag is known to be one that AWS refuses, where props of the
   * bucket or role are given beside the one that exists, and where the app makes a delivery stream of the same name in the same
   * account and Region
   */
  constructor(scope: Construct, id: string, props: S3DeliveryStreamProps) {
    super(scope, id);
    refuseOtherLibrary(this);
    props = readProps("S3DeliveryStream", props, s3DeliveryStreamProps, new.target !== S3DeliveryStream);
    refuseBadDelivery(this, props);
    this.props = props;
    const { deliveryStreamName, kmsKeyArn, tags, region, provider } = props;
    const place = { region, provider };
    const processors = processorsOf[props.format ?? S3DeliveryFormat.RECORDS];
    const isProcessed = processors.length > 0;
    streams.register(this, `the delivery stream ${deliveryStreamName}`, [
      ...locationKey(this, provider, region),
      deliveryStreamName,
    ]);

    const made = props.bucketArn === undefined ? makeDeliveryBucket(this, props) : undefined;
    this.bucket = made?.bucket;
    this.bucketArn = made?.bucketArn ?? (props.bucketArn as string);
    this.errorLogGroup = new CloudwatchLogGroup(this, "ErrorLogGroup", {
      name: this.errorLogGroupName,
      retentionInDays: props.errorRetentionDays ?? 30,
      kmsKeyId: props.errorLogGroupKmsKeyArn,
      tags,
      ...place,
    });
    const errorLogGroupName = attributeOf(this.errorLogGroup, "name");
    const errorLogStream = new CloudwatchLogStream(this, "ErrorLogStream", {
      name: "DestinationDelivery",
      logGroupName: errorLogGroupName,
      ...place,
    });
    this.permissionsPolicy = deliveryPolicy({
      bucketArn: this.bucketArn,
      errorLogStreamArn: attributeOf(errorLogStream, "arn"),
      kmsKeyArn,
    });
    const writer = props.roleArn === undefined ? this.makeRole() : undefined;
    this.role = writer?.role;
    this.roleArn = writer ? attributeOf(writer.role, "arn") : (props.roleArn as string);

    this.resource = new KinesisFirehoseDeliveryStream(this, "Resource", {
      name: deliveryStreamName,
      destination: "extended_s3",
      extendedS3Configuration: {
        bucketArn: this.bucketArn,
        roleArn: this.roleArn,
        kmsKeyArn,
        prefix: props.prefix,
        errorOutputPrefix: props.errorOutputPrefix ?? defaultErrorOutputPrefix,
        bufferingInterval: props.bufferingInterval ?? 300,
        bufferingSize: props.bufferingSize ?? 5,
        compressionFormat: props.compression ?? S3DeliveryCompression[isProcessed ? "GZIP" : "UNCOMPRESSED"],
        processingConfiguration: isProcessed ? { enabled: true, processors } : undefined,
        cloudwatchLoggingOptions: {
          enabled: true,
          logGroupName: errorLogGroupName,
          logStreamName: errorLogStream.name,
        },
      },
      serverSideEncryption: {
        enabled: true,
        keyType: kmsKeyArn === undefined ? "AWS_OWNED_CMK" : "CUSTOMER_MANAGED_CMK",
        keyArn: kmsKeyArn,
      },
      tags,
      lifecycle: props.preventDestroy ? { preventDestroy: true } : undefined,
      dependsOn: [
        ...(made?.dependencies ?? []),
        ...(writer ? [writer.policy] : []),
        ...dependenciesWithin(this, props.dependsOn),
      ],
      ...place,
    });
    this.deliveryStreamArn = attributeOf(this.resource, "arn");
    this.target = LogDestinationTarget.firehoseDeliveryStream(this.deliveryStreamArn);
    this.node.addValidation({ validate: () => [...instanceFindings(this), ...logicalIdFindings(this)] });
  }

  /** The trust policy that the role needs, as a JSON document: the role that is created has it, one that is given should. */
  public get trustPolicy(): string {
    return deliveryTrustPolicy(this.location.account);
  }

  /**
   * What the policy of `kmsKeyArn`'s key needs where it does not leave the decision to IAM, as a JSON document: that the role
   * may use the key for the objects of the bucket. The default key policy needs nothing. The records that Firehose holds need nothing either:
   * Firehose uses the key by a grant, which whoever deploys has to be allowed to create (`kms:CreateGrant`).
   */
  public get keyPolicy(): string {
    return objectKeyPolicy(this.roleArn, this.bucketArn);
  }

  /**
   * What the policy of `errorLogGroupKmsKeyArn`'s key needs, as a JSON document: that CloudWatch Logs may use it for the log group
   * of the errors. The default key policy lacks it, and AWS refuses the log group without. [F311]
   */
  public get errorLogGroupKeyPolicy(): string {
    const { partition, region, account } = this.location;
    const logGroupArn = `arn:${partition}:logs:${region}:${account}:log-group:${this.errorLogGroupName}`;
    const principal = regionalPrincipal(this, "logs", this.props.provider, this.props.region);
    return logGroupKeyPolicy(principal, logGroupArn);
  }

  /** The address of what is made last, for `dependsOn`. */
  public get fqn(): string {
    return this.resource.fqn;
  }

  private makeRole() {
    const { roleName, rolePath, rolePermissionsBoundary, tags, provider } = this.props;
    return makeServiceRole(this, {
      namePrefix: "log-delivery-",
      roleName,
      rolePath,
      description: "Firehose writes log events to a bucket with this role",
      trustPolicy: this.trustPolicy,
      policyName: "write-to-bucket",
      permissionsPolicy: this.permissionsPolicy,
      permissionsBoundary: rolePermissionsBoundary,
      tags,
      provider,
    });
  }

  private get location() {
    return locationOf(this, this.props.provider, this.props.region);
  }

  /** As the console names it. [F382] */
  private get errorLogGroupName(): string {
    return `/aws/kinesisfirehose/${this.props.deliveryStreamName}`;
  }
}

const decompression: Processor = {
  type: "Decompression",
  parameters: [{ parameterName: "CompressionFormat", parameterValue: "GZIP" }],
};
const messageExtraction: Processor = {
  type: "CloudWatchLogProcessing",
  parameters: [{ parameterName: "DataMessageExtraction", parameterValue: "true" }],
};
const newLine: Processor = { type: "AppendDelimiterToRecord" };

/** What Firehose does with a record before it is written. [F409, F411] */
const processorsOf: Readonly<Record<S3DeliveryFormat, Processor[]>> = {
  [S3DeliveryFormat.RECORDS]: [decompression, newLine],
  [S3DeliveryFormat.MESSAGES]: [decompression, messageExtraction, newLine],
  [S3DeliveryFormat.AS_SENT]: [],
};

const streams = new AppRegistry<S3DeliveryStream>("give it another name, provider or region");
