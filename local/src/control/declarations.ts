import type { StreamStatus } from "../state/records.ts";

/**
 * What the Logs API has no place for. Each entry is created or replaced whole; entries that are not named stay.
 *
 * As `--config FILE` takes it, it is this object as JSON.
 */
export interface Declarations {
  /**
   * The version of this form; another one is refused.
   * @default 1
   */
  version?: 1;
  /** Accounts by id, twelve digits. One that is not declared belongs to no organization. */
  accounts?: Readonly<Record<string, AccountDeclaration>>;
  /** Access keys by their id. An id of twelve digits is that account also where it is not declared. */
  accessKeys?: Readonly<Record<string, AccessKeyDeclaration>>;
  /** Roles by ARN. */
  roles?: Readonly<Record<string, RoleDeclaration>>;
  /** Kinesis data streams and Firehose streams by ARN. */
  streams?: Readonly<Record<string, StreamDeclaration>>;
  /**
   * Log groups by ARN, `arn:aws:logs:REGION:ACCOUNT:log-group:NAME`, as `CreateLogGroup` makes them. One that is there
   * keeps its streams and filters.
   */
  logGroups?: Readonly<Record<string, LogGroupDeclaration>>;
}

export interface AccountDeclaration {
  /**
   * The id of its organization, `o-a1b2c3d4e5`.
   * @default what `organizationPath` begins with; without that, none
   */
  organization?: string;
  /** Its place in the organization, `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`. */
  organizationPath?: string;
}

/** Who calls. */
export interface CallerDeclaration {
  /** Twelve digits. */
  account: string;
  /**
   * The user or the role's session, as answers speak of it.
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
   * Its secret. As soon as one key has a secret, only keys with secrets get in, and their signatures are checked.
   * Secrets are kept in memory alone, never in a state file.
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
  /** Who may assume it. */
  trust: PolicyDocument;
  /**
   * What it may do, by the policy's name.
   * @default {}
   */
  permissions?: Readonly<Record<string, PolicyDocument>>;
}

/** A role as it was declared, its policies as text. */
export interface DeclaredRole extends RoleDeclaration {
  readonly trust: string;
  readonly permissions: Readonly<Record<string, string>>;
}

export interface StreamDeclaration {
  /**
   * Of a Kinesis data stream that is made without a number of shards.
   * @default false
   */
  onDemand?: boolean;
  /** @default "ACTIVE" */
  status?: StreamStatus;
  /**
   * Of a Kinesis data stream; a Firehose stream has one.
   * @default 1
   */
  shardCount?: number;
  /** The key that encrypts it: the role that writes needs `kms:GenerateDataKey` on it. */
  kmsKeyArn?: string;
}

export interface LogGroupDeclaration {
  /**
   * The names of the log streams in it.
   * @default []
   */
  logStreams?: readonly string[];
}

/** What is to be removed, by the same names. What is not there is passed over. */
export interface Withdrawal {
  accounts?: readonly string[];
  accessKeys?: readonly string[];
  roles?: readonly string[];
  streams?: readonly string[];
  /** With their log streams and filters. */
  logGroups?: readonly string[];
}
