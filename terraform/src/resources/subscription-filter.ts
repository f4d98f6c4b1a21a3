import { crc32 } from "node:zlib";
import { type Distribution, isLogsError, type SubscriptionFilter } from "@log-destinations/core";
import { filterNameShape, filterPatternShape, operations } from "@log-destinations/core/service";
import type { ApplyContext, ResourceContext } from "../context.ts";
import { optionalText, text } from "../protocol/attributes.ts";
import type { Value, Values } from "../protocol/types.ts";
import { oneOf, validArn, withinLimit } from "../resource-type/checks.ts";
import { refuseImportId } from "../resource-type/import-id.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";

export const subscriptionFilter: ResourceType = {
  displayName: "CloudWatch Logs Subscription Filter",
  nameAttribute: "name",
  verb: "putting",
  modelled: [
    "name",
    "log_group_name",
    "destination_arn",
    "filter_pattern",
    "role_arn",
    "distribution",
    "apply_on_transformed_logs",
    "emit_system_fields",
  ],
  requiresReplace: ["name", "log_group_name", "destination_arn"],
  defaults: { distribution: "ByLogStream" },
  checks: {
    name: withinLimit(filterNameShape),
    destination_arn: validArn,
    role_arn: validArn,
    filter_pattern: withinLimit(filterPatternShape),
    distribution: withinLimit(operations.PutSubscriptionFilter.request.distribution),
    emit_system_fields: oneOf("@aws.account", "@aws.region"),
  },

  create: putFilter,

  async read(context, state) {
    const found = await findFilter(context, addressOf(state));
    if (!found) return undefined;
    return {
      id: idOf(found.logGroupName),
      apply_on_transformed_logs: found.applyOnTransformedLogs ?? false,
      destination_arn: found.destinationArn,
      distribution: found.distribution,
      emit_system_fields: found.emitSystemFields ?? (isEmpty(state.emit_system_fields) ? [] : null),
      filter_pattern: found.filterPattern,
      role_arn: found.roleArn ?? "",
    };
  },

  update: putFilter,

  async delete({ api, signal }, state) {
    try {
      await api.deleteSubscriptionFilter(addressOf(state), { signal });
    } catch (error) {
      if (!isLogsError(error, "ResourceNotFoundException")) throw error;
    }
  },

  import(_, id) {
    const [logGroupName, name] = id.split("|");
    if (!logGroupName || !name) refuseImportId(id, "LOG_GROUP_NAME|FILTER_NAME");
    return { id: idOf(logGroupName), log_group_name: logGroupName, name };
  },
};

function isEmpty(value: Value | undefined): boolean {
  return Array.isArray(value) && value.length === 0;
}

async function findFilter(
  { api, signal }: ResourceContext,
  { logGroupName, filterName }: ReturnType<typeof addressOf>,
): Promise<SubscriptionFilter | undefined> {
  try {
    const request = { logGroupName, filterNamePrefix: filterName, limit: 1 };
    // Of all names with this prefix, the name itself is listed first.
    const [first] = (await api.describeSubscriptionFilters(request, { signal })).subscriptionFilters;
    return first?.filterName === filterName ? first : undefined;
  } catch (error) {
    // The log group is gone, and its filters with it.
    if (isLogsError(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

function addressOf(values: Values): { logGroupName: string; filterName: string } {
  return { logGroupName: text(values, "log_group_name"), filterName: text(values, "name") };
}

async function putFilter(context: ApplyContext, planned: Values): Promise<Values> {
  const { api, apply, signal } = context;
  const roleArn = optionalText(planned, "role_arn");
  // Unknown where it was never given.
  const applyOnTransformedLogs = planned.apply_on_transformed_logs === true;
  const emitSystemFields = (planned.emit_system_fields ?? []) as readonly string[];
  const request = {
    ...addressOf(planned),
    filterPattern: text(planned, "filter_pattern"),
    destinationArn: text(planned, "destination_arn"),
    distribution: text(planned, "distribution") as Distribution,
    ...(applyOnTransformedLogs && { applyOnTransformedLogs }),
    ...(emitSystemFields.length > 0 && { emitSystemFields }),
    ...(roleArn !== undefined && { roleArn }),
  };
  await apply.put(context, () => api.putSubscriptionFilter(request, { signal }));
  return {
    id: idOf(request.logGroupName),
    role_arn: roleArn ?? "",
    apply_on_transformed_logs: applyOnTransformedLogs,
  };
}

/** The id of the real provider: it dates from the time when a log group could have one filter alone. */
function idOf(logGroupName: string): string {
  return `cwlsf-${crc32(`${logGroupName}-`)}`;
}
