import type { ResourceContext } from "../context.ts";
import { DiagnosticError } from "../diagnostics.ts";
import { findRoleArn } from "../iam/roles.ts";
import { text } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { validRolePolicy } from "../resource-type/checks.ts";
import { refuseImportId } from "../resource-type/import-id.ts";
import { nameAndPrefix, nameChecks, prefixOfGeneratedName } from "../resource-type/name.ts";
import { keepEquivalent, readPolicyText } from "../resource-type/policy-text.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";
import { policyName } from "./role.ts";

export const rolePolicy: ResourceType = {
  displayName: "IAM Role Policy",
  nameAttribute: "role",
  modelled: ["name", "name_prefix", "role", "policy"],
  requiresReplace: ["name", "name_prefix", "role"],
  jsonArguments: { policy: "versionFirst" },
  checks: {
    ...nameChecks(policyName, 102),
    policy: validRolePolicy,
  },

  create(context, planned) {
    const { name, name_prefix } = nameAndPrefix(planned);
    putRolePolicy(context, { ...planned, name });
    return { id: `${text(planned, "role")}:${name}`, name, name_prefix };
  },

  read(context, state) {
    const arn = findRoleArn(context, text(state, "role"));
    const policy = arn && context.control.role(arn)?.permissions[text(state, "name")];
    return policy === undefined ? undefined : { policy: keepEquivalent(state.policy, policy as string) };
  },

  update(context, planned) {
    putRolePolicy(context, planned);
    return {};
  },

  delete(context, state) {
    const { control } = context;
    const arn = findRoleArn(context, text(state, "role"));
    const role = arn === undefined ? undefined : control.role(arn);
    if (arn === undefined || !role) return;
    const { [text(state, "name")]: _, ...permissions } = role.permissions;
    control.declare({ roles: { [arn]: { ...role, permissions } } });
  },

  import(_, id) {
    const [role, name] = id.split(":");
    if (!role || !name) refuseImportId(id, "ROLE_NAME:POLICY_NAME");
    return { id, role, name, name_prefix: prefixOfGeneratedName(name) };
  },
};

function putRolePolicy(context: ResourceContext, planned: Values): void {
  const { control } = context;
  const name = text(planned, "role");
  const arn = findRoleArn(context, name);
  const role = arn === undefined ? undefined : control.role(arn);
  if (arn === undefined || !role) {
    throw new DiagnosticError(
      `putting IAM Role Policy (${text(planned, "name")}): NoSuchEntity: The role with name ${name} cannot be found.`,
      `Account ${context.account} has no such role. Reference the role's resource, so that it is made first.`,
    );
  }
  const permissions = {
    ...role.permissions,
    [text(planned, "name")]: readPolicyText(text(planned, "policy"), "policy"),
  };
  control.declare({ roles: { [arn]: { ...role, permissions } } });
}
