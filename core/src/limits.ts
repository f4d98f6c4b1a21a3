import type { MapShape } from "./operations/shape.ts";

/**
 * The service's limits for names, tags, documents and calls. Each is written here alone.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */

/** A destination's name. [F21] */
export const destinationNameShape = {
  type: "string",
  min: 1,
  max: 512,
  pattern: "[^:*]*",
  patternInWords: "without : and *",
} as const;

/** A subscription filter's name. [F92] */
export const filterNameShape = {
  type: "string",
  min: 1,
  max: 512,
  pattern: "[^:*]*",
  patternInWords: "without : and *",
} as const;

/** The name of a role of IAM, unique in its account whatever the case of its letters is. [F405] */
export const roleNameShape = {
  type: "string",
  min: 1,
  max: 64,
  pattern: "[\\w+=,.@-]+",
  patternInWords: "of letters, digits and +=,.@_-",
} as const;

/** The path of a role of IAM. [F406] */
export const rolePathShape = {
  type: "string",
  min: 1,
  max: 512,
  pattern: "/|/[!-~]+/",
  patternInWords: "that begin and end in /, without spaces",
} as const;

/** The name of a log group. */
export const logGroupNameShape = {
  type: "string",
  min: 1,
  max: 512,
  pattern: "[\\.\\-_/#A-Za-z0-9]+",
  patternInWords: "of letters, digits and ._-/#",
} as const;

/** The class of a log group. [F272] */
export const logGroupClassShape = {
  type: "string",
  enum: ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY", "ESSENTIALS"],
} as const;

/** The name of a stream, as Kinesis takes it. */
export const streamNameShape = {
  type: "string",
  min: 1,
  max: 128,
  pattern: "[a-zA-Z0-9_.-]+",
  patternInWords: "of letters, digits and _.-",
} as const;

/** The name of a Firehose stream, where one is made. In an ARN the longer names of Kinesis pass too. [F412] */
export const deliveryStreamNameShape = {
  type: "string",
  min: 1,
  max: 64,
  pattern: "[a-zA-Z0-9_.-]+",
  patternInWords: "of letters, digits and _.-",
} as const;

/** The name of a bucket. [F412] */
export const bucketNameShape = {
  type: "string",
  min: 3,
  max: 63,
  pattern: "[a-z0-9][a-z0-9.\\-]*[a-z0-9]",
  patternInWords: "of small letters, digits, . and -, a letter or digit first and last",
} as const;

/** The full name of an SSM parameter. With a `/` in it, it begins with one. [F418] */
export const parameterNameShape = {
  type: "string",
  min: 1,
  max: 1011,
  pattern: "([a-zA-Z0-9_.\\-]+|(/[a-zA-Z0-9_.\\-]+)+)",
  patternInWords: "of letters, digits and _.-, or levels of these that each begin with /",
} as const;

/** The seconds and MiB for which Firehose buffers before it writes an object to a bucket. [F347, F413] */
export const deliveryBuffering = {
  interval: { type: "integer", min: 0, max: 900 },
  size: { type: "integer", min: 1, max: 128 },
} as const;

/** An ARN that tags are read and changed by. It may hold fewer characters than a destination's name. [F90] */
export const taggedArnShape = {
  type: "string",
  min: 1,
  max: 1011,
  pattern: "[\\w+=/:,.@-]*",
  patternInWords: "of letters, digits and _+=/:,.@-",
} as const;

/** The name of an account policy. Those that begin with `aws/`, in any case, are of AWS alone. [F178] */
export const accountPolicyNameShape = { type: "string", min: 1, reservedPrefix: "aws/" } as const;

/** The key of a tag. Those that begin with `aws:` are set and removed by AWS alone. [F25, F271] */
export const tagKeyShape = {
  type: "string",
  min: 1,
  max: 128,
  pattern: "([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)",
  patternInWords: "of letters, digits, spaces and _.:/=+-@",
  reservedPrefix: "aws:",
} as const;

/** The value of a tag. */
export const tagValueShape = {
  type: "string",
  max: 256,
  pattern: "([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)",
  patternInWords: "of letters, digits, spaces and _.:/=+-@",
} as const;

/** The most tags of one resource. [F24] */
export const maxTags = 50;

/** The tags of a request. */
export const tagsShape: MapShape & { readonly required?: false } = {
  type: "map",
  min: 1,
  max: maxTags,
  key: tagKeyShape,
  value: tagValueShape,
};

/** A filter pattern. What it may say is read by `readFilterPattern`. */
export const filterPatternShape = { type: "string", max: 1024 } as const;

/** How a Kinesis stream's shard is chosen. [F92, F186] */
export const distributions = ["Random", "ByLogStream"] as const;

/** The most subscription filters of one log group. It was two until early 2026. [F105] */
export const maxSubscriptionFilters = 5;

/** The most bytes that `PutDestinationPolicy` takes, counted as UTF-8. [F23] */
export const maxAccessPolicyBytes = 5120;

/** The most characters of a role's trust policy that IAM takes without a raised quota. [F126] */
export const maxTrustPolicyLength = 2048;

/** The most characters that IAM takes in all inline policies of a role, white space not counted. [F383] */
export const maxInlineRolePolicyLength = 10_240;

/** The days for which log events can be kept, other than for ever. [F321] */
export const retentionDays: readonly number[] = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

/** The types of account policies, of which core has the one of subscriptions. [F173] */
export const accountPolicyTypes = [
  "DATA_PROTECTION_POLICY",
  "SUBSCRIPTION_FILTER_POLICY",
  "FIELD_INDEX_POLICY",
  "TRANSFORMER_POLICY",
  "METRIC_EXTRACTION_POLICY",
  "RETENTION_POLICY",
] as const;

/** The most characters of an account policy's document. [F175] */
export const maxAccountPolicyLength = 30_720;

/** The most bytes of an account policy's selection criteria, counted as UTF-8: 25 KB. [F175] */
export const maxSelectionCriteriaBytes = 25_600;

/** The most items on one page. [F22] */
export const maxPageSize = 50;

/** Calls in a second of one operation on destinations, for each account and Region. It cannot be raised. [F11] */
export const destinationRequestsPerSecond = 5;

/** The form of an AWS account id. */
export const accountIdPattern: RegExp = /^\d{12}$/;

/** The form of a Region's name. An Availability Zone, `eu-west-1a`, is none. */
export const regionPattern: RegExp = /^[a-z]+(-[a-z]+)+-\d+$/;

/** The form of an AWS Organizations id. [F76] */
export const organizationIdPattern: RegExp = /^o-[a-z0-9]{10,32}$/;

/** The form of a value of `aws:PrincipalOrgPaths`: organization, root, units, then `/`, `/*` or `/ou-*`. [F76, F77] */
export const organizationPathPattern: RegExp =
  /^o-[a-z0-9]{10,32}\/(\*|r-[a-z0-9]{4,32}\/(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}\/)*(ou-\*|\*)?)$/;
