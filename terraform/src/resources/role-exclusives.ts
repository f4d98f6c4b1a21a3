import type { ResourceContext } from "../context.ts";
import { IamRefusal } from "../diagnostics.ts";
import { attachedTo, changeAttachments, changeRole, findRole } from "../iam/roles.ts";
import { text, texts } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";

/** What both types have in common: nothing is done when they are destroyed. As in the real provider. [F300] */
const exclusive = {
  nameAttribute: "role_name",
  requiresReplace: ["role_name"],
  delete: () => {},
  import: (_: ResourceContext, id: string): Values => ({ role_name: id }),
} as const;

/** All attachments of a role: it detaches those of other resources. */
export const rolePolicyAttachmentsExclusive: ResourceType = {
  ...exclusive,
  displayName: "IAM Role Policy Attachments Exclusive",
  modelled: ["role_name", "policy_arns"],
  create: putAttachments,
  update: putAttachments,
  read(context, state) {
    const role = findRole(context, text(state, "role_name"));
    return role && { policy_arns: [...attachedTo(role)] };
  },
};

function putAttachments(context: ResourceContext, planned: Values): Values {
  const name = text(planned, "role_name");
  const attached = attachedTo(findRole(context, name));
  const wanted = texts(planned, "policy_arns");
  changeAttachments(context, name, {
    attach: wanted.filter((arn) => !attached.includes(arn)),
    detach: attached.filter((arn) => !wanted.includes(arn)),
  });
  return {};
}

/** All inline policies of a role: it deletes those of other resources. */
export const rolePoliciesExclusive: ResourceType = {
  ...exclusive,
  displayName: "IAM Role Policies Exclusive",
  modelled: ["role_name", "policy_names"],
  create: putPolicyNames,
  update: putPolicyNames,
  read(context, state) {
    const role = findRole(context, text(state, "role_name"));
    return role && { policy_names: Object.keys(role.permissions) };
  },
};

function putPolicyNames(context: ResourceContext, planned: Values): Values {
  const wanted = texts(planned, "policy_names");
  changeRole(context, text(planned, "role_name"), (role) => {
    const missing = wanted.find((name) => !Object.hasOwn(role.permissions, name));
    if (missing !== undefined) {
      // The real provider puts such a policy without a document, and its SDK refuses that.
      throw new IamRefusal(
        "InvalidParameter",
        "1 validation error(s) found.\n- missing required field, PutRolePolicyInput.PolicyDocument.",
        `The role has no inline policy ${missing}. Reference the resource that makes it.`,
      );
    }
    const kept = Object.entries(role.permissions).filter(([name]) => wanted.includes(name));
    return { ...role, permissions: Object.fromEntries(kept) };
  });
  return {};
}
