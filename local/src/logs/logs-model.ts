import type { OperationName, RequestOf, ResponseOf } from "@log-destinations/core";
import { operations } from "@log-destinations/core/service";
import type { Call } from "../service/call.ts";
import type { ModelledOperation, ServiceModel } from "../service/service-model.ts";
import { deleteDestination, describeDestinations, putDestination, putDestinationPolicy } from "./destinations.ts";
import { putLogEvents } from "./log-events.ts";
import { createLogGroup, deleteLogGroup, describeLogGroups } from "./log-groups.ts";
import { createLogStream, deleteLogStream, describeLogStreams } from "./log-streams.ts";
import { type LogsOnlyHere, members, unmodelled } from "./logs-shapes.ts";
import {
  deleteSubscriptionFilter,
  describeSubscriptionFilters,
  putSubscriptionFilter,
} from "./subscription-filters.ts";
import { listTagsForResource, tagResource, untagResource } from "./tagging.ts";

type HandlersOfCore = { readonly [Name in OperationName]: (call: Call, request: RequestOf<Name>) => ResponseOf<Name> };

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
};

const handlersOnlyHere: Readonly<Record<LogsOnlyHere, ModelledOperation["handle"]>> = {
  CreateLogGroup: createLogGroup,
  DescribeLogGroups: describeLogGroups,
  DeleteLogGroup: deleteLogGroup,
  CreateLogStream: createLogStream,
  DescribeLogStreams: describeLogStreams,
  DeleteLogStream: deleteLogStream,
  PutLogEvents: putLogEvents,
};

const modelled = [
  ...Object.entries(handlersOfCore).map(([name, handle]): [string, ModelledOperation] => {
    const { request, requestsPerSecond } = operations[name as OperationName];
    return [name, { members: request, requestsPerSecond, unmodelled: unmodelled[name] ?? {}, handle }];
  }),
  ...Object.entries(handlersOnlyHere).map(([name, handle]): [string, ModelledOperation] => [
    name,
    { members: members[name as LogsOnlyHere], unmodelled: unmodelled[name] ?? {}, handle },
  ]),
];

export const logs: ServiceModel = {
  targetPrefix: "Logs_20140328",
  signingName: "logs",
  invalid: "InvalidParameterException",
  operations: Object.fromEntries(modelled),
};
