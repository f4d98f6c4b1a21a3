import {
  accountIdPattern,
  accountPolicyNameShape,
  destinationNameShape,
  destinationRequestsPerSecond,
  distributions,
  filterNameShape,
  filterPatternShape,
  logGroupClassShape,
  logGroupNameShape,
  maxAccessPolicyBytes,
  maxAccountPolicyLength,
  maxPageSize,
  maxSelectionCriteriaBytes,
  maxTags,
  taggedArnShape,
  tagKeyShape,
  tagsShape,
} from "../limits.ts";
import {
  accountPoliciesPaging,
  destinationsPaging,
  logGroupsPaging,
  type Paging,
  type PagingOf,
  subscriptionFiltersPaging,
} from "./paging.ts";
import type { Members, Shape } from "./shape.ts";
import type { ModelledErrorCode, OperationName, Operations, PagedOperationName } from "./wire-types.ts";

/** What is known of an operation: a row of the table. */
export interface Operation {
  /** The members of the request, in the order of the model. */
  readonly request: Readonly<Record<string, Shape>>;
  /** The members of the response. */
  readonly response: Readonly<Record<string, Shape>>;
  /**
   * The errors that the service's model lists. Throttling, authorization and signature errors come on top [F26], and
   * ValidationException for roles and ARNs [F87, F98].
   */
  readonly errors: readonly ModelledErrorCode[];
  /** How its pages hang together; absent where it has no pages. */
  readonly paging?: Paging;
  /** The service's quota for each account and Region; absent where none is known. */
  readonly requestsPerSecond?: number;
}

/** The operations by name, each with the shapes that its types ask for. */
export type OperationTable = {
  readonly [Name in OperationName]: Operation & {
    readonly request: Members<Operations[Name]["request"]>;
    readonly response: Members<Operations[Name]["response"]>;
  } & (Name extends PagedOperationName ? { readonly paging: PagingOf<Name> } : { readonly paging?: never });
};

/**
 * The one place where an operation is described. Validation, decoding, the pager and the local service's dispatch and
 * answers all derive from it.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html
 */
export const operations: OperationTable = /* @__PURE__ */ describeOperations();

// A function, so that bundlers can leave the table out where nothing uses it.
function describeOperations(): OperationTable {
  const destinationName = destinationNameShape;
  const filterName = { ...filterNameShape, required: true } as const;
  const logGroupName = { ...logGroupNameShape, required: true } as const;
  const resourceArn = { ...taggedArnShape, required: true } as const;
  const arn = { type: "string", min: 1 } as const;
  const accountId = {
    type: "string",
    min: 12,
    max: 12,
    pattern: accountIdPattern.source,
    inWords: "an account id of 12 digits",
  } as const;
  const logGroupIdentifier = {
    type: "string",
    min: 1,
    max: 2048,
    pattern: "[\\w#+=/:,.@-]*",
    patternInWords: "of letters, digits and _#+=/:,.@-",
  } as const;
  const nextToken = { type: "string", min: 1 } as const;
  const limit = { type: "integer", min: 1, max: maxPageSize } as const;
  const text = { type: "string" } as const;
  const time = { type: "integer", min: 0 } as const;

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

  // A name without characters is refused by inference. [F381]
  const policyName = { ...accountPolicyNameShape, required: true } as const;
  const policyType = {
    type: "string",
    required: true,
    enum: ["SUBSCRIPTION_FILTER_POLICY"],
    inWords: "SUBSCRIPTION_FILTER_POLICY, the type of subscriptions; call() sends policies of other types",
  } as const;

  const accountPolicy = {
    type: "structure",
    required: true,
    members: {
      policyName: { ...text, required: true },
      policyDocument: { ...text, required: true },
      lastUpdatedTime: { ...time, required: true },
      policyType: { ...text, required: true },
      scope: text,
      selectionCriteria: text,
      accountId: text,
    },
  } as const;

  const logGroup = {
    type: "structure",
    members: {
      logGroupName: { ...text, required: true },
      creationTime: { ...time, required: true },
      retentionInDays: { type: "integer" },
      metricFilterCount: { type: "integer" },
      arn: { ...text, required: true },
      storedBytes: { type: "integer", min: 0 },
      kmsKeyId: text,
      dataProtectionStatus: text,
      inheritedProperties: { type: "list", member: text },
      logGroupClass: text,
      logGroupArn: text,
      deletionProtectionEnabled: { type: "boolean" },
      bearerTokenAuthenticationEnabled: { type: "boolean" },
      retentionPolicyName: text,
    },
  } as const;

  const invalidParameter = "InvalidParameterException";
  const unavailable = "ServiceUnavailableException";
  const aborted = "OperationAbortedException";
  const notFound = "ResourceNotFoundException";

  return {
    PutDestination: {
      request: {
        destinationName: { ...destinationName, required: true },
        targetArn: { ...arn, required: true },
        roleArn: { ...arn, required: true },
        tags: tagsShape,
      },
      response: { destination },
      errors: [invalidParameter, aborted, unavailable],
      requestsPerSecond: destinationRequestsPerSecond,
    },
    DescribeDestinations: {
      request: { DestinationNamePrefix: destinationName, nextToken, limit },
      response: { destinations: { type: "list", required: true, member: destination }, nextToken: text },
      errors: [invalidParameter, unavailable],
      paging: destinationsPaging,
      requestsPerSecond: destinationRequestsPerSecond,
    },
    DeleteDestination: {
      request: { destinationName: { ...destinationName, required: true } },
      response: {},
      errors: [invalidParameter, notFound, aborted, unavailable],
      requestsPerSecond: destinationRequestsPerSecond,
    },
    PutDestinationPolicy: {
      request: {
        destinationName: { ...destinationName, required: true },
        accessPolicy: { type: "string", required: true, min: 1, maxBytes: maxAccessPolicyBytes },
        forceUpdate: { type: "boolean" },
      },
      response: {},
      errors: [invalidParameter, aborted, unavailable],
      requestsPerSecond: destinationRequestsPerSecond,
    },
    ListTagsForResource: {
      request: { resourceArn },
      response: { tags: { type: "map", required: true, key: text, value: text } },
      errors: [invalidParameter, notFound, unavailable],
    },
    TagResource: {
      request: { resourceArn, tags: { ...tagsShape, required: true } },
      response: {},
      errors: [invalidParameter, notFound, unavailable, "TooManyTagsException"],
    },
    UntagResource: {
      request: { resourceArn, tagKeys: { type: "list", required: true, min: 0, max: maxTags, member: tagKeyShape } },
      response: {},
      errors: [invalidParameter, notFound, unavailable],
    },
    PutSubscriptionFilter: {
      request: {
        logGroupName,
        filterName,
        filterPattern: { ...filterPatternShape, required: true },
        destinationArn: { ...arn, required: true },
        roleArn: arn,
        distribution: { type: "string", enum: distributions },
        applyOnTransformedLogs: { type: "boolean" },
        fieldSelectionCriteria: { type: "string", max: 2000 },
        emitSystemFields: { type: "list", member: text },
      },
      response: {},
      errors: [invalidParameter, notFound, aborted, unavailable, "LimitExceededException", "InvalidOperationException"],
    },
    DescribeSubscriptionFilters: {
      request: { logGroupName, filterNamePrefix: filterNameShape, nextToken, limit },
      response: { subscriptionFilters: { type: "list", required: true, member: subscriptionFilter }, nextToken: text },
      errors: [invalidParameter, notFound, unavailable],
      paging: subscriptionFiltersPaging,
    },
    DeleteSubscriptionFilter: {
      request: { logGroupName, filterName },
      response: {},
      errors: [invalidParameter, notFound, aborted, unavailable],
    },
    PutAccountPolicy: {
      request: {
        policyName,
        policyDocument: { type: "string", required: true, max: maxAccountPolicyLength, patternInWords: "of JSON text" },
        policyType,
        scope: { type: "string", enum: ["ALL"] },
        selectionCriteria: { type: "string", maxBytes: maxSelectionCriteriaBytes },
        dryRun: { type: "boolean" },
      },
      response: { accountPolicy },
      errors: [invalidParameter, aborted, unavailable, "LimitExceededException"],
    },
    DescribeAccountPolicies: {
      request: {
        policyType,
        policyName: { ...policyName, required: false },
        accountIdentifiers: { type: "list", min: 0, max: 20, member: accountId },
        nextToken,
      },
      response: { accountPolicies: { type: "list", required: true, member: accountPolicy }, nextToken: text },
      errors: [invalidParameter, aborted, notFound, unavailable],
      paging: accountPoliciesPaging,
    },
    DeleteAccountPolicy: {
      request: { policyName, policyType, dryRun: { type: "boolean" } },
      response: {},
      errors: [invalidParameter, notFound, unavailable, aborted],
    },
    DescribeLogGroups: {
      request: {
        accountIdentifiers: { type: "list", min: 0, max: 20, member: accountId },
        logGroupNamePrefix: logGroupNameShape,
        logGroupNamePattern: { ...logGroupNameShape, min: 0, pattern: "[\\.\\-_/#A-Za-z0-9]*" },
        nextToken,
        limit,
        includeLinkedAccounts: { type: "boolean" },
        logGroupClass: logGroupClassShape,
        logGroupIdentifiers: { type: "list", min: 1, max: 50, member: logGroupIdentifier },
      },
      response: { logGroups: { type: "list", required: true, member: logGroup }, nextToken: text },
      errors: [invalidParameter, unavailable],
      paging: logGroupsPaging,
    },
  };
}
