import { crc32 } from "node:zlib";
import { type Distribution, isLogsError, type SubscriptionFilter } from "@log-destinations/core";
import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import { optionalText, text } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { arn, matching, oneOf } from "../resource-type/checks.ts";
import type { ResourceType } from "../resource-type/resource.ts";
import { whenReady } from "../resource-type/retry.ts";

const fiveMinutes = 300_000;

export const subscriptionFilter: ResourceType = {
  called: "CloudWatch Logs Subscription Filter",
  namedBy: "name",
  madeBy: "putting",
  modelled: ["name", "log_group_name", "destination_arn", "filter_pattern", "role_arn", "distribution"],
  replacedBy: ["name", "log_group_name", "destination_arn"],
  defaults: { distribution: "ByLogStream" },
  checks: {
    name: matching(/^[^:*]{1,512}$/, "1 to 512 characters without : and *"),
    destination_arn: arn,
    role_arn: arn,
    filter_pattern: matching(/^.{0,1024}$/s, "at most 1024 characters"),
    distribution: oneOf("Random", "ByLogStream"),
  },

  create: putFilter,

  async read(context, state) {
    const found = await find(context, addressOf(state));
    if (!found) return undefined;
    return {
      id: idOf(found.logGroupName),
      destination_arn: found.destinationArn,
      distribution: found.distribution,
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
    if (!logGroupName || !name) {
      throw new Failure(`the import id is ${JSON.stringify(id)}`, "Expected LOG_GROUP_NAME|FILTER_NAME.");
    }
    return { id: idOf(logGroupName), log_group_name: logGroupName, name };
  },
};

async function find(
  { api, signal }: Context,
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

async function putFilter(context: Context, planned: Values): Promise<Values> {
  const { api, signal } = context;
  const roleArn = optionalText(planned, "role_arn");
  const request = {
    ...addressOf(planned),
    filterPattern: text(planned, "filter_pattern"),
    destinationArn: text(planned, "destination_arn"),
    distribution: text(planned, "distribution") as Distribution,
    ...(roleArn !== undefined && { roleArn }),
  };
  await whenReady(context, fiveMinutes, () => api.putSubscriptionFilter(request, { signal }));
  return { id: idOf(request.logGroupName), role_arn: roleArn ?? "" };
}

/** The real provider's, from a time when a log group could have one filter alone. */
function idOf(logGroupName: string): string {
  return `cwlsf-${crc32(`${logGroupName}-`)}`;
}
