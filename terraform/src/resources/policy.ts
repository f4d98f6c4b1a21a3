import type { DeclaredRole, PolicyDeclaration } from "@log-destinations/local";
import { uniqueId } from "@log-destinations/local";
import { lastPartOf } from "../arns.ts";
import type { ResourceContext } from "../context.ts";
import { AlreadyExists, IamRefusal } from "../diagnostics.ts";
import { attachedTo, pathOf } from "../iam/roles.ts";
import { optionalText, text } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { matching, validArn, validRolePolicy } from "../resource-type/checks.ts";
import { refuseImportId } from "../resource-type/import-id.ts";
import { nameAndPrefix, nameChecks, prefixOfGeneratedName } from "../resource-type/name.ts";
import { keepEquivalent } from "../resource-type/policy-text.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";
import { tagAttributes, tagsAfterUpdate, tagsToCreate } from "../resource-type/tags.ts";

/** As in the real provider. [F300] */
export const policy: ResourceType = {
  displayName: "IAM Policy",
  nameAttribute: "name",
  modelled: ["name", "name_prefix", "path", "policy", "delay_after_policy_creation_in_ms"],
  requiresReplace: ["name", "name_prefix", "path", "description"],
  defaults: { path: "/" },
  jsonArguments: { policy: "minified" },
  checks: {
    ...nameChecks(matching(/^[\w+=,.@-]{1,128}$/, "1 to 128 letters, digits and _+=,.@-"), 102),
    path: matching(/^\/([!-~]+\/)*$/, "a path that begins and ends with /"),
    policy: validRolePolicy,
  },

  arnOf,

  create(context, planned) {
    const { control, account } = context;
    const { name, name_prefix } = nameAndPrefix(planned);
    const taken = control.policyArns(account).some((other) => lastPartOf(other).toLowerCase() === name.toLowerCase());
    if (taken) {
      const words = `A policy called ${name} already exists. Duplicate names are not allowed.`;
      throw new AlreadyExists(`creating IAM Policy (${name}): EntityAlreadyExists: ${words}`);
    }
    const arn = arnOf(context, { ...planned, name });
    control.declare({ policies: { [arn]: { ...declarationOf(planned), tags: tagsToCreate(context, planned) } } });
    return { id: arn, arn, name, name_prefix, policy_id: uniqueId("ANPA", arn), attachment_count: 0 };
  },

  read(context, state) {
    const arn = text(state, "arn");
    const found = context.control.policy(arn);
    if (!found) return undefined;
    return {
      policy: keepEquivalent(state.policy, found.document),
      description: found.description ?? state.description ?? null,
      policy_id: uniqueId("ANPA", arn),
      attachment_count: attachmentCount(context, arn),
      ...tagAttributes(context, state, found.tags ?? {}),
    };
  },

  update({ control }, planned, prior) {
    const arn = text(planned, "arn");
    const tags = tagsAfterUpdate(control.policy(arn)?.tags, planned, prior);
    control.declare({ policies: { [arn]: { ...declarationOf(planned), tags } } });
    return {};
  },

  delete({ control }, state) {
    const arn = text(state, "arn");
    const [role] = control.rolesWithPolicy(arn);
    if (role !== undefined) {
      throw new IamRefusal(
        "DeleteConflict",
        "Cannot delete a policy attached to entities.",
        `${role} has it. Destroy the attachment first, or let it depend on the policy.`,
      );
    }
    control.withdraw({ policies: [arn] });
  },

  deleteLeftover({ control }, state) {
    const arn = text(state, "arn");
    const roles = control.rolesWithPolicy(arn).map((roleArn) => {
      const { permissionsBoundary, ...role } = control.role(roleArn) as DeclaredRole;
      const managedPolicyArns = attachedTo(role).filter((attached) => attached !== arn);
      const limited = permissionsBoundary !== undefined && permissionsBoundary !== arn;
      return [roleArn, { ...role, managedPolicyArns, ...(limited && { permissionsBoundary }) }];
    });
    control.declare({ roles: Object.fromEntries(roles) });
    control.withdraw({ policies: [arn] });
  },

  import(_, id) {
    if (validArn(id, "id", {}) !== undefined) refuseImportId(id, "the ARN of a policy");
    const name = lastPartOf(id);
    return { id, arn: id, name, name_prefix: prefixOfGeneratedName(name), path: pathOf(id) };
  },
};

function arnOf({ partition, account }: ResourceContext, planned: Values): string {
  return `arn:${partition}:iam::${account}:policy${optionalText(planned, "path") ?? "/"}${text(planned, "name")}`;
}

function declarationOf(planned: Values): PolicyDeclaration {
  const description = optionalText(planned, "description");
  return { document: text(planned, "policy"), ...(description !== undefined && { description }) };
}

/** The roles that it is attached to; those that it limits as their boundary do not count. */
export function attachmentCount({ control }: ResourceContext, policyArn: string): number {
  return control.rolesWithPolicy(policyArn).filter((role) => attachedTo(control.role(role)).includes(policyArn)).length;
}
