import {
  parseArn,
  parseDestinationArn,
  type RequestOf,
  type ResponseOf,
  type SubscriptionFilter,
} from "@log-destinations/core";
import {
  checkNeighbour,
  FilterPatternError,
  maxSubscriptionFilters,
  parseStreamArn,
  readFilterPattern,
  streamNeedsRole,
  undeliverableTexts,
} from "@log-destinations/core/service";
import { groupScope } from "../addresses/scopes.ts";
import { denialHints } from "../delivery/denial-hints.ts";
import { checkRole } from "../delivery/route.ts";
import { decideSubscription, destinationAt } from "../delivery/subscription.ts";
import { sendTestMessage } from "../delivery/test-message.ts";
import { trustSource } from "../iam/trust-source.ts";
import type { Call } from "../service/call.ts";
import { listPage } from "../service/list-page.ts";
import { serviceError } from "../service/service-error.ts";
import { existingGroup } from "./existing-group.ts";
import { refuseRolePassing } from "./pass-role.ts";
import { refuseBroken } from "./refuse-broken.ts";

export function putSubscriptionFilter(
  call: Call,
  request: RequestOf<"PutSubscriptionFilter">,
): ResponseOf<"PutSubscriptionFilter"> {
  const { caller, state, now } = call;
  const { logGroupName, filterName, filterPattern, destinationArn, roleArn } = request;
  const { applyOnTransformedLogs = false, distribution = "ByLogStream" } = request;
  const group = existingGroup(call, logGroupName);
  refusePattern(call, filterPattern);
  refuseBroken(call, checkNeighbour("filtered", group));
  const scope = groupScope(call.caller, logGroupName);
  const filters = state.table("subscriptionFilters");
  const existing = filters.get(scope, filterName)?.filter;
  if (!existing && filters.count(scope) >= maxSubscriptionFilters) {
    throw serviceError("LimitExceededException", "Resource limit exceeded.");
  }
  if (parseDestinationArn(destinationArn)) refuseDestination(call, destinationArn, roleArn);
  else refuseStream(call, destinationArn, roleArn);

  if (applyOnTransformedLogs) noteOriginals(call, filterName);

  const filter: SubscriptionFilter = {
    applyOnTransformedLogs,
    creationTime: existing?.creationTime ?? now,
    destinationArn,
    distribution,
    filterName,
    // Blanks alone are kept as the empty pattern. [F352]
    filterPattern: filterPattern.trim() === "" ? "" : filterPattern,
    logGroupName,
    ...(roleArn !== undefined && { roleArn }),
  };
  const { principalId } = caller;
  state.put("subscriptionFilters", scope, filterName, { filter, ...(principalId !== undefined && { principalId }) });
  return {};
}

/** What the service says about a log group without a transformer is not known. [F348] */
function noteOriginals({ settings }: Call, filterName: string): void {
  settings.note(
    `the filter ${JSON.stringify(filterName)} has applyOnTransformedLogs, and no log group has a transformer here: it is ` +
      "applied on the log events as they were put [LD3317]",
  );
}

function refusePattern({ settings }: Call, pattern: string): void {
  try {
    readFilterPattern(pattern);
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error;
    settings.note(`the filter pattern ${JSON.stringify(pattern)} is refused: ${error.message}`);
    throw serviceError("InvalidParameterException", error.answer);
  }
}

function refuseDestination(call: Call, destinationArn: string, roleArn: string | undefined): void {
  const { caller, state, settings } = call;
  const record = destinationAt(call, destinationArn);
  if (!record) throw serviceError("ResourceNotFoundException", "The specified destination does not exist.");
  const decision = decideSubscription(state, record, caller);
  const action = `is not authorized to perform: logs:PutSubscriptionFilter on resource: ${destinationArn}`;
  if (!decision.allowed && decision.reason === "explicit-deny") {
    throw serviceError(
      "AccessDeniedException",
      `User: ${caller.arn} ${action} with an explicit deny in a resource-based policy`,
    );
  }
  if (!decision.allowed) {
    for (const line of denialHints(state, record, caller.account)) settings.note(line);
    throw serviceError("AccessDeniedException", `User with accountId: ${caller.account} ${action}`);
  }
  if (roleArn === undefined) {
    if (!decision.roleRequired) return;
    const message =
      "Role ARN is required when creating subscription filter against destination with Organization access policy";
    throw serviceError("InvalidParameterException", message);
  }
  refuseRolePassing(caller, roleArn);
  const { why } = checkRole(call, roleArn, caller.account, trustSource(state, caller));
  if (why === undefined) return;
  settings.note(`${roleArn} cannot be assumed: ${why}`);
  const message = "Make sure you have given CloudWatch Logs permission to assume the provided role.";
  throw serviceError("ValidationException", message);
}

/** Checks a stream as a direct target, without a destination; it belongs to the sender. */
function refuseStream(call: Call, targetArn: string, roleArn: string | undefined): void {
  const { caller, state } = call;
  const target = parseStreamArn(targetArn);
  if (!target) {
    // The words are inferred. [F102]
    const service = parseArn(targetArn)?.service;
    const got =
      service === "lambda"
        ? "Lambda functions are not modelled by the local service [LD3303]"
        : "Invalid destinationArn";
    throw serviceError("InvalidParameterException", got);
  }
  if (roleArn === undefined) throw serviceError("InvalidParameterException", streamNeedsRole(target.service));
  refuseRolePassing(caller, roleArn);
  const route = { owner: caller.account, roleArn, targetArn, source: trustSource(state, caller) };
  sendTestMessage(call, route, undeliverableTexts[target.service]);
}

export function describeSubscriptionFilters(
  call: Call,
  { logGroupName, filterNamePrefix: prefix, nextToken, limit }: RequestOf<"DescribeSubscriptionFilters">,
): ResponseOf<"DescribeSubscriptionFilters"> {
  existingGroup(call, logGroupName);
  const table = call.state.table("subscriptionFilters");
  const listing = { listing: `filters/${prefix ?? ""}`, prefix, nextToken, limit };
  const { values, token } = listPage(call, table, groupScope(call.caller, logGroupName), listing);
  return { subscriptionFilters: values.map(({ filter }) => filter), ...token };
}

export function deleteSubscriptionFilter(
  call: Call,
  { logGroupName, filterName }: RequestOf<"DeleteSubscriptionFilter">,
): ResponseOf<"DeleteSubscriptionFilter"> {
  existingGroup(call, logGroupName);
  const scope = groupScope(call.caller, logGroupName);
  if (!call.state.table("subscriptionFilters").get(scope, filterName)) {
    throw serviceError("ResourceNotFoundException", "The specified subscription filter does not exist.");
  }
  call.state.delete("subscriptionFilters", scope, filterName);
  return {};
}
