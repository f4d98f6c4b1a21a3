import type { AccountPolicy, Destination, LogGroup, SubscriptionFilter, Tags } from "@log-destinations/core";
import type { FunctionPermission, KeyProperties } from "@log-destinations/core/service";

/** The values of each table of the state. All of them are plain JSON. */
export interface Records {
  /** By account and Region, then by name. */
  destinations: DestinationRecord;
  /** By account and Region, then by name. */
  logGroups: LogGroupRecord;
  /** By account, Region and log group, then by name. */
  logStreams: LogStreamRecord;
  /** By account, Region and log group, then by name. */
  subscriptionFilters: SubscriptionFilterRecord;
  /** Account-level subscriptions. By account and Region, then by name. */
  accountPolicies: AccountPolicyRecord;
  /** By service, account and Region, then by name. */
  streams: StreamRecord;
  /** By the stream's ARN, then by sequence number, which begins with the shard. */
  streamData: DataRecord;
  /** In one scope, by ARN without a qualifier. */
  functions: FunctionRecord;
  /** By the ARN of the function without a qualifier, then by number. */
  invocations: InvocationRecord;
  /** In one scope, by id. */
  accounts: AccountRecord;
  /** In one scope, by ARN. */
  roles: RoleRecord;
  /** Managed policies of accounts, in one scope, by ARN. */
  policies: PolicyRecord;
  /** In one scope, by ARN. */
  keys: KeyRecord;
  /** Roles, streams and keys that were removed at some time, in one scope, by ARN. */
  removed: RemovalRecord;
}

export interface DestinationRecord {
  readonly destination: Destination;
  readonly tags: Tags;
}

export interface LogGroupRecord {
  readonly logGroupName: string;
  readonly creationTime: number;
  readonly tags: Tags;
  /** Absent for a log group whose events never expire. */
  readonly retentionInDays?: number;
  /** Absent for `STANDARD`. */
  readonly logGroupClass?: NonNullable<LogGroup["logGroupClass"]>;
  /** The ARN of its key, as it was given. */
  readonly kmsKeyId?: string;
  /** Absent for `false`. */
  readonly deletionProtectionEnabled?: boolean;
}

export interface LogStreamRecord {
  readonly logStreamName: string;
  readonly creationTime: number;
  readonly firstEventTimestamp?: number;
  readonly lastEventTimestamp?: number;
  readonly lastIngestionTime?: number;
}

export interface SubscriptionFilterRecord {
  readonly filter: SubscriptionFilter;
  /** The unique id of the caller that put it, which the destination's policy may name. */
  readonly principalId?: string;
}

export interface AccountPolicyRecord {
  readonly policy: AccountPolicy;
  /** The unique id of the caller that put it, which the destination's policy may name. */
  readonly principalId?: string;
}

export type StreamStatus = "ACTIVE" | "CREATING" | "DELETING" | "UPDATING";

/** The sources of a Firehose stream. Only `DirectPut` takes records that something else puts. [F301, F302] */
export const deliveryStreamSources = ["DirectPut", "KinesisStreamAsSource", "MSKAsSource", "DatabaseAsSource"] as const;

export type DeliveryStreamSource = (typeof deliveryStreamSources)[number];

export interface StreamRecord {
  readonly arn: string;
  readonly status: StreamStatus;
  readonly shardCount: number;
  /** Is it in the on-demand mode? */
  readonly onDemand?: boolean;
  /** The ARN of the key that encrypts the stream. */
  readonly kmsKeyArn?: string;
  /** The source of a Firehose stream; absent for `DirectPut`. */
  readonly source?: DeliveryStreamSource;
  /** The ARN of the Kinesis data stream that a Firehose stream reads. */
  readonly kinesisStreamArn?: string;
  /** Where a Firehose stream delivers to, as `CreateDeliveryStream` was told; absent for one that was declared. */
  readonly delivery?: StreamDelivery;
  /** The log groups that the pipeline behind it logs into; absent for none. */
  readonly pipelineLogGroups?: readonly string[];
  readonly creationTime: number;
}

/** The destination of a Firehose stream. What it says is kept and told; nothing is delivered. */
export interface StreamDelivery {
  /** The beginning of the member that had it: `ExtendedS3` of `ExtendedS3DestinationConfiguration`. */
  readonly kind: string;
  readonly configuration: Readonly<Record<string, unknown>>;
}

export interface DataRecord {
  readonly partitionKey: string;
  /** In base64. */
  readonly data: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** A Lambda function, by what decides whether it may be invoked. */
export interface FunctionRecord {
  readonly permissions: readonly FunctionPermission[];
}

/** An invocation of a Lambda function. */
export interface InvocationRecord {
  /** The ARN of the function as it was invoked, with the qualifier if there is one. */
  readonly functionArn: string;
  /** The record of log events: gzip, in base64. */
  readonly data: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

export interface AccountRecord {
  readonly organization?: string;
  readonly organizationPath?: string;
}

/** A KMS key, by what decides about its use. */
export interface KeyRecord {
  /** The key policy as JSON text; absent for the one that KMS gives to a key without one. */
  readonly policy?: string;
  readonly keyState: KeyProperties["keyState"];
  readonly keySpec: string;
  readonly keyUsage: string;
  /** With their prefix, `alias/`. */
  readonly aliases: readonly string[];
}

/** Marks a role, stream or key that was removed: it is missing, where one that was never declared counts as healthy. */
export interface RemovalRecord {
  /** The time of the removal, in milliseconds since the epoch. */
  readonly time: number;
}

/** A role, with the earlier versions that IAM may still answer by. */
export interface RoleRecord {
  /** Milliseconds since the epoch. */
  readonly creationTime: number;
  /** The newest last. */
  readonly versions: readonly RoleVersion[];
}

export interface RoleVersion {
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** The trust policy as JSON text. */
  readonly trust: string;
  /** The inline policies by name, as JSON text. */
  readonly permissions: Readonly<Record<string, string>>;
  /** The ARNs of the attached managed policies; an empty list is left out. */
  readonly managedPolicyArns?: readonly string[];
  /** The ARN of the managed policy that limits the others. */
  readonly permissionsBoundary?: string;
  readonly description?: string;
  /** Seconds. */
  readonly maxSessionDuration?: number;
  readonly tags?: Tags;
}

/** A managed policy, with the earlier versions that IAM may still answer by. */
export interface PolicyRecord {
  /** Milliseconds since the epoch. */
  readonly creationTime: number;
  /** The newest last. */
  readonly versions: readonly PolicyVersion[];
}

export interface PolicyVersion {
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** JSON text. */
  readonly document: string;
  readonly description?: string;
  readonly tags?: Tags;
}
