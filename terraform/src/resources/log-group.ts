import { isLogsError } from "@log-destinations/core";
import { logGroupNameShape } from "@log-destinations/core/service";
import type { ResourceContext } from "../context.ts";
import { text } from "../protocol/attributes.ts";
import { oneOf, withinLimit } from "../resource-type/checks.ts";
import { nameAndPrefix, nameChecks, prefixOfGeneratedName } from "../resource-type/name.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";
import { tagAttributes, tagsToCreate, updateTags } from "../resource-type/tags.ts";

export const logGroup: ResourceType = {
  displayName: "CloudWatch Logs Log Group",
  nameAttribute: "name",
  modelled: ["name", "name_prefix", "skip_destroy", "tags"],
  requiresReplace: ["name", "name_prefix", "log_group_class"],
  defaults: { retention_in_days: 0, skip_destroy: false, deletion_protection_enabled: false },
  checks: {
    ...nameChecks(withinLimit(logGroupNameShape), 483),
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
    const { name, name_prefix } = nameAndPrefix(planned);
    const tags = tagsToCreate(context, planned);
    await api.call("CreateLogGroup", { logGroupName: name, ...(Object.keys(tags).length > 0 && { tags }) }, { signal });
    const { log_group_class: logGroupClass } = planned;
    return {
      id: name,
      name,
      name_prefix,
      arn: (await findLogGroupArn(context, name)) ?? null,
      log_group_class: typeof logGroupClass === "string" ? logGroupClass : "STANDARD",
    };
  },

  async read(context, state) {
    const name = text(state, "name");
    const arn = await findLogGroupArn(context, name);
    if (arn === undefined) return undefined;
    const { tags } = await context.api.listTagsForResource({ resourceArn: arn }, { signal: context.signal });
    return {
      id: name,
      arn,
      log_group_class: state.log_group_class ?? "STANDARD",
      name_prefix: prefixOfGeneratedName(name),
      ...tagAttributes(context, state, tags),
    };
  },

  async update(context, planned, prior) {
    await updateTags(context, text(planned, "arn"), planned, prior);
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

/** The ARN by which tags are read and changed [F153]; `undefined` where there is no such log group. */
async function findLogGroupArn({ api, signal }: ResourceContext, name: string): Promise<string | undefined> {
  const { logGroups } = await api.describeLogGroups({ logGroupNamePrefix: name, limit: 1 }, { signal });
  // Of all names with this prefix, the name itself is listed first. [F45]
  const [first] = logGroups;
  return first?.logGroupName === name ? first.arn.replace(/:\*$/, "") : undefined;
}
