import type { LogGroup, Tags } from "@log-destinations/core";
import type { FunctionPermission, KeyProperties } from "@log-destinations/core/service";
import type { DeliveryStreamSource, StreamStatus } from "../state/records.ts";

/**
 * Things that the Logs API has no operations for, and log groups. Each entry is created, or replaced as a whole; other
 * entries stay. A file for `--config FILE` holds this object as JSON.
 */
export interface Declarations {
  /**
   * The version of this form; another one is refused.
   * @default 1
   */
  version?: 1;
  /** Accounts by id, twelve digits. One that is not declared belongs to no organization. */
  accounts?: Readonly<Record<string, AccountDeclaration>>;
  /** Access keys by their id. An id of twelve digits needs no declaration: it stands for that account. */
  accessKeys?: Readonly<Record<string, AccessKeyDeclaration>>;
  /** Roles by ARN. */
  roles?: Readonly<Record<string, RoleDeclaration>>;
  /** Customer managed policies by ARN, `arn:aws:iam::ACCOUNT:policy/NAME`. Those of AWS are not declared. */
  policies?: Readonly<Record<string, PolicyDeclaration>>;
  /** Kinesis data streams and Firehose streams by ARN. */
  streams?: Readonly<Record<string, StreamDeclaration>>;
  /** Lambda functions by ARN, `arn:aws:lambda:REGION:ACCOUNT:function:NAME`, that subscriptions name. */
  functions?: Readonly<Record<string, FunctionDeclaration>>;
  /**
   * Log groups by ARN, `arn:aws:logs:REGION:ACCOUNT:log-group:NAME`, as `CreateLogGroup` makes them. One that
   * exists keeps its log streams and filters, and the attributes that the declaration leaves out.
   */
  logGroups?: Readonly<Record<string, LogGroupDeclaration>>;
  /**
   * KMS keys by ARN, `arn:aws:kms:REGION:ACCOUNT:key/ID`. A key that is not declared counts as healthy, also with
   * `strict`: it can be used by whoever is allowed to by a policy of its own.
   */
  keys?: Readonly<Record<string, KeyDeclaration>>;
}

export interface AccountDeclaration {
  /**
   * The id of its organization, `o-a1b2c3d4e5`.
   * @default the one that `organizationPath` begins with; without a path, none
   */
  organization?: string;
  /**
   * Its path in the organization, `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`.
   * @default none
   */
  organizationPath?: string;
}

/** The caller of operations. */
export interface CallerDeclaration {
  /** The account id, twelve digits. */
  account: string;
  /**
   * The ARN of the user or the role session, which some answers name.
   * @default the root user of the account
   */
  callerArn?: string;
  /** The caller's unique id, such as `AROAEXAMPLE`, which an access policy may name. */
  principalId?: string;
  /**
   * ARNs of the roles that the caller may pass, `*` and `?` as in IAM.
   * @default ["*"]
   */
  passRole?: readonly string[];
}

export interface AccessKeyDeclaration extends CallerDeclaration {
  /**
   * Its secret. As soon as one key has a secret, all other keys are refused, and signatures are checked.
   * Secrets are kept in memory alone, never in a state file.
   * @default none
   */
  secretAccessKey?: string;
}

/** The caller of the operations that `LocalLogs.as` gives, and the Region that they are sent to. */
export interface CallerIdentity extends CallerDeclaration {
  region: string;
}

/** An IAM policy, as an object or as JSON text. */
export type PolicyDocument = string | object;

export interface RoleDeclaration {
  /** The trust policy. */
  trust: PolicyDocument;
  /**
   * The inline policies by name.
   * @default {}
   */
  permissions?: Readonly<Record<string, PolicyDocument>>;
  /**
   * The ARNs of the managed policies that are attached to the role: those of its account, which are declared under
   * `policies`, and those of AWS, `arn:aws:iam::aws:policy/NAME`. Where one of AWS has no document here and would decide,
   * the role cannot be used, and a note names the policy.
   * @default []
   */
  managedPolicyArns?: readonly string[];
  /**
   * The ARN of the managed policy that limits the others.
   * @default none
   */
  permissionsBoundary?: string;
  /** @default none */
  description?: string;
  /**
   * The longest session in seconds, 3,600 to 43,200.
   * @default 3600
   */
  maxSessionDuration?: number;
  /**
   * Its tags, which `aws:PrincipalTag/…` compares.
   * @default {}
   */
  tags?: Tags;
}

/** A role as it was declared, its policies as text. */
export interface DeclaredRole extends RoleDeclaration {
  readonly trust: string;
  readonly permissions: Readonly<Record<string, string>>;
}

export interface PolicyDeclaration {
  /** The document of its default version. */
  document: PolicyDocument;
  /** @default none */
  description?: string;
  /** @default {} */
  tags?: Tags;
}

/** A managed policy as it was declared, or as AWS has it; its document as text. */
export interface DeclaredPolicy extends PolicyDeclaration {
  readonly document: string;
}

export interface StreamDeclaration {
  /**
   * Is it a Kinesis data stream in the on-demand mode?
   * @default false
   */
  onDemand?: boolean;
  /** @default "ACTIVE" */
  status?: StreamStatus;
  /**
   * The shards of a Kinesis data stream; a Firehose stream has none.
   * @default 1, or 4 where `onDemand` is set
   */
  shardCount?: number;
  /**
   * The ARN of the key that encrypts it, or of an alias. The role that writes to a Kinesis data stream needs
   * `kms:GenerateDataKey` on this key, unless AWS manages it (`alias/aws/kinesis`); Firehose uses the key by a grant of
   * its own. [F129, F314, F325]
   * @default not encrypted
   */
  kmsKeyArn?: string;
  /**
   * The source of a Firehose stream. One that reads from another source than `DirectPut` takes no records. [F301]
   * @default "DirectPut"
   */
  source?: DeliveryStreamSource;
  /**
   * The ARN of the Kinesis data stream that a Firehose stream with the source `KinesisStreamAsSource` reads. What the
   * Firehose stream logs into belongs to the pipeline of that stream, too.
   */
  kinesisStreamArn?: string;
  /**
   * The names of the log groups, in the stream's account and Region, that what is behind the stream logs into: Firehose's
   * errors, functions that transform or read the records. What is logged there and would be sent to this stream is not: on
   * AWS that never ends, and a note says what to leave out.
   * @default none; of a Firehose stream `/aws/kinesisfirehose/NAME` is one wherever it exists
   */
  pipelineLogGroups?: readonly string[];
}

/** A Lambda function, by who may invoke it. Its code is `onInvoke` of the options of `LocalLogs`. */
export interface FunctionDeclaration {
  /**
   * Its permissions, as `AddPermission` of Lambda adds them. A subscription needs one for `logs.amazonaws.com`, or the
   * service's name of the Region.
   * @default []
   */
  permissions?: readonly FunctionPermission[];
}

export interface LogGroupDeclaration {
  /**
   * The names of the log streams in it.
   * @default []
   */
  logStreams?: readonly string[];
  /**
   * Days for which its events are kept, one of the numbers that `PutRetentionPolicy` takes.
   * @default they never expire
   */
  retentionInDays?: number;
  /** @default "STANDARD" */
  logGroupClass?: NonNullable<LogGroup["logGroupClass"]>;
  /**
   * The ARN of the key that encrypts it.
   * @default none
   */
  kmsKeyId?: string;
  /** @default false */
  deletionProtectionEnabled?: boolean;
}

/** A KMS key, by what decides whether something can be encrypted with it. */
export interface KeyDeclaration {
  /**
   * Its key policy.
   * @default the one that KMS gives to a key without one: the IAM policies of its account decide
   */
  policy?: PolicyDocument;
  /** @default "Enabled" */
  keyState?: KeyProperties["keyState"];
  /** @default "SYMMETRIC_DEFAULT" */
  keySpec?: string;
  /** @default "ENCRYPT_DECRYPT" */
  keyUsage?: string;
  /**
   * The names of its aliases, such as `alias/logs`.
   * @default []
   */
  aliases?: readonly string[];
}

/** A key as it was declared, its policy as text. */
export interface DeclaredKey extends KeyDeclaration {
  readonly policy?: string;
}

/** Names of entries to remove. Names without an entry are passed over. */
export interface Withdrawal {
  accounts?: readonly string[];
  accessKeys?: readonly string[];
  roles?: readonly string[];
  /** A policy that a remaining role has is refused. */
  policies?: readonly string[];
  streams?: readonly string[];
  /** With their permissions and invocations. */
  functions?: readonly string[];
  /** With their log streams and filters. */
  logGroups?: readonly string[];
  /** With their aliases. */
  keys?: readonly string[];
}
