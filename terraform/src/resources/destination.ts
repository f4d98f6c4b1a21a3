import { type Destination, findDestination, isLogsError, type Tags } from "@log-destinations/core";
import { destinationNameShape } from "@log-destinations/core/service";
import type { ApplyContext } from "../context.ts";
import { text } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { validArn, withinLimit } from "../resource-type/checks.ts";
import { PartlyCreated } from "../resource-type/partly-created.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";
import { tagAttributes, tagsToCreate, updateTags } from "../resource-type/tags.ts";

export const destination: ResourceType = {
  displayName: "CloudWatch Logs Destination",
  nameAttribute: "name",
  modelled: ["name", "role_arn", "target_arn", "tags"],
  requiresReplace: ["name"],
  checks: {
    name: withinLimit(destinationNameShape),
    role_arn: validArn,
    target_arn: validArn,
  },

  async create(context, planned) {
    const put = await putDestination(context, planned);
    const created = { id: put.destinationName, arn: put.arn };
    await PartlyCreated.unless(created, async () => {
      const tags = tagsToCreate(context, planned);
      if (Object.keys(tags).length > 0) {
        await context.api.tagResource({ resourceArn: put.arn, tags }, { signal: context.signal });
      }
    });
    return created;
  },

  async read(context, state) {
    const { api, signal } = context;
    const found = await findDestination(api, text(state, "name"), { signal });
    if (!found) return undefined;
    const { tags } = await api.listTagsForResource({ resourceArn: found.arn }, { signal });
    const { arn, destinationName, roleArn, targetArn } = found;
    const read = { id: destinationName, name: destinationName, arn, role_arn: roleArn, target_arn: targetArn };
    return { ...read, ...tagAttributes(context, state, tags as Tags) };
  },

  async update(context, planned, prior) {
    if (planned.role_arn !== prior.role_arn || planned.target_arn !== prior.target_arn) {
      await putDestination(context, planned);
    }
    await updateTags(context, text(planned, "arn"), planned, prior);
    return {};
  },

  async delete({ api, signal }, state) {
    try {
      await api.deleteDestination({ destinationName: text(state, "name") }, { signal });
    } catch (error) {
      if (!isLogsError(error, "ResourceNotFoundException")) throw error;
    }
  },

  import: (_, id) => ({ id, name: id }),
};

async function putDestination(context: ApplyContext, planned: Values): Promise<Destination> {
  const { api, apply, signal } = context;
  const request = {
    destinationName: text(planned, "name"),
    targetArn: text(planned, "target_arn"),
    roleArn: text(planned, "role_arn"),
  };
  return (await apply.put(context, () => api.putDestination(request, { signal }))).destination;
}
