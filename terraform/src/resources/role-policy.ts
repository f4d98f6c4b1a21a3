import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import { text } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { rolePolicyDocument } from "../resource-type/checks.ts";
import { nameChecks, namesOf, prefixOf } from "../resource-type/name.ts";
import { keepDocument, usable } from "../resource-type/policy-text.ts";
import type { ResourceType } from "../resource-type/resource.ts";
import { roleArn } from "./role.ts";

export const rolePolicy: ResourceType = {
  called: "IAM Role Policy",
  namedBy: "role",
  modelled: ["name", "name_prefix", "role", "policy"],
  replacedBy: ["name", "name_prefix", "role"],
  documents: ["policy"],
  checks: {
    ...nameChecks(/^[\w+=,.@-]{1,128}$/, "1 to 128 letters, digits and _+=,.@-"),
    policy: rolePolicyDocument,
  },

  create(context, planned) {
    const { name, name_prefix } = namesOf(planned);
    putPolicy(context, { ...planned, name });
    return { id: `${text(planned, "role")}:${name}`, name, name_prefix };
  },

  read(context, state) {
    const arn = roleArn(context, text(state, "role"));
    const policy = arn && context.control.role(arn)?.permissions[text(state, "name")];
    return policy === undefined ? undefined : { policy: keepDocument(state.policy, policy as string) };
  },

  update(context, planned) {
    putPolicy(context, planned);
    return {};
  },

  delete(context, state) {
    const { control } = context;
    const arn = roleArn(context, text(state, "role"));
    const role = arn === undefined ? undefined : control.role(arn);
    if (arn === undefined || !role) return;
    const { [text(state, "name")]: _, ...permissions } = role.permissions;
    control.declare({ roles: { [arn]: { ...role, permissions } } });
  },

  import(_, id) {
    const [role, name] = id.split(":");
    if (!role || !name) throw new Failure(`the import id is ${JSON.stringify(id)}`, "Expected ROLE_NAME:POLICY_NAME.");
    return { id, role, name, name_prefix: prefixOf(name) };
  },
};

function putPolicy(context: Context, planned: Values): void {
  const { control } = context;
  const name = text(planned, "role");
  const arn = roleArn(context, name);
  const role = arn === undefined ? undefined : control.role(arn);
  if (arn === undefined || !role) {
    throw new Failure(
      `putting IAM Role Policy (${text(planned, "name")}): NoSuchEntity: The role with name ${name} cannot be found.`,
      `Account ${context.account} has no such role. Reference the role's resource, so that it is made first.`,
    );
  }
  const permissions = { ...role.permissions, [text(planned, "name")]: usable(text(planned, "policy"), "policy") };
  control.declare({ roles: { [arn]: { ...role, permissions } } });
}
