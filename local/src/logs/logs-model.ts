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
import { listTagsForResource, tagResource, untagResource } from "./tags.ts";

type OfCore = { readonly [Name in OperationName]: (call: Call, request: RequestOf<Name>) => ResponseOf<Name> };

const ofCore: OfCore = {
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

const throttled: readonly string[] = [
  "PutDestination",
  "DescribeDestinations",
  "DeleteDestination",
  "PutDestinationPolicy",
] satisfies OperationName[];

const onlyHere: Readonly<Record<LogsOnlyHere, ModelledOperation["handle"]>> = {
  CreateLogGroup: createLogGroup,
  DescribeLogGroups: describeLogGroups,
  DeleteLogGroup: deleteLogGroup,
  CreateLogStream: createLogStream,
  DescribeLogStreams: describeLogStreams,
  DeleteLogStream: deleteLogStream,
  PutLogEvents: putLogEvents,
};

function handled(): Record<string, ModelledOperation> {
  const shapes = { ...members, ...operationMembers() };
  const entries = Object.entries({ ...ofCore, ...onlyHere }).map(([name, handle]): [string, ModelledOperation] => [
    name,
    {
      members: shapes[name as keyof typeof shapes],
      unmodelled: unmodelled[name] ?? {},
      throttled: throttled.includes(name),
      handle,
    },
  ]);
  return Object.fromEntries(entries);
}

function operationMembers(): Record<OperationName, ModelledOperation["members"]> {
  const entries = Object.entries(operations).map(([name, { request }]) => [name, request]);
  return Object.fromEntries(entries);
}

export const logs: ServiceModel = {
  targetPrefix: "Logs_20140328",
  signingName: "logs",
  invalid: "InvalidParameterException",
  operations: handled(),
};
