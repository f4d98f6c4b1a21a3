import { type Destination, findDestination, isLogsError, type Tags } from "@log-destinations/core";
import type { Context } from "../context.ts";
import { text } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { arn, matching } from "../resource-type/checks.ts";
import { HalfMade } from "../resource-type/partly-created.ts";
import type { ResourceType } from "../resource-type/resource.ts";
import { whenReady } from "../resource-type/retry.ts";
import { putTags, tagsRead } from "../resource-type/tags.ts";

const twoMinutes = 120_000;

export const destination: ResourceType = {
  called: "CloudWatch Logs Destination",
  namedBy: "name",
  modelled: ["name", "role_arn", "target_arn", "tags"],
  replacedBy: ["name"],
  checks: { name: matching(/^[^:*]{1,512}$/, "1 to 512 characters without : and *"), role_arn: arn, target_arn: arn },

  async create(context, planned) {
    const put = await putDestination(context, planned);
    const made = { id: put.destinationName, arn: put.arn };
    await HalfMade.unless(made, () => putTags(context, put.arn, planned, {}));
    return made;
  },

  async read(context, state) {
    const { api, signal } = context;
    const found = await findDestination(api, text(state, "name"), { signal });
    if (!found) return undefined;
    const { tags } = await api.listTagsForResource({ resourceArn: found.arn }, { signal });
    const { arn, destinationName, roleArn, targetArn } = found;
    const read = { id: destinationName, name: destinationName, arn, role_arn: roleArn, target_arn: targetArn };
    return { ...read, ...tagsRead(context, state, tags as Tags) };
  },

  async update(context, planned, prior) {
    if (planned.role_arn !== prior.role_arn || planned.target_arn !== prior.target_arn) {
      await putDestination(context, planned);
    }
    await putTags(context, text(planned, "arn"), planned, prior);
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

async function putDestination(context: Context, planned: Values): Promise<Destination> {
  const { api, signal } = context;
  const request = {
    destinationName: text(planned, "name"),
    targetArn: text(planned, "target_arn"),
    roleArn: text(planned, "role_arn"),
  };
  return (await whenReady(context, twoMinutes, () => api.putDestination(request, { signal }))).destination;
}
