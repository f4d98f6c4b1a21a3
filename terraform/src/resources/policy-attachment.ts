import { lastPartOf } from "../arns.ts";
import type { ResourceContext } from "../context.ts";
import { DiagnosticError } from "../diagnostics.ts";
import { attachedTo, changeAttachments, findRole } from "../iam/roles.ts";
import { text, texts } from "../protocol/attributes.ts";
import { isGiven } from "../protocol/types.ts";
import { validArn } from "../resource-type/checks.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";

/**
 * All attachments of a policy: roles that something else attached it to are detached. Those to users and groups, which
 * the local service does not have, are kept in the state. As in the real provider. [F300]
 */
export const policyAttachment: ResourceType = {
  displayName: "IAM Policy Attachment",
  nameAttribute: "name",
  modelled: ["name", "policy_arn", "roles"],
  requiresReplace: ["name", "policy_arn"],
  checks: { policy_arn: validArn },

  modifyPlan(planned) {
    if (["groups", "roles", "users"].some((entities) => isGiven(planned[entities]))) return {};
    throw new DiagnosticError('"groups": one of `groups,roles,users` must be specified', "", "groups");
  },

  create(context, planned) {
    attachToRoles(context, text(planned, "policy_arn"), texts(planned, "roles"));
    return { id: text(planned, "name") };
  },

  read(context, state) {
    const roles = rolesOf(context, text(state, "policy_arn"));
    const others = isGiven(state.users) || isGiven(state.groups);
    return roles.length > 0 || others ? { roles: isGiven(state.roles) || roles.length > 0 ? roles : null } : undefined;
  },

  update(context, planned, prior) {
    const policyArn = text(planned, "policy_arn");
    const [roles, before] = [texts(planned, "roles"), texts(prior, "roles")];
    detachFromRoles(
      context,
      policyArn,
      before.filter((role) => !roles.includes(role)),
    );
    attachToRoles(
      context,
      policyArn,
      roles.filter((role) => !before.includes(role)),
    );
    return {};
  },

  delete(context, state) {
    detachFromRoles(context, text(state, "policy_arn"), texts(state, "roles"));
  },

  import() {
    throw new DiagnosticError("resource aws_iam_policy_attachment doesn't support import");
  },
};

/** The names of the account's roles that a policy is attached to. */
function rolesOf({ control, account }: ResourceContext, policyArn: string): string[] {
  const roles = control.roleArns(account).filter((arn) => attachedTo(control.role(arn)).includes(policyArn));
  return roles.map(lastPartOf);
}

function attachToRoles(context: ResourceContext, policyArn: string, roles: readonly string[]): void {
  for (const role of roles) changeAttachments(context, role, { attach: [policyArn] });
}

function detachFromRoles(context: ResourceContext, policyArn: string, roles: readonly string[]): void {
  const existing = roles.filter((role) => findRole(context, role));
  for (const role of existing) changeAttachments(context, role, { detach: [policyArn] });
}
