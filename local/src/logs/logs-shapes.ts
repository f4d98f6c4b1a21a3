import { operations, type Shape } from "@log-destinations/core/service";
import type { Unmodelled } from "../service/service-model.ts";

type Members = Readonly<Record<string, Shape>>;

const { logGroupName, filterName: logStreamName } = operations.PutSubscriptionFilter.request;
const { nextToken, limit } = operations.DescribeDestinations.request;
const paging = { nextToken, limit };
const stream = { logGroupName, logStreamName };

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
    logGroupName,
    tags: operations.PutDestination.request.tags,
  },
  DescribeLogGroups: { logGroupNamePrefix: { ...logGroupName, required: false }, ...paging },
  DeleteLogGroup: { logGroupName },
  CreateLogStream: stream,
  DescribeLogStreams: {
    logGroupName,
    logStreamNamePrefix: { ...logStreamName, required: false },
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
