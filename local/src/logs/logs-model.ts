import type { OperationName, RequestOf, ResponseOf } from "@log-destinations/core";
import { operations } from "@log-destinations/core/service";
import type { Call } from "../service/call.ts";
import type { ModelledOperation, ServiceModel } from "../service/service-model.ts";
import { deleteAccountPolicy, describeAccountPolicies, putAccountPolicy } from "./account-policies.ts";
import { deleteDestination, describeDestinations, putDestination, putDestinationPolicy } from "./destinations.ts";
import { putLogEvents } from "./log-events.ts";
import {
  associateKmsKey,
  deleteRetentionPolicy,
  disassociateKmsKey,
  putLogGroupDeletionProtection,
  putRetentionPolicy,
} from "./log-group-attributes.ts";
import { createLogGroup, deleteLogGroup, describeLogGroups } from "./log-groups.ts";
import { createLogStream, deleteLogStream, describeLogStreams } from "./log-streams.ts";
import { type LogsOnlyHere, members, unmodelled, wider } from "./logs-shapes.ts";
import { testMetricFilter } from "./metric-filters.ts";
import {
  deleteSubscriptionFilter,
  describeSubscriptionFilters,
  putSubscriptionFilter,
} from "./subscription-filters.ts";
import { listTagsForResource, tagResource, untagResource } from "./tagging.ts";

type HandlersOfCore = { readonly [Name in OperationName]: (call: Call, request: RequestOf<Name>) => ResponseOf<Name> };
/** One of the core's would be carried out in place of the one above. */
type HandlersOnlyHere = {
  readonly [Name in LogsOnlyHere]: Name extends OperationName ? never : ModelledOperation["handle"];
};

const handlersOfCore: HandlersOfCore = {
  PutDestination: putDestination,
  DescribeDestinations: describeDestinations,
  DeleteDestination: deleteDestination,
  PutDestinationPolicy: putDestinationPolicy,
  ListTagsForResource: listTagsForResource,
  TagResource: tagResource,
  UntagResource: untagResource,
  PutSubscriptionFilter: putSubscriptionFilter,
  DescribeSubscriptionFilters: describeSubscriptionFilters,
  DeleteSubscriptionFilter: deleteSubscriptionFilter,
  PutAccountPolicy: putAccountPolicy,
  DescribeAccountPolicies: describeAccountPolicies,
  DeleteAccountPolicy: deleteAccountPolicy,
  DescribeLogGroups: describeLogGroups,
};

const handlersOnlyHere: HandlersOnlyHere = {
  AssociateKmsKey: associateKmsKey,
  DisassociateKmsKey: disassociateKmsKey,
  PutRetentionPolicy: putRetentionPolicy,
  DeleteRetentionPolicy: deleteRetentionPolicy,
  PutLogGroupDeletionProtection: putLogGroupDeletionProtection,
  CreateLogGroup: createLogGroup,
  DeleteLogGroup: deleteLogGroup,
  CreateLogStream: createLogStream,
  DescribeLogStreams: describeLogStreams,
  DeleteLogStream: deleteLogStream,
  PutLogEvents: putLogEvents,
  TestMetricFilter: testMetricFilter,
};

const modelled = [
  ...Object.entries(handlersOfCore).map(([key, handle]): [string, ModelledOperation] => {
    const name = key as OperationName;
    const { request, requestsPerSecond } = operations[name];
    return [
      name,
      { members: { ...request, ...wider[name] }, requestsPerSecond, unmodelled: unmodelled[name] ?? {}, handle },
    ];
  }),
  ...Object.entries(handlersOnlyHere).map(([key, handle]): [string, ModelledOperation] => {
    const name = key as LogsOnlyHere;
    return [name, { members: members[name], unmodelled: unmodelled[name] ?? {}, handle }];
  }),
];

export const logs: ServiceModel = {
  name: "CloudWatch Logs",
  signingName: "logs",
  protocol: { kind: "json", targetPrefix: "Logs_20140328" },
  invalid: "InvalidParameterException",
  operations: Object.fromEntries(modelled),
};
