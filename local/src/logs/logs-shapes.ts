import type { OperationName, RequestOf } from "@log-destinations/core";
import {
  accountPolicyTypes,
  filterPatternShape,
  logGroupClassShape,
  logGroupNameShape,
  operations,
  type Shape,
  tagsShape,
} from "@log-destinations/core/service";
import type { Unmodelled } from "../service/service-model.ts";

type Members = Readonly<Record<string, Shape>>;

export const logStreamNameShape = {
  type: "string",
  min: 1,
  max: 512,
  pattern: "[^:*]*",
  patternInWords: "without : and *",
} as const;

export const retentionShape = { type: "integer", min: 1, max: 3653 } as const;

const kmsKeyId = { type: "string", max: 256 } as const;
const resourceIdentifier = {
  type: "string",
  min: 1,
  max: 2048,
  pattern: "[\\w+=/:,.@\\-*]*",
  patternInWords: "of letters, digits and _+=/:,.@-*",
} as const;
const logGroupIdentifier = {
  type: "string",
  min: 1,
  max: 2048,
  pattern: "[\\w#+=/:,.@-]*",
  patternInWords: "of letters, digits and _#+=/:,.@-",
  required: true,
} as const;

const logGroupName = { ...logGroupNameShape, required: true } as const;
const logStreamName = { ...logStreamNameShape, required: true } as const;
const { nextToken, limit } = operations.DescribeDestinations.request;
const stream = { logGroupName, logStreamName };

const inputLogEvent = {
  type: "structure",
  members: {
    timestamp: { type: "integer", required: true, min: 0 },
    message: { type: "string", required: true, min: 1 },
  },
} as const;

/** Operations of the service that are modelled here and that the core has no methods for. */
export type LogsOnlyHere =
  | "AssociateKmsKey"
  | "CreateLogGroup"
  | "CreateLogStream"
  | "DeleteLogGroup"
  | "DeleteLogStream"
  | "DeleteRetentionPolicy"
  | "DescribeLogStreams"
  | "DisassociateKmsKey"
  | "PutLogEvents"
  | "PutLogGroupDeletionProtection"
  | "PutRetentionPolicy"
  | "TestMetricFilter";

/**
 * The modelled request members of the operations that the core has no methods for.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html
 */
export const members: Readonly<Record<LogsOnlyHere, Members>> = {
  AssociateKmsKey: { logGroupName: logGroupNameShape, kmsKeyId: { ...kmsKeyId, required: true }, resourceIdentifier },
  CreateLogGroup: {
    logGroupName,
    kmsKeyId,
    tags: tagsShape,
    logGroupClass: logGroupClassShape,
    deletionProtectionEnabled: { type: "boolean" },
  },
  DeleteLogGroup: { logGroupName },
  DeleteRetentionPolicy: { logGroupName },
  DisassociateKmsKey: { logGroupName: logGroupNameShape, resourceIdentifier },
  PutLogGroupDeletionProtection: {
    logGroupIdentifier,
    deletionProtectionEnabled: { type: "boolean", required: true },
  },
  PutRetentionPolicy: { logGroupName, retentionInDays: { type: "integer", required: true } },
  CreateLogStream: stream,
  DescribeLogStreams: { logGroupName, logStreamNamePrefix: logStreamNameShape, nextToken, limit },
  DeleteLogStream: stream,
  PutLogEvents: {
    ...stream,
    logEvents: { type: "list", required: true, min: 1, max: 10_000, member: inputLogEvent },
  },
  TestMetricFilter: {
    filterPattern: { ...filterPatternShape, required: true },
    logEventMessages: { type: "list", required: true, min: 1, max: 50, member: { type: "string", min: 1 } },
  },
};

const policyType = { type: "string", required: true, enum: accountPolicyTypes } as const;

/** By operation of the core: members of which the service takes more values than the core does. */
export const wider: { readonly [Name in OperationName]?: Members } = {
  PutAccountPolicy: { policyType },
  DescribeAccountPolicies: { policyType },
  DeleteAccountPolicy: { policyType },
};

/** By operation: members that the service has and that are not modelled. */
export const unmodelled: UnmodelledOfCore & { readonly [Name in LogsOnlyHere]?: Unmodelled } = {
  DescribeAccountPolicies: { accountIdentifiers: undefined },
  DescribeLogGroups: {
    accountIdentifiers: undefined,
    includeLinkedAccounts: false,
    logGroupIdentifiers: undefined,
    logGroupNamePattern: undefined,
  },
  DescribeLogStreams: { descending: false, logGroupIdentifier: undefined, orderBy: "LogStreamName" },
  PutLogEvents: { entity: undefined },
};

type UnmodelledOfCore = {
  readonly [Name in OperationName]?: { readonly [Member in keyof RequestOf<Name>]?: Unmodelled[string] };
};
