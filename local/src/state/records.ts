import type { Destination, SubscriptionFilter, Tags } from "@log-destinations/core";

/** What each table of the state holds. All of it is plain JSON. */
export interface Records {
  /** By account and Region, then by name. */
  destinations: DestinationRecord;
  /** By account and Region, then by name. */
  logGroups: LogGroupRecord;
  /** By account, Region and log group, then by name. */
  logStreams: LogStreamRecord;
  /** By account, Region and log group, then by name. */
  subscriptionFilters: SubscriptionFilterRecord;
  /** By service, account and Region, then by name. */
  streams: StreamRecord;
  /** By the stream's ARN, then by sequence number, which begins with the shard. */
  streamData: DataRecord;
  /** In one scope, by id. */
  accounts: AccountRecord;
  /** In one scope, by ARN. */
  roles: RoleRecord;
  /** Roles and streams that were removed, whether or not they were made again, in one scope, by ARN. */
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
  /** The unique id of who put it, which the destination's policy may name. */
  readonly principalId?: string;
}

export type StreamStatus = "ACTIVE" | "CREATING" | "DELETING" | "UPDATING";

export interface StreamRecord {
  readonly arn: string;
  readonly status: StreamStatus;
  readonly shardCount: number;
  /** Made without a number of shards. */
  readonly onDemand?: boolean;
  /** Of the key that the stream is encrypted with. */
  readonly kmsKeyArn?: string;
  readonly creationTime: number;
}

export interface DataRecord {
  readonly partitionKey: string;
  /** In base64. */
  readonly data: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

export interface AccountRecord {
  readonly organization?: string;
  readonly organizationPath?: string;
}

/** Tells what was deleted from what was never heard of, which counts as healthy where only that is asked for. */
export interface RemovalRecord {
  /** When, in milliseconds since the epoch. */
  readonly time: number;
}

/** A role, and what it was before, for as long as IAM may still answer with that. */
export interface RoleRecord {
  /** The newest last. */
  readonly versions: readonly RoleVersion[];
}

export interface RoleVersion {
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** The trust policy as JSON text. */
  readonly trust: string;
  /** The permissions policies by name, as JSON text. */
  readonly permissions: Readonly<Record<string, string>>;
}
