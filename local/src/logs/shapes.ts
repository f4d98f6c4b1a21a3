import type { Shape } from "@log-destinations/core";
import type { Unmodelled } from "../service/operation.ts";

type Members = Readonly<Record<string, Shape>>;

const logGroupName = { type: "string", min: 1, max: 512, pattern: "[\\.\\-_/#A-Za-z0-9]+" } as const;
const logStreamName = { type: "string", min: 1, max: 512, pattern: "[^:*]*" } as const;
const tagKey = { type: "string", min: 1, max: 128, pattern: "([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)" } as const;
const tagValue = { type: "string", max: 256, pattern: "([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)" } as const;
const paging = { nextToken: { type: "string", min: 1 }, limit: { type: "integer", min: 1, max: 50 } } as const;
const stream = {
  logGroupName: { ...logGroupName, required: true },
  logStreamName: { ...logStreamName, required: true },
} as const;

const inputLogEvent = {
  type: "structure",
  members: {
    timestamp: { type: "integer", required: true, min: 0 },
    message: { type: "string", required: true, min: 1 },
  },
} as const;

/**
 * The request members of the operations that are modelled here beside those of the core, as far as they are modelled.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html
 */
export const members: Readonly<Record<LogsOnlyHere, Members>> = {
  CreateLogGroup: {
    logGroupName: { ...logGroupName, required: true },
    tags: { type: "map", min: 1, max: 50, key: tagKey, value: tagValue },
  },
  DescribeLogGroups: { logGroupNamePrefix: logGroupName, ...paging },
  DeleteLogGroup: { logGroupName: { ...logGroupName, required: true } },
  CreateLogStream: stream,
  DescribeLogStreams: {
    logGroupName: { ...logGroupName, required: true },
    logStreamNamePrefix: logStreamName,
    ...paging,
  },
  DeleteLogStream: stream,
  PutLogEvents: {
    ...stream,
    logEvents: { type: "list", required: true, min: 1, max: 10_000, member: inputLogEvent },
  },
};

/** Operations of the service that the core has no methods for. */
export type LogsOnlyHere =
  | "CreateLogGroup"
  | "CreateLogStream"
  | "DeleteLogGroup"
  | "DeleteLogStream"
  | "DescribeLogGroups"
  | "DescribeLogStreams"
  | "PutLogEvents";

/** By operation. */
export const unmodelled: Readonly<Record<string, Unmodelled>> = {
  CreateLogGroup: { kmsKeyId: undefined, logGroupClass: "STANDARD", deletionProtectionEnabled: false },
  DescribeLogGroups: {
    accountIdentifiers: undefined,
    includeLinkedAccounts: false,
    logGroupClass: "STANDARD",
    logGroupIdentifiers: undefined,
    logGroupNamePattern: undefined,
  },
  DescribeLogStreams: { descending: false, logGroupIdentifier: undefined, orderBy: "LogStreamName" },
  PutLogEvents: { entity: undefined },
  PutSubscriptionFilter: {
    applyOnTransformedLogs: false,
    emitSystemFields: undefined,
    fieldSelectionCriteria: undefined,
  },
};
