import { findDestination } from "@log-destinations/core";
import type { ResourceContext } from "../context.ts";
import { text } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { validJsonPolicy } from "../resource-type/checks.ts";
import { keepEquivalent } from "../resource-type/policy-text.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";

export const destinationPolicy: ResourceType = {
  displayName: "CloudWatch Logs Destination Policy",
  nameAttribute: "destination_name",
  modelled: ["destination_name", "access_policy", "force_update"],
  requiresReplace: ["destination_name"],
  jsonArguments: { access_policy: "minified" },
  checks: { access_policy: validJsonPolicy },

  create: putDestinationPolicy,

  async read({ api, signal }, state) {
    const found = await findDestination(api, text(state, "destination_name"), { signal });
    if (found?.accessPolicy === undefined) return undefined;
    return { id: found.destinationName, access_policy: keepEquivalent(state.access_policy, found.accessPolicy) };
  },

  update: putDestinationPolicy,

  // The service has no operation that removes a policy. The real provider leaves it, too. [F229]
  delete: () => {},

  import: (_, id) => ({ id, destination_name: id }),
};

async function putDestinationPolicy({ api, signal }: ResourceContext, planned: Values): Promise<Values> {
  const destinationName = text(planned, "destination_name");
  const accessPolicy = text(planned, "access_policy");
  const forceUpdate = planned.force_update === true;
  await api.putDestinationPolicy({ destinationName, accessPolicy, ...(forceUpdate && { forceUpdate }) }, { signal });
  return { id: destinationName };
}
