import { isLogsError, type LogGroup } from "@log-destinations/core";
import { logGroupNameShape, retentionDays } from "@log-destinations/core/service";
import type { ResourceContext } from "../context.ts";
import { optionalText, text } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { oneOf, withinLimit } from "../resource-type/checks.ts";
import { nameAndPrefix, nameChecks, prefixOfGeneratedName } from "../resource-type/name.ts";
import { PartlyCreated } from "../resource-type/partly-created.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";
import { tagAttributes, tagsToCreate, updateTags } from "../resource-type/tags.ts";

export const logGroup: ResourceType = {
  displayName: "CloudWatch Logs Log Group",
  nameAttribute: "name",
  modelled: [
    ...["name", "name_prefix", "skip_destroy", "tags"],
    ...["retention_in_days", "log_group_class", "kms_key_id", "deletion_protection_enabled"],
  ],
  requiresReplace: ["name", "name_prefix", "log_group_class"],
  defaults: { retention_in_days: 0, skip_destroy: false, deletion_protection_enabled: false },
  checks: {
    ...nameChecks(withinLimit(logGroupNameShape), 483),
    log_group_class: oneOf("STANDARD", "INFREQUENT_ACCESS", "DELIVERY"),
    retention_in_days: oneOf(0, ...retentionDays),
  },

  arnOf: ({ partition, region, account }, planned) =>
    `arn:${partition}:logs:${region}:${account}:log-group:${text(planned, "name")}`,

  modifyPlan(planned, prior) {
    // The service sets the retention of this class, and the real provider plans no change of it. [F306]
    const isKept = prior?.log_group_class === "DELIVERY" && planned.log_group_class === "DELIVERY";
    return isKept ? { retention_in_days: prior.retention_in_days ?? null } : {};
  },

  async create(context, planned) {
    const { api, signal } = context;
    const { name, name_prefix } = nameAndPrefix(planned);
    const tags = tagsToCreate(context, planned);
    const kmsKeyId = optionalText(planned, "kms_key_id");
    const logGroupClass = optionalText(planned, "log_group_class");
    const request = {
      logGroupName: name,
      ...(kmsKeyId !== undefined && { kmsKeyId }),
      ...(logGroupClass !== undefined && { logGroupClass }),
      ...(planned.deletion_protection_enabled === true && { deletionProtectionEnabled: true }),
      ...(Object.keys(tags).length > 0 && { tags }),
    };
    await api.call("CreateLogGroup", request, { signal });
    const created = { id: name, name, name_prefix };
    await PartlyCreated.unless(created, () => putRetention(context, { ...planned, name }));
    const found = await findLogGroup(context, name);
    return { ...created, ...(found && attributesOf(found)) };
  },

  async read(context, state) {
    const name = text(state, "name");
    const found = await findLogGroup(context, name);
    if (!found) return undefined;
    const attributes = attributesOf(found);
    const request = { resourceArn: attributes.arn };
    const { tags } = await context.api.listTagsForResource(request, { signal: context.signal });
    return {
      id: name,
      name_prefix: prefixOfGeneratedName(name),
      ...attributes,
      ...tagAttributes(context, state, tags),
    };
  },

  async update(context, planned, prior) {
    const { api, signal } = context;
    const logGroupName = text(planned, "name");
    if (planned.retention_in_days !== prior.retention_in_days) await putRetention(context, planned);
    if (planned.kms_key_id !== prior.kms_key_id) {
      const kmsKeyId = optionalText(planned, "kms_key_id");
      const operation = kmsKeyId === undefined ? "DisassociateKmsKey" : "AssociateKmsKey";
      await api.call(operation, { logGroupName, ...(kmsKeyId !== undefined && { kmsKeyId }) }, { signal });
    }
    if (planned.deletion_protection_enabled !== prior.deletion_protection_enabled) {
      const deletionProtectionEnabled = planned.deletion_protection_enabled === true;
      const request = { logGroupIdentifier: text(planned, "arn"), deletionProtectionEnabled };
      await api.call("PutLogGroupDeletionProtection", request, { signal });
    }
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

/** Sets the retention, or takes it away. A log group of the class `DELIVERY` has one of its own. [F306] */
async function putRetention({ api, signal }: ResourceContext, planned: Values): Promise<void> {
  const logGroupName = text(planned, "name");
  const retentionInDays = Number(planned.retention_in_days ?? 0);
  if (planned.log_group_class === "DELIVERY") return;
  if (retentionInDays > 0) await api.call("PutRetentionPolicy", { logGroupName, retentionInDays }, { signal });
  else await api.call("DeleteRetentionPolicy", { logGroupName }, { signal });
}

/** The log group of this name, in the account and Region of the context. */
export async function findLogGroup({ api, signal }: ResourceContext, name: string): Promise<LogGroup | undefined> {
  const { logGroups } = await api.describeLogGroups({ logGroupNamePrefix: name, limit: 1 }, { signal });
  // Of all names with this prefix, the name itself is listed first. [F45]
  const [first] = logGroups;
  return first?.logGroupName === name ? first : undefined;
}

/** The attributes of a log group, for its resource and its data source. */
export function attributesOf({ arn, logGroupClass, retentionInDays, kmsKeyId, ...group }: LogGroup) {
  return {
    // The ARN by which tags are read and changed. [F153]
    arn: arn.replace(/:\*$/, ""),
    log_group_class: logGroupClass ?? "STANDARD",
    retention_in_days: retentionInDays ?? 0,
    kms_key_id: kmsKeyId ?? null,
    deletion_protection_enabled: group.deletionProtectionEnabled ?? false,
  };
}
