import { attachedTo, changeAttachments, findRole } from "../iam/roles.ts";
import { text } from "../protocol/attributes.ts";
import { validArn } from "../resource-type/checks.ts";
import { refuseImportId } from "../resource-type/import-id.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";

/** As in the real provider. [F300] */
export const rolePolicyAttachment: ResourceType = {
  displayName: "IAM Role Policy Attachment",
  nameAttribute: "role",
  modelled: ["role", "policy_arn"],
  requiresReplace: ["role", "policy_arn"],
  checks: { policy_arn: validArn },

  create(context, planned) {
    const [role, policyArn] = [text(planned, "role"), text(planned, "policy_arn")];
    changeAttachments(context, role, { attach: [policyArn] });
    return { id: `${role}/${policyArn}` };
  },

  read(context, state) {
    return attachedTo(findRole(context, text(state, "role"))).includes(text(state, "policy_arn")) ? {} : undefined;
  },

  update: () => ({}),

  delete(context, state) {
    const role = text(state, "role");
    if (findRole(context, role)) changeAttachments(context, role, { detach: [text(state, "policy_arn")] });
  },

  import(_, id) {
    const [, role, policyArn] = /^([^/]+)\/(.+)$/.exec(id) ?? [];
    if (role === undefined || policyArn === undefined) refuseImportId(id, "ROLE_NAME/POLICY_ARN");
    return { id, role, policy_arn: policyArn };
  },
};
