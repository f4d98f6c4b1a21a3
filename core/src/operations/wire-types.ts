/**
 * What goes over the wire, under the wire's names. A member without `?` is always there: in a request because the
 * service demands it, in a response because the service always sends it. A request may hold `undefined`, which counts
 * as absent, so that a loop can write `{ nextToken }`.
 */

/** A destination: a Kinesis or Firehose stream, made available to log groups of other accounts. */
export interface Destination {
  /** 1 to 512 characters, without `:` and `*`. */
  readonly destinationName: string;
  /** The ARN of the stream that log events go to. */
  readonly targetArn: string;
  /** The ARN of the role that CloudWatch Logs assumes to write to the stream. */
  readonly roleArn: string;
  /** The access policy as JSON text, exactly as it was put; absent until one is put. */
  readonly accessPolicy?: string;
  /** `arn:aws:logs:{region}:{account}:destination:{name}`. */
  readonly arn: string;
  /** When it was made, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly creationTime: number;
}

/** Tags by key: at most 50; keys of 1 to 128 and values of 0 to 256 letters, digits, spaces and `_.:/=+-@`. */
export type Tags = Readonly<Record<string, string>>;

/** Makes a destination, or changes the target and the role of one that exists. */
export interface PutDestinationRequest {
  /** 1 to 512 characters, without `:` and `*`. An existing destination of this name is updated. */
  readonly destinationName: string;
  /** The ARN of a Kinesis data stream or a Firehose stream. */
  readonly targetArn: string;
  /** The ARN of a role that CloudWatch Logs may assume and that may put records to the target. */
  readonly roleArn: string;
  /** Added to the tags that an existing destination has; to remove some, use `UntagResource`. */
  readonly tags?: Tags | undefined;
}

/** What `PutDestination` answers. */
export interface PutDestinationResponse {
  /** The destination as it is now; tags are never part of it. */
  readonly destination: Destination;
}

/** Which destinations to list, a page at a time. `{}` asks for the first page of all of them. */
export interface DescribeDestinationsRequest {
  /** Lists only names that begin with this, case-sensitive. The member is spelled with a capital D. [F13, F42] */
  readonly DestinationNamePrefix?: string | undefined;
  /** The `nextToken` of the page before; it expires after 24 hours. [F27] */
  readonly nextToken?: string | undefined;
  /** The most destinations on this page, 1 to 50. The service takes 50 where it is left out. [F22] */
  readonly limit?: number | undefined;
}

/** A page of destinations, those of the caller's account and of the client's Region. */
export interface DescribeDestinationsResponse {
  /** ASCII-sorted by name. */
  readonly destinations: readonly Destination[];
  /** Absent on the last page. [F46] */
  readonly nextToken?: string;
}

/** The destination to delete. Subscription filters that name it stay, and their delivery stops. [F50] */
export interface DeleteDestinationRequest {
  /** The name of a destination that exists: 1 to 512 characters, without `:` and `*`. */
  readonly destinationName: string;
}

/** Gives a destination its access policy, which says who may subscribe. */
export interface PutDestinationPolicyRequest {
  /** The name of a destination that exists. */
  readonly destinationName: string;
  /** An IAM policy document as JSON text, at most 5,120 bytes. It replaces the whole policy. [F23, F51] */
  readonly accessPolicy: string;
  /** Must be `true` where the policy in force names accounts and the new one names an organization. [F66] */
  readonly forceUpdate?: boolean | undefined;
}

/** The resource whose tags are asked for. */
export interface ListTagsForResourceRequest {
  /** The ARN of a destination. */
  readonly resourceArn: string;
}

/** The tags of a resource. */
export interface ListTagsForResourceResponse {
  /** Empty where there are none. */
  readonly tags: Tags;
}

/** Adds tags to a resource, or changes their values. */
export interface TagResourceRequest {
  /** The ARN of a destination. */
  readonly resourceArn: string;
  /** Added to the tags that are there; a key that is there gets the new value. */
  readonly tags: Tags;
}

/** Removes tags from a resource, by their keys. [F85] */
export interface UntagResourceRequest {
  /** The ARN of a destination. */
  readonly resourceArn: string;
  /** The keys to remove, at most 50. */
  readonly tagKeys: readonly string[];
}

/** How a Kinesis stream's shard is chosen: one for each log stream, or evenly. */
export type Distribution = "ByLogStream" | "Random";

/** A subscription filter: which events of a log group go where. */
export interface SubscriptionFilter {
  /** 1 to 512 characters, without `:` and `*`. One of its kind in the log group. */
  readonly filterName: string;
  /** The log group whose events it takes. */
  readonly logGroupName: string;
  /** Empty where every event matches. */
  readonly filterPattern: string;
  /** The ARN of a destination, of a stream or of a Lambda function. */
  readonly destinationArn: string;
  /** Absent where none was given. */
  readonly roleArn?: string;
  /** How a Kinesis stream's shard is chosen. */
  readonly distribution: Distribution;
  /** Whether the pattern is matched against the log events as a transformer left them. */
  readonly applyOnTransformedLogs?: boolean;
  /** Absent where none was given. */
  readonly fieldSelectionCriteria?: string;
  /** Absent where none was given. */
  readonly emitSystemFields?: readonly string[];
  /** In milliseconds since 1970-01-01T00:00:00Z. */
  readonly creationTime: number;
}

/** Makes a subscription filter of a log group, or changes the one of that name. */
export interface PutSubscriptionFilterRequest {
  /** 1 to 512 of letters, digits and `._-/#`. */
  readonly logGroupName: string;
  /** 1 to 512 characters, without `:` and `*`. An existing filter of this name is updated. */
  readonly filterName: string;
  /** 0 to 1,024 characters; empty matches every event. */
  readonly filterPattern: string;
  /** The ARN of a destination, of this account or of another that allows it. */
  readonly destinationArn: string;
  /** Needed for a destination whose policy names an organization [F97], and for a stream of the same account [F100]. */
  readonly roleArn?: string | undefined;
  /** The service takes `ByLogStream` where it is left out. [F92] */
  readonly distribution?: Distribution | undefined;
  /** Match the log events as the log group's transformer leaves them; for groups that have one. */
  readonly applyOnTransformedLogs?: boolean | undefined;
  /** Which events, by where they come from, 0 to 2,000 characters: `@aws.region NOT IN ["cn-north-1"]`. */
  readonly fieldSelectionCriteria?: string | undefined;
  /** Fields to add to the events of centralized logs: `@aws.account`, `@aws.region`, `@source.log`. */
  readonly emitSystemFields?: readonly string[] | undefined;
}

/** Which subscription filters of a log group to list, a page at a time. */
export interface DescribeSubscriptionFiltersRequest {
  /** A log group that exists: 1 to 512 of letters, digits and `._-/#`. */
  readonly logGroupName: string;
  /** Lists only filters whose names begin with this. */
  readonly filterNamePrefix?: string | undefined;
  /** The `nextToken` of the page before. */
  readonly nextToken?: string | undefined;
  /** The most filters on this page, 1 to 50. */
  readonly limit?: number | undefined;
}

/** A page of the subscription filters of a log group. */
export interface DescribeSubscriptionFiltersResponse {
  /** ASCII-sorted by name. */
  readonly subscriptionFilters: readonly SubscriptionFilter[];
  /** Absent on the last page. [F46] */
  readonly nextToken?: string;
}

/** The subscription filter to delete. */
export interface DeleteSubscriptionFilterRequest {
  /** The log group that has it: 1 to 512 of letters, digits and `._-/#`. */
  readonly logGroupName: string;
  /** The name of a filter that exists: 1 to 512 characters, without `:` and `*`. */
  readonly filterName: string;
}

/** The type of the account policies that are typed here: subscriptions. There are others. [F173] */
export type SubscriptionPolicyType = "SUBSCRIPTION_FILTER_POLICY";

/** The log groups that an account policy is for: all of the account in the Region. */
export type AccountPolicyScope = "ALL";

/** An account-level subscription: which events of an account's log groups in a Region go where. */
export interface AccountPolicy {
  /** Its name. One of its type in the account and Region. [F178] */
  readonly policyName: string;
  /** The document as JSON text, which {@link parseSubscriptionPolicy} reads. */
  readonly policyDocument: string;
  /** When it was last put, in milliseconds since 1970-01-01T00:00:00Z. There is no time of creation. [F172] */
  readonly lastUpdatedTime: number;
  /** Its type. */
  readonly policyType: SubscriptionPolicyType;
  /** The service takes `ALL` where it is left out. [F173] */
  readonly scope?: AccountPolicyScope;
  /** The log groups that it leaves out, which {@link parseSelectionCriteria} reads; absent where it takes them all. */
  readonly selectionCriteria?: string;
  /** The account that has it, twelve digits. */
  readonly accountId?: string;
}

/** Makes the account-level subscription of a Region, or changes the one of that name. */
export interface PutAccountPolicyRequest {
  /** A name that does not begin with `aws/`. An existing policy of this name is replaced. [F175, F178] */
  readonly policyName: string;
  /** The document as JSON text, as {@link subscriptionPolicyDocument} writes it, at most 30,720 characters. [F175, F183] */
  readonly policyDocument: string;
  /** The type: subscriptions. */
  readonly policyType: SubscriptionPolicyType;
  /** The service takes `ALL` where it is left out. [F173] */
  readonly scope?: AccountPolicyScope | undefined;
  /** The log groups to leave out, as {@link selectionCriteria} writes them, at most 25 KB. All are taken where it is left out. */
  readonly selectionCriteria?: string | undefined;
  /** For policies of another type: `true` is refused. [F177] */
  readonly dryRun?: boolean | undefined;
}

/** What `PutAccountPolicy` answers. */
export interface PutAccountPolicyResponse {
  /** The policy as it is now. */
  readonly accountPolicy: AccountPolicy;
}

/** Which account policies to list, a page at a time. There is no `limit`. [F176] */
export interface DescribeAccountPoliciesRequest {
  /** The type: subscriptions. */
  readonly policyType: SubscriptionPolicyType;
  /** Lists only the policy of this name. The service may answer `ResourceNotFoundException` where there is none. [F182] */
  readonly policyName?: string | undefined;
  /** In a monitoring account: the account whose policies to list. One is supported. [F174] */
  readonly accountIdentifiers?: readonly string[] | undefined;
  /** The `nextToken` of the page before; it expires after 24 hours. [F176] */
  readonly nextToken?: string | undefined;
}

/** A page of account policies. */
export interface DescribeAccountPoliciesResponse {
  /** The policies; of subscriptions there is one at most. [F178] */
  readonly accountPolicies: readonly AccountPolicy[];
  /** Absent on the last page. [F46] */
  readonly nextToken?: string;
}

/** The account policy to delete. Subscription filters of log groups stay. [F218] */
export interface DeleteAccountPolicyRequest {
  /** The name of a policy that exists. */
  readonly policyName: string;
  /** The type: subscriptions. */
  readonly policyType: SubscriptionPolicyType;
  /** For policies of another type: `true` is refused. [F177] */
  readonly dryRun?: boolean | undefined;
}

/** A log group's class: which features it has, and what it costs. */
export type LogGroupClass = "STANDARD" | "INFREQUENT_ACCESS" | "DELIVERY" | "ESSENTIALS";

/** A log group. Where the request has a `logGroupNamePattern`, it has `logGroupName`, `creationTime` and `arn` alone. [F274] */
export interface LogGroup {
  /** 1 to 512 of letters, digits and `._-/#`. */
  readonly logGroupName: string;
  /** In milliseconds since 1970-01-01T00:00:00Z. */
  readonly creationTime: number;
  /** The days that log events are kept; absent where they never expire. */
  readonly retentionInDays?: number;
  /** How many metric filters it has. */
  readonly metricFilterCount?: number;
  /** `arn:aws:logs:{region}:{account}:log-group:{name}:*`, as IAM's policies name it. [F153] */
  readonly arn: string;
  /** How many bytes it keeps. */
  readonly storedBytes?: number;
  /** The ARN of the KMS key that encrypts the log events; absent where none was given. */
  readonly kmsKeyId?: string;
  /** Whether the group has a data protection policy; absent where it never had one. */
  readonly dataProtectionStatus?: "ACTIVATED" | "DELETED" | "ARCHIVED" | "DISABLED";
  /** What the account's settings add: `ACCOUNT_DATA_PROTECTION`. */
  readonly inheritedProperties?: readonly string[];
  /** Its class, chosen when it was made. */
  readonly logGroupClass?: LogGroupClass;
  /** `arn` without `:*` at its end, as the operations on tags take it. [F153] */
  readonly logGroupArn?: string;
  /** Whether the group can be deleted only after this is set to `false`. */
  readonly deletionProtectionEnabled?: boolean;
  /** Whether log events may be sent with a bearer token in place of a signature. */
  readonly bearerTokenAuthenticationEnabled?: boolean;
  /** The account's retention policy, whose days `retentionInDays` then has. Absent where none applies. */
  readonly retentionPolicyName?: string;
}

/** Which log groups to list, a page at a time. `{}` asks for the first page of all of them. */
export interface DescribeLogGroupsRequest {
  /** The accounts to list, at most 20, each of 12 digits; for `includeLinkedAccounts`. */
  readonly accountIdentifiers?: readonly string[] | undefined;
  /** Lists only log groups whose names begin with this. Not together with `logGroupNamePattern`. [F275] */
  readonly logGroupNamePrefix?: string | undefined;
  /** Lists only log groups whose names contain this, case-sensitive. [F275] */
  readonly logGroupNamePattern?: string | undefined;
  /** The `nextToken` of the page before; it expires after 24 hours. [F27] */
  readonly nextToken?: string | undefined;
  /** The most log groups on this page, 1 to 50. The service takes 50 where it is left out. [F22] */
  readonly limit?: number | undefined;
  /** In a monitoring account: list the accounts that are linked to it too. The service takes `false` where it is left out. */
  readonly includeLinkedAccounts?: boolean | undefined;
  /** Lists only log groups of this class; each of `INFREQUENT_ACCESS` and `ESSENTIALS` lists both. [F278] */
  readonly logGroupClass?: LogGroupClass | undefined;
  /** Lists only these, 1 to 50: names, or ARNs in a monitoring account. Only `includeLinkedAccounts` goes with it. [F275] */
  readonly logGroupIdentifiers?: readonly string[] | undefined;
}

/** A page of log groups. */
export interface DescribeLogGroupsResponse {
  /** ASCII-sorted by name. [F276] */
  readonly logGroups: readonly LogGroup[];
  /** Absent on the last page. [F46] */
  readonly nextToken?: string;
}

/** The response of an operation that has none. */
export type NoResponse = Readonly<Record<never, never>>;

/** Each operation's request and response. */
export interface Operations {
  /** Makes or changes a destination. */
  PutDestination: { request: PutDestinationRequest; response: PutDestinationResponse };
  /** Lists destinations, a page at a time. */
  DescribeDestinations: { request: DescribeDestinationsRequest; response: DescribeDestinationsResponse };
  /** Deletes a destination. */
  DeleteDestination: { request: DeleteDestinationRequest; response: NoResponse };
  /** Replaces the access policy of a destination. */
  PutDestinationPolicy: { request: PutDestinationPolicyRequest; response: NoResponse };
  /** Reads the tags of a destination. */
  ListTagsForResource: { request: ListTagsForResourceRequest; response: ListTagsForResourceResponse };
  /** Adds tags to a destination. */
  TagResource: { request: TagResourceRequest; response: NoResponse };
  /** Removes tags from a destination. */
  UntagResource: { request: UntagResourceRequest; response: NoResponse };
  /** Makes or changes a subscription filter. */
  PutSubscriptionFilter: { request: PutSubscriptionFilterRequest; response: NoResponse };
  /** Lists the subscription filters of a log group, a page at a time. */
  DescribeSubscriptionFilters: {
    request: DescribeSubscriptionFiltersRequest;
    response: DescribeSubscriptionFiltersResponse;
  };
  /** Deletes a subscription filter. */
  DeleteSubscriptionFilter: { request: DeleteSubscriptionFilterRequest; response: NoResponse };
  /** Makes or changes the account-level subscription of a Region. */
  PutAccountPolicy: { request: PutAccountPolicyRequest; response: PutAccountPolicyResponse };
  /** Lists account policies, a page at a time. */
  DescribeAccountPolicies: { request: DescribeAccountPoliciesRequest; response: DescribeAccountPoliciesResponse };
  /** Deletes an account policy. */
  DeleteAccountPolicy: { request: DeleteAccountPolicyRequest; response: NoResponse };
  /** Lists log groups, a page at a time. */
  DescribeLogGroups: { request: DescribeLogGroupsRequest; response: DescribeLogGroupsResponse };
}

/** The errors that the service's model lists for one operation or another. */
export type ModelledErrorCode =
  | "InvalidOperationException"
  | "InvalidParameterException"
  | "LimitExceededException"
  | "OperationAbortedException"
  | "ResourceNotFoundException"
  | "ServiceUnavailableException"
  | "TooManyTagsException";

/** The name of an operation, as `X-Amz-Target` carries it. */
export type OperationName = keyof Operations;
/** What an operation is sent. */
export type RequestOf<Name extends OperationName> = Operations[Name]["request"];
/** What an operation answers. */
export type ResponseOf<Name extends OperationName> = Operations[Name]["response"];

/** An operation that answers in pages. */
export type PagedOperationName = {
  [Name in OperationName]: "nextToken" extends keyof RequestOf<Name> ? Name : never;
}[OperationName];
/** The response member that holds the items of a page. */
export type ItemsMember<Name extends PagedOperationName> = Exclude<keyof ResponseOf<Name>, "nextToken">;
/** An item of the pages of an operation. */
export type ItemOf<Name extends PagedOperationName> =
  ResponseOf<Name> extends Readonly<Record<ItemsMember<Name>, readonly (infer Item)[]>> ? Item : never;
/** What narrows a listing, the same for each of its pages. */
export type FilterOf<Name extends PagedOperationName> = Omit<RequestOf<Name>, "nextToken" | "limit">;
