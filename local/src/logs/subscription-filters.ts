import type { RequestOf, ResponseOf, SubscriptionFilter } from "@log-destinations/core";
import {
  checkNeighbour,
  keptPattern,
  maxSubscriptionFilters,
  parseFieldSelectionCriteria,
  systemFields,
} from "@log-destinations/core/service";
import { groupScope } from "../addresses/scopes.ts";
import { logGroupsOfPipeline, noteLoop } from "../delivery/loops.ts";
import { streamAt } from "../delivery/subscription.ts";
import type { Call } from "../service/call.ts";
import { listPage } from "../service/list-page.ts";
import { serviceError } from "../service/service-error.ts";
import { existingGroup } from "./existing-group.ts";
import { refuseBroken } from "./refuse-broken.ts";
import { refusePattern } from "./refuse-pattern.ts";
import { refuseTarget } from "./subscription-target.ts";

export function putSubscriptionFilter(
  call: Call,
  request: RequestOf<"PutSubscriptionFilter">,
): ResponseOf<"PutSubscriptionFilter"> {
  const { caller, state, now } = call;
  const { logGroupName, filterName, filterPattern, destinationArn, roleArn } = request;
  const { applyOnTransformedLogs = false, distribution = "ByLogStream" } = request;
  const { emitSystemFields = [], fieldSelectionCriteria = "" } = request;
  const group = existingGroup(call, logGroupName);
  refusePattern(call, filterPattern);
  refuseSystemFields(emitSystemFields, fieldSelectionCriteria);
  refuseBroken(call, checkNeighbour("filtered", group));
  const scope = groupScope(call.caller, logGroupName);
  const filters = state.table("subscriptionFilters");
  const existing = filters.get(scope, filterName)?.filter;
  if (!existing && filters.count(scope) >= maxSubscriptionFilters) {
    throw serviceError("LimitExceededException", "Resource limit exceeded.");
  }
  refuseTarget(call, { destinationArn, roleArn, logGroup: logGroupName });

  const target = streamAt(call, destinationArn);
  if (target && logGroupsOfPipeline(call, target).includes(logGroupName)) {
    noteLoop(call, target, { subscription: `the filter ${filterName}`, logGroup: logGroupName });
  }
  if (applyOnTransformedLogs) noteOriginals(call, filterName);

  const filter: SubscriptionFilter = {
    applyOnTransformedLogs,
    creationTime: existing?.creationTime ?? now,
    destinationArn,
    distribution,
    filterName,
    filterPattern: keptPattern(filterPattern),
    logGroupName,
    ...(roleArn !== undefined && { roleArn }),
    ...(emitSystemFields.length > 0 && { emitSystemFields }),
    ...(fieldSelectionCriteria !== "" && { fieldSelectionCriteria }),
  };
  const { principalId } = caller;
  state.put("subscriptionFilters", scope, filterName, { filter, ...(principalId !== undefined && { principalId }) });
  return {};
}

/** The words of both answers are inferred. [F395, F397] */
function refuseSystemFields(emitSystemFields: readonly string[], criteria: string): void {
  const unknown = emitSystemFields.find((name) => !(systemFields as readonly string[]).includes(name));
  if (unknown !== undefined) {
    throw serviceError("InvalidParameterException", `The system field ${JSON.stringify(unknown)} is invalid.`);
  }
  if (criteria !== "" && !parseFieldSelectionCriteria(criteria)) {
    throw serviceError("InvalidParameterException", "The provided fieldSelectionCriteria string is invalid.");
  }
}

/** What the service says about a log group without a transformer is not known. [F348] */
function noteOriginals({ settings }: Call, filterName: string): void {
  settings.note(
    `the filter ${JSON.stringify(filterName)} has applyOnTransformedLogs, and no log group has a transformer here: it is ` +
      "applied on the log events as they were put [LD3317]",
  );
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
