import { isLogsError, type Tags } from "@log-destinations/core";
import type { Context } from "../context.ts";
import { text } from "../protocol/attributes.ts";
import { oneOf } from "../resource-type/checks.ts";
import { nameChecks, namesOf, prefixOf } from "../resource-type/name.ts";
import type { ResourceType } from "../resource-type/resource.ts";
import { putTags, tagsRead } from "../resource-type/tags.ts";

export const logGroup: ResourceType = {
  called: "CloudWatch Logs Log Group",
  namedBy: "name",
  modelled: ["name", "name_prefix", "skip_destroy", "tags"],
  replacedBy: ["name", "name_prefix", "log_group_class"],
  defaults: { retention_in_days: 0, skip_destroy: false, deletion_protection_enabled: false },
  checks: {
    ...nameChecks(/^[-._/#A-Za-z0-9]{1,512}$/, "1 to 512 letters, digits and .-_/#"),
    log_group_class: oneOf("STANDARD", "INFREQUENT_ACCESS", "DELIVERY"),
    retention_in_days: oneOf(
      ...[0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
      ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
    ),
  },

  arnOf: ({ partition, region, account }, planned) =>
    `arn:${partition}:logs:${region}:${account}:log-group:${text(planned, "name")}`,

  async create(context, planned) {
    const { api, signal } = context;
    const { name, name_prefix } = namesOf(planned);
    const tags = (planned.tags_all ?? {}) as Tags;
    await api.call("CreateLogGroup", { logGroupName: name, ...(Object.keys(tags).length > 0 && { tags }) }, { signal });
    const group = planned.log_group_class;
    return {
      id: name,
      name,
      name_prefix,
      arn: (await find(context, name))?.logGroupArn ?? null,
      log_group_class: typeof group === "string" ? group : "STANDARD",
    };
  },

  async read(context, state) {
    const found = await find(context, text(state, "name"));
    if (!found) return undefined;
    const { logGroupArn, logGroupName } = found;
    const { tags } = await context.api.listTagsForResource({ resourceArn: logGroupArn }, { signal: context.signal });
    return {
      id: logGroupName,
      arn: logGroupArn,
      log_group_class: state.log_group_class ?? "STANDARD",
      name_prefix: prefixOf(logGroupName),
      ...tagsRead(context, state, tags),
    };
  },

  async update(context, planned, prior) {
    await putTags(context, text(planned, "arn"), planned, prior);
    return {};
  },

  async delete({ api, signal }, state) {
    if (state.skip_destroy === true) return;
    try {
      await api.call("DeleteLogGroup", { logGroupName: text(state, "name") }, { signal });
    } catch (error) {
      if (!isLogsError(error, "ResourceNotFoundException")) throw error;
    }
  },

  import: (_, id) => ({ id, name: id }),
};

interface LogGroup {
  readonly logGroupName: string;
  readonly logGroupArn: string;
}

async function find({ api, signal }: Context, name: string): Promise<LogGroup | undefined> {
  const answer = await api.call("DescribeLogGroups", { logGroupNamePrefix: name, limit: 1 }, { signal });
  // Of all names with this prefix, the name itself is listed first.
  const [first] = answer.logGroups as LogGroup[];
  return first?.logGroupName === name ? first : undefined;
}
