import { paginateLogGroups } from "@log-destinations/core";
import { optionalText, text } from "../protocol/attributes.ts";
import { tagsSeen } from "../resource-type/tags.ts";
import { attributesOf, findLogGroup } from "../resources/log-group.ts";
import type { DataSource } from "./data-source.ts";

/** `internal/service/logs/group_data_source.go` of the real provider. */
export const logGroup: DataSource = async (config, provider) => {
  const context = provider.context();
  const name = text(config, "name");
  const found = await findLogGroup(context, name);
  if (!found) return undefined;
  const { api, signal } = context;
  const attributes = attributesOf(found);
  const { tags } = await api.listTagsForResource({ resourceArn: attributes.arn }, { signal });
  return { id: name, ...attributes, creation_time: found.creationTime, tags: tagsSeen(context, tags) };
};

/** `internal/service/logs/groups_data_source.go` of the real provider. */
export const logGroups: DataSource = async (config, provider) => {
  const { api, region, signal } = provider.context();
  const prefix = optionalText(config, "log_group_name_prefix");
  const filter = prefix === undefined ? {} : { logGroupNamePrefix: prefix };
  const found = await paginateLogGroups((request) => api.describeLogGroups(request, { signal }), filter).toArray();
  return {
    id: region,
    arns: found.map(({ arn }) => arn.replace(/:\*$/, "")),
    log_group_names: found.map(({ logGroupName }) => logGroupName),
  };
};
