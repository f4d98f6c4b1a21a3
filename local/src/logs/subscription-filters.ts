import {
  parseArn,
  parseDestinationArn,
  type RequestOf,
  type ResponseOf,
  type SubscriptionFilter,
} from "@log-destinations/core";
import { FilterPatternError, readFilterPattern } from "@log-destinations/core/service";
import { assumable } from "../delivery/health.ts";
import { whyKeptOut } from "../delivery/kept-out.ts";
import { sourceOf } from "../delivery/source.ts";
import { decide, destinationAt } from "../delivery/subscription.ts";
import { parseTarget } from "../delivery/target.ts";
import { sendTestMessage } from "../delivery/test-message.ts";
import { answer } from "../service/answers.ts";
import type { Call } from "../service/call.ts";
import { page } from "../service/listing.ts";
import { existingGroup, groupScope } from "./log-groups.ts";
import { refuseRolePassing } from "./roles.ts";

/** Two until early 2026. [F105] */
const maxFilters = 5;

export function putSubscriptionFilter(
  call: Call,
  request: RequestOf<"PutSubscriptionFilter">,
): ResponseOf<"PutSubscriptionFilter"> {
  const { caller, state, now } = call;
  const { logGroupName, filterName, filterPattern, destinationArn, roleArn, distribution = "ByLogStream" } = request;
  existingGroup(call, logGroupName);
  refusePattern(call, filterPattern);
  const scope = groupScope(call, logGroupName);
  const filters = state.table("subscriptionFilters");
  const existing = filters.get(scope, filterName)?.filter;
  if (!existing && filters.count(scope) >= maxFilters) {
    throw answer("LimitExceededException", "Resource limit exceeded.");
  }
  if (parseDestinationArn(destinationArn)) refuseDestination(call, destinationArn, roleArn);
  else refuseStream(call, destinationArn, roleArn);

  const filter: SubscriptionFilter = {
    applyOnTransformedLogs: false,
    creationTime: existing?.creationTime ?? now,
    destinationArn,
    distribution,
    filterName,
    filterPattern,
    logGroupName,
    ...(roleArn !== undefined && { roleArn }),
  };
  const { principalId } = caller;
  state.put("subscriptionFilters", scope, filterName, { filter, ...(principalId !== undefined && { principalId }) });
  return {};
}

function refusePattern({ world }: Call, pattern: string): void {
  try {
    readFilterPattern(pattern);
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error;
    world.note(`the filter pattern ${JSON.stringify(pattern)} is refused: ${error.message}`);
    throw answer("InvalidParameterException", error.answer);
  }
}

function refuseDestination(call: Call, destinationArn: string, roleArn: string | undefined): void {
  const { caller, state, world } = call;
  const record = destinationAt(call, destinationArn);
  if (!record) throw answer("ResourceNotFoundException", "The specified destination does not exist.");
  const decision = decide(state, record, caller);
  const action = `is not authorized to perform: logs:PutSubscriptionFilter on resource: ${destinationArn}`;
  if (!decision.allowed && decision.reason === "explicit-deny") {
    throw answer(
      "AccessDeniedException",
      `User: ${caller.arn} ${action} with an explicit deny in a resource-based policy`,
    );
  }
  if (!decision.allowed) {
    for (const line of whyKeptOut(state, record, caller.account)) world.note(line);
    throw answer("AccessDeniedException", `User with accountId: ${caller.account} ${action}`);
  }
  if (roleArn === undefined) {
    if (!decision.roleRequired) return;
    const message =
      "Role ARN is required when creating subscription filter against destination with Organization access policy";
    throw answer("InvalidParameterException", message);
  }
  refuseRolePassing(caller, roleArn);
  const { why } = assumable(call, roleArn, caller.account, sourceOf(state, caller));
  if (why === undefined) return;
  world.note(`${roleArn} cannot be assumed: ${why}`);
  const message = "Make sure you have given CloudWatch Logs permission to assume the provided role.";
  throw answer("ValidationException", message);
}

/** A stream of the sender's own, without a destination between. */
function refuseStream(call: Call, targetArn: string, roleArn: string | undefined): void {
  const { caller, state } = call;
  const target = parseTarget(targetArn);
  if (!target) {
    // The words are inferred. [F102]
    const service = parseArn(targetArn)?.service;
    const got =
      service === "lambda" ? "Lambda functions are not modelled by the local service" : "Invalid destinationArn";
    throw answer("InvalidParameterException", got);
  }
  if (roleArn === undefined) {
    const message = `destinationArn for vendor ${target.service} cannot be used without roleArn`;
    throw answer("InvalidParameterException", message);
  }
  refuseRolePassing(caller, roleArn);
  const route = { owner: caller.account, roleArn, targetArn, source: sourceOf(state, caller) };
  sendTestMessage(call, route, streamFailure[target.service]);
}

/** As users report them. [F101] */
const streamFailure = {
  kinesis:
    "Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream is in ACTIVE state.",
  firehose:
    "Could not deliver test message to specified Firehose stream. Check if the given Firehose stream is in ACTIVE state.",
} as const;

export function describeSubscriptionFilters(
  call: Call,
  { logGroupName, filterNamePrefix: prefix, nextToken, limit }: RequestOf<"DescribeSubscriptionFilters">,
): ResponseOf<"DescribeSubscriptionFilters"> {
  existingGroup(call, logGroupName);
  const table = call.state.table("subscriptionFilters");
  const listing = { listing: `filters/${prefix ?? ""}`, prefix, nextToken, limit };
  const { values, token } = page(call, table, groupScope(call, logGroupName), listing);
  return { subscriptionFilters: values.map(({ filter }) => filter), ...token };
}

export function deleteSubscriptionFilter(
  call: Call,
  { logGroupName, filterName }: RequestOf<"DeleteSubscriptionFilter">,
): ResponseOf<"DeleteSubscriptionFilter"> {
  existingGroup(call, logGroupName);
  const scope = groupScope(call, logGroupName);
  if (!call.state.table("subscriptionFilters").get(scope, filterName)) {
    throw answer("ResourceNotFoundException", "The specified subscription filter does not exist.");
  }
  call.state.delete("subscriptionFilters", scope, filterName);
  return {};
}
