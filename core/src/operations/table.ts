import { maxAccessPolicyBytes } from "../policy/limits.ts";
import { destinationsPaging, type Paging, subscriptionFiltersPaging } from "./paging.ts";
import type { OperationName, Operations } from "./shapes.ts";

/**
 * The one place where an operation is described. Validation, decoding, the pager and the local service's dispatch and
 * answers all derive from it.
 */

export interface StringShape {
  readonly type: "string";
  readonly required?: boolean;
  /** The fewest characters. */
  readonly min?: number;
  /** The most characters. */
  readonly max?: number;
  /** The most bytes as UTF-8, where the service counts these. */
  readonly maxBytes?: number;
  /** A regular expression that the whole value matches, as the service spells it. */
  readonly pattern?: string;
  /** What the pattern asks for, for a person: `without : and *`. @default the pattern itself is shown */
  readonly patternInWords?: string;
  readonly enum?: readonly string[];
}

export interface IntegerShape {
  readonly type: "integer";
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
}

export interface BooleanShape {
  readonly type: "boolean";
  readonly required?: boolean;
}

export interface MapShape {
  readonly type: "map";
  readonly required?: boolean;
  /** The fewest entries. */
  readonly min?: number;
  /** The most entries. */
  readonly max?: number;
  readonly key: StringShape;
  readonly value: StringShape;
}

export interface ListShape {
  readonly type: "list";
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly member: Shape;
}

export interface StructureShape {
  readonly type: "structure";
  readonly required?: boolean;
  readonly members: Readonly<Record<string, Shape>>;
}

/** What a member may hold. */
export type Shape = StringShape | IntegerShape | BooleanShape | MapShape | ListShape | StructureShape;

/** A shape for every member of `T`, required exactly where the type says so. */
export type Members<T> = {
  readonly [Name in keyof T]-?: Shape & { readonly required?: object extends Pick<T, Name> ? false : true };
};

export interface Operation {
  readonly request: Readonly<Record<string, Shape>>;
  readonly response: Readonly<Record<string, Shape>>;
  /** The errors that the service's model lists; throttling, authorization and signature errors come on top. */
  readonly errors: readonly string[];
  readonly paging?: Paging;
}

export type OperationTable = {
  readonly [Name in OperationName]: Operation & {
    readonly request: Members<Operations[Name]["request"]>;
    readonly response: Members<Operations[Name]["response"]>;
  };
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html */
export const operations: OperationTable = /* @__PURE__ */ describeOperations();

// A function, so that bundlers can leave the table out where nothing uses it.
function describeOperations(): OperationTable {
  const name = { type: "string", min: 1, max: 512, pattern: "[^:*]*", patternInWords: "without : and *" } as const;
  const arn = { type: "string", min: 1 } as const;
  const nextToken = { type: "string", min: 1 } as const;
  const limit = { type: "integer", min: 1, max: 50 } as const;
  const logGroupName = {
    type: "string",
    required: true,
    min: 1,
    max: 512,
    pattern: "[\\.\\-_/#A-Za-z0-9]+",
    patternInWords: "of letters, digits and ._-/#",
  } as const;
  const text = { type: "string" } as const;
  const time = { type: "integer", min: 0 } as const;
  const tagText = { type: "string", patternInWords: "of letters, digits, spaces and _.:/=+-@" } as const;
  const tagKey = { ...tagText, min: 1, max: 128, pattern: "([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)" } as const;
  const tagValue = { ...tagText, max: 256, pattern: "([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)" } as const;
  const tags = { type: "map", min: 1, max: 50, key: tagKey, value: tagValue } as const;
  const resourceArn = {
    type: "string",
    required: true,
    min: 1,
    max: 1011,
    pattern: "[\\w+=/:,.@-]*",
    patternInWords: "of letters, digits and _+=/:,.@-",
  } as const;

  const destination = {
    type: "structure",
    required: true,
    members: {
      destinationName: { ...text, required: true },
      targetArn: { ...text, required: true },
      roleArn: { ...text, required: true },
      accessPolicy: text,
      arn: { ...text, required: true },
      creationTime: { ...time, required: true },
    },
  } as const;

  const subscriptionFilter = {
    type: "structure",
    members: {
      filterName: { ...text, required: true },
      logGroupName: { ...text, required: true },
      filterPattern: { ...text, required: true },
      destinationArn: { ...text, required: true },
      roleArn: text,
      distribution: { ...text, required: true },
      applyOnTransformedLogs: { type: "boolean" },
      fieldSelectionCriteria: text,
      emitSystemFields: { type: "list", member: text },
      creationTime: { ...time, required: true },
    },
  } as const;

  const invalidParameter = "InvalidParameterException";
  const unavailable = "ServiceUnavailableException";
  const aborted = "OperationAbortedException";
  const notFound = "ResourceNotFoundException";
  const validation = "ValidationException";

  return {
    PutDestination: {
      request: {
        destinationName: { ...name, required: true },
        targetArn: { ...arn, required: true },
        roleArn: { ...arn, required: true },
        tags,
      },
      response: { destination },
      errors: [invalidParameter, aborted, unavailable],
    },
    DescribeDestinations: {
      request: { DestinationNamePrefix: name, nextToken, limit },
      response: { destinations: { type: "list", required: true, member: destination }, nextToken: text },
      errors: [invalidParameter, unavailable],
      paging: destinationsPaging,
    },
    DeleteDestination: {
      request: { destinationName: { ...name, required: true } },
      response: {},
      errors: [invalidParameter, notFound, aborted, unavailable],
    },
    PutDestinationPolicy: {
      request: {
        destinationName: { ...name, required: true },
        accessPolicy: { type: "string", required: true, min: 1, maxBytes: maxAccessPolicyBytes },
        forceUpdate: { type: "boolean" },
      },
      response: {},
      errors: [invalidParameter, aborted, unavailable],
    },
    ListTagsForResource: {
      request: { resourceArn },
      response: { tags: { type: "map", required: true, key: text, value: text } },
      errors: [invalidParameter, notFound, unavailable],
    },
    TagResource: {
      request: { resourceArn, tags: { ...tags, required: true } },
      response: {},
      errors: [invalidParameter, notFound, unavailable, "TooManyTagsException"],
    },
    UntagResource: {
      request: { resourceArn, tagKeys: { type: "list", required: true, min: 0, max: 50, member: tagKey } },
      response: {},
      errors: [invalidParameter, notFound, unavailable],
    },
    PutSubscriptionFilter: {
      request: {
        logGroupName,
        filterName: { ...name, required: true },
        filterPattern: { type: "string", required: true, max: 1024 },
        destinationArn: { ...arn, required: true },
        roleArn: arn,
        distribution: { type: "string", enum: ["Random", "ByLogStream"] },
        applyOnTransformedLogs: { type: "boolean" },
        fieldSelectionCriteria: { type: "string", max: 2000 },
        emitSystemFields: { type: "list", member: text },
      },
      response: {},
      errors: [invalidParameter, notFound, aborted, unavailable, "LimitExceededException", validation],
    },
    DescribeSubscriptionFilters: {
      request: { logGroupName, filterNamePrefix: name, nextToken, limit },
      response: { subscriptionFilters: { type: "list", required: true, member: subscriptionFilter }, nextToken: text },
      errors: [invalidParameter, notFound, unavailable],
      paging: subscriptionFiltersPaging,
    },
    DeleteSubscriptionFilter: {
      request: { logGroupName, filterName: { ...name, required: true } },
      response: {},
      errors: [invalidParameter, notFound, aborted, unavailable],
    },
  };
}
