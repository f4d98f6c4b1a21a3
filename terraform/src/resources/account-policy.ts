import { type AccountPolicy, findAccountSubscription, removeAccountSubscription } from "@log-destinations/core";
import { accountPolicyTypes } from "@log-destinations/core/service";
import type { ResourceContext } from "../context.ts";
import { optionalText, text } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { all, type Check, oneOf, validJson } from "../resource-type/checks.ts";
import { refuseImportId } from "../resource-type/import-id.ts";
import { keepEquivalent } from "../resource-type/policy-text.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";

const subscription = "SUBSCRIPTION_FILTER_POLICY";

/** A policy of another type would decide what is delivered. To keep it would make a green run that proves the wrong. */
const isSubscription: Check = (value, name) =>
  value === subscription
    ? undefined
    : `"${name}" is ${value}, and of aws_cloudwatch_log_account_policy only ${subscription} is modelled; leave the policy out for this run [LD4509]`;

export const accountPolicy: ResourceType = {
  displayName: "CloudWatch Logs Account Policy",
  nameAttribute: "policy_name",
  verb: "putting",
  modelled: ["policy_document", "policy_name", "policy_type", "scope", "selection_criteria"],
  // A change of the criteria, too: it deletes the policy, and nothing is sent until there is another. [F232, F235]
  requiresReplace: ["policy_name", "policy_type", "selection_criteria"],
  defaults: { scope: "ALL" },
  jsonArguments: { policy_document: "minified" },
  checks: {
    policy_document: validJson,
    policy_type: all(oneOf(...accountPolicyTypes), isSubscription),
    scope: oneOf("ALL"),
  },

  create: putPolicy,

  async read({ api, signal }, state) {
    const found = await findAccountSubscription(api, text(state, "id"), { signal });
    if (!found) return undefined;
    return {
      policy_name: found.policyName,
      policy_type: found.policyType,
      policy_document: keepEquivalent(state.policy_document, found.policyDocument),
      scope: found.scope ?? null,
      selection_criteria: found.selectionCriteria ?? (state.selection_criteria === "" ? "" : null),
    };
  },

  update: putPolicy,

  async delete({ api, signal }, state) {
    await removeAccountSubscription(api, text(state, "id"), { signal });
  },

  import(_, id) {
    // A name with a colon cannot be imported. [F234]
    const [name, type, ...more] = id.split(":");
    if (!name || type !== subscription || more.length > 0) refuseImportId(id, `POLICY_NAME:${subscription}`);
    return { id: name, policy_type: type };
  },
};

/** Put once, as by the real provider. [F233] */
async function putPolicy({ api, signal }: ResourceContext, planned: Values): Promise<Values> {
  const selectionCriteria = optionalText(planned, "selection_criteria");
  const request = {
    policyName: text(planned, "policy_name"),
    policyDocument: text(planned, "policy_document"),
    policyType: subscription,
    scope: text(planned, "scope") as NonNullable<AccountPolicy["scope"]>,
    ...(selectionCriteria !== undefined && { selectionCriteria }),
  } as const;
  const { accountPolicy } = await api.putAccountPolicy(request, { signal });
  return { id: accountPolicy.policyName };
}
