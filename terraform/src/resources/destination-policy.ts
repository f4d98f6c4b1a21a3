import { findDestination } from "@log-destinations/core";
import type { Context } from "../context.ts";
import { text } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { json } from "../resource-type/checks.ts";
import { keepDocument } from "../resource-type/policy-text.ts";
import type { ResourceType } from "../resource-type/resource.ts";

export const destinationPolicy: ResourceType = {
  called: "CloudWatch Logs Destination Policy",
  namedBy: "destination_name",
  modelled: ["destination_name", "access_policy", "force_update"],
  replacedBy: ["destination_name"],
  documents: ["access_policy"],
  checks: { access_policy: json },

  create: putPolicy,

  async read({ api, signal }, state) {
    const found = await findDestination(api, text(state, "destination_name"), { signal });
    if (found?.accessPolicy === undefined) return undefined;
    return { id: found.destinationName, access_policy: keepDocument(state.access_policy, found.accessPolicy) };
  },

  update: putPolicy,

  // The service has no operation that removes a policy, and the real provider leaves it too.
  delete: () => {},

  import: (_, id) => ({ id, destination_name: id }),
};

async function putPolicy({ api, signal }: Context, planned: Values): Promise<Values> {
  const destinationName = text(planned, "destination_name");
  const accessPolicy = text(planned, "access_policy");
  const forceUpdate = planned.force_update === true;
  await api.putDestinationPolicy({ destinationName, accessPolicy, ...(forceUpdate && { forceUpdate }) }, { signal });
  return { id: destinationName };
}
