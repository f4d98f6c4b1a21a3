import { isLogsError } from "@log-destinations/core";
import type { ResourceContext } from "../context.ts";
import { text } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { matching } from "../resource-type/checks.ts";
import { refuseImportId } from "../resource-type/import-id.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";

/** `internal/service/logs/stream.go` of the real provider. */
export const logStream: ResourceType = {
  displayName: "CloudWatch Logs Log Stream",
  nameAttribute: "name",
  modelled: ["name", "log_group_name"],
  requiresReplace: ["name", "log_group_name"],
  checks: { name: matching(/^[^:]{1,512}$/, "1 to 512 characters without :") },

  arnOf: ({ partition, region, account }, planned) =>
    `arn:${partition}:logs:${region}:${account}:log-group:${text(planned, "log_group_name")}:log-stream:${text(planned, "name")}`,

  async create(context, planned) {
    await context.api.call("CreateLogStream", addressOf(planned), { signal: context.signal });
    const arn = await findLogStreamArn(context, planned);
    return { id: text(planned, "name"), arn: arn ?? null };
  },

  async read(context, state) {
    const arn = await findLogStreamArn(context, state);
    return arn === undefined ? undefined : { arn };
  },

  update: () => ({}),

  async delete({ api, signal }, state) {
    try {
      await api.call("DeleteLogStream", addressOf(state), { signal });
    } catch (error) {
      if (!isLogsError(error, "ResourceNotFoundException")) throw error;
    }
  },

  import(_, id) {
    const [log_group_name, name, more] = id.split(":");
    if (!log_group_name || !name || more !== undefined) refuseImportId(id, "LOG_GROUP_NAME:LOG_STREAM_NAME");
    return { id: name, log_group_name, name };
  },
};

function addressOf(values: Values): { logGroupName: string; logStreamName: string } {
  return { logGroupName: text(values, "log_group_name"), logStreamName: text(values, "name") };
}

async function findLogStreamArn({ api, signal }: ResourceContext, values: Values): Promise<string | undefined> {
  const { logGroupName, logStreamName } = addressOf(values);
  try {
    const request = { logGroupName, logStreamNamePrefix: logStreamName, limit: 1 };
    const { logStreams = [] } = await api.call("DescribeLogStreams", request, { signal });
    // Of all names with this prefix, the name itself is listed first.
    const [first] = logStreams as { logStreamName: string; arn: string }[];
    return first?.logStreamName === logStreamName ? first.arn : undefined;
  } catch (error) {
    // The log group is gone, and its streams with it.
    if (isLogsError(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}
