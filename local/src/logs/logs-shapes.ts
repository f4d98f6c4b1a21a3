import type { OperationName, RequestOf } from "@log-destinations/core";
import { logGroupNameShape, operations, type Shape, tagsShape } from "@log-destinations/core/service";
import type { Unmodelled } from "../service/service-model.ts";

type Members = Readonly<Record<string, Shape>>;

export const logStreamNameShape = {
  type: "string",
  min: 1,
  max: 512,
  pattern: "[^:*]*",
  patternInWords: "without : and *",
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
  | "CreateLogGroup"
  | "CreateLogStream"
  | "DeleteLogGroup"
  | "DeleteLogStream"
  | "DescribeLogStreams"
  | "PutLogEvents";

/**
 * The modelled request members of the operations that the core has no methods for.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html
 */
export const members: Readonly<Record<LogsOnlyHere, Members>> = {
  CreateLogGroup: { logGroupName, tags: tagsShape },
  DeleteLogGroup: { logGroupName },
  CreateLogStream: stream,
  DescribeLogStreams: { logGroupName, logStreamNamePrefix: logStreamNameShape, nextToken, limit },
  DeleteLogStream: stream,
  PutLogEvents: {
    ...stream,
    logEvents: { type: "list", required: true, min: 1, max: 10_000, member: inputLogEvent },
  },
};

/** By operation: members that the service has and that are not modelled. */
export const unmodelled: UnmodelledOfCore & { readonly [Name in LogsOnlyHere]?: Unmodelled } = {
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

type UnmodelledOfCore = {
  readonly [Name in OperationName]?: { readonly [Member in keyof RequestOf<Name>]?: Unmodelled[string] };
};
