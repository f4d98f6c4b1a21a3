import type { RoleDeclaration } from "@log-destinations/local";
import { uniqueId } from "@log-destinations/local";
import type { ResourceContext } from "../context.ts";
import { AlreadyExists, IamRefusal } from "../diagnostics.ts";
import { attachedTo, findRoleArn, pathOf, refuseMissingPolicy } from "../iam/roles.ts";
import { optionalText, text, texts } from "../protocol/attributes.ts";
import { isGiven, type Values } from "../protocol/types.ts";
import {
  all,
  type Check,
  inRange,
  lengthInRange,
  matching,
  validArn,
  validRolePolicy,
} from "../resource-type/checks.ts";
import { nameAndPrefix, nameChecks, prefixOfGeneratedName } from "../resource-type/name.ts";
import { equivalentJson, keepEquivalent, readPolicyText } from "../resource-type/policy-text.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";
import { tagAttributes, tagsAfterUpdate, tagsToCreate } from "../resource-type/tags.ts";

/** The name of a policy within a role. */
export const policyName: Check = matching(/^[\w+=,.@-]{1,128}$/, "1 to 128 letters, digits and _+=,.@-");

/** As in the real provider. [F300] */
export const role: ResourceType = {
  displayName: "IAM Role",
  nameAttribute: "name",
  modelled: [
    ...["name", "name_prefix", "path", "assume_role_policy", "inline_policy", "managed_policy_arns"],
    ...["permissions_boundary", "max_session_duration", "force_detach_policies"],
  ],
  keptBeside: ["create_date"],
  requiresReplace: ["name", "name_prefix", "path"],
  defaults: { force_detach_policies: false, max_session_duration: 3600, path: "/" },
  jsonArguments: { assume_role_policy: "minified", "inline_policy.policy": "versionFirst" },
  checks: {
    ...nameChecks(matching(/^[\w+=,.@-]{1,64}$/, "1 to 64 letters, digits and _+=,.@-"), 38),
    path: matching(/^\/([!-~]+\/)*$/, "a path that begins and ends with /"),
    assume_role_policy: validRolePolicy,
    description: all(lengthInRange(0, 1000), matching(/^[^“‘]*$/, "a text without the quotes “ and ‘")),
    max_session_duration: inRange(3600, 43200),
    permissions_boundary: validArn,
    managed_policy_arns: validArn,
    "inline_policy.name": policyName,
    "inline_policy.policy": validRolePolicy,
  },
  deprecated: {
    inline_policy:
      "inline_policy is deprecated. Use the aws_iam_role_policy resource instead. If Terraform should exclusively " +
      "manage all inline policy associations (the current behavior of this argument), use the " +
      "aws_iam_role_policies_exclusive resource as well.",
    managed_policy_arns:
      "managed_policy_arns is deprecated. Use the aws_iam_role_policy_attachment resource instead. If Terraform should " +
      "exclusively manage all managed policy attachments (the current behavior of this argument), use the " +
      "aws_iam_role_policy_attachments_exclusive resource as well.",
  },

  arnOf,

  /** Without a block in the configuration the inline policies are as they are; an empty block asks for none. */
  modifyPlan: (planned, prior) =>
    prior && !isGiven(planned.inline_policy) ? { inline_policy: prior.inline_policy ?? [] } : {},

  create(context, planned) {
    const { control } = context;
    const { name, name_prefix } = nameAndPrefix(planned);
    if (findRoleArn(context, name) !== undefined) {
      throw new AlreadyExists(
        `creating IAM Role (${name}): EntityAlreadyExists: Role with name ${name} already exists.`,
      );
    }
    const arn = arnOf(context, { ...planned, name });
    const managedPolicyArns = texts(planned, "managed_policy_arns");
    const attributes = attributesOf(context, planned);
    for (const policyArn of managedPolicyArns) refuseMissingPolicy(context, policyArn, `Policy ${policyArn}`);
    const tags = tagsToCreate(context, planned);
    const permissions = readInlinePolicies(planned);
    control.declare({ roles: { [arn]: { ...attributes, tags, permissions, managedPolicyArns } } });
    const create_date = new Date().toISOString().replace(/\.\d+Z$/, "Z");
    const unique_id = uniqueId("AROA", arn);
    return { id: name, name, name_prefix, arn, create_date, unique_id, managed_policy_arns: managedPolicyArns };
  },

  read(context, state) {
    const arn = text(state, "arn");
    const found = context.control.role(arn);
    if (!found) return undefined;
    return {
      assume_role_policy: keepEquivalent(state.assume_role_policy, found.trust),
      unique_id: uniqueId("AROA", arn),
      inline_policy: inlinePolicyBlocks(state, found.permissions),
      managed_policy_arns: [...attachedTo(found)],
      permissions_boundary: found.permissionsBoundary ?? null,
      description: found.description ?? null,
      max_session_duration: found.maxSessionDuration ?? 3600,
      ...tagAttributes(context, state, found.tags ?? {}),
    };
  },

  update(context, planned, prior) {
    const { control } = context;
    const arn = text(planned, "arn");
    const role = control.role(arn);
    // What the role itself does not change may be a resource of its own, and is kept.
    const [blocks, blocksBefore] = [readInlinePolicies(planned), inlinePolicies(prior)];
    const kept = Object.entries(role?.permissions ?? {}).filter(([name]) => !(name in blocksBefore) || name in blocks);
    const changed = Object.entries(blocks).filter(([name, policy]) => blocksBefore[name] !== policy);
    const [arns, before] = [texts(planned, "managed_policy_arns"), texts(prior, "managed_policy_arns")];
    const attached = attachedTo(role).filter((policyArn) => !before.includes(policyArn) || arns.includes(policyArn));
    const attach = arns.filter((policyArn) => !before.includes(policyArn));
    for (const policyArn of attach) refuseMissingPolicy(context, policyArn, `Policy ${policyArn}`);
    const declared: RoleDeclaration = {
      ...attributesOf(context, planned),
      tags: tagsAfterUpdate(role?.tags, planned, prior),
      permissions: Object.fromEntries([...kept, ...changed]),
      managedPolicyArns: [...attached, ...attach],
    };
    control.declare({ roles: { [arn]: declared } });
    return {};
  },

  delete({ control }, state) {
    const arn = text(state, "arn");
    const role = control.role(arn);
    const force = state.force_detach_policies === true;
    if (attachedTo(role).length > 0 && !force && !isGiven(state.managed_policy_arns)) {
      throw refusedDeletion("must detach all policies first", attachedTo(role));
    }
    const inline = Object.keys(role?.permissions ?? {});
    if (inline.length > 0 && !force && !isGiven(state.inline_policy)) {
      throw refusedDeletion("must delete policies first", inline);
    }
    control.withdraw({ roles: [arn] });
  },

  deleteLeftover({ control }, state) {
    control.withdraw({ roles: [text(state, "arn")] });
  },

  import(context, name) {
    const { account, partition } = context;
    const arn = findRoleArn(context, name) ?? `arn:${partition}:iam::${account}:role/${name}`;
    return { id: name, name, name_prefix: prefixOfGeneratedName(name), arn, path: pathOf(arn) };
  },
};

function refusedDeletion(remedy: string, policies: readonly string[]): IamRefusal {
  return new IamRefusal(
    "DeleteConflict",
    `Cannot delete entity, ${remedy}.`,
    `The role still has ${policies.join(", ")}. Destroy these first, or set force_detach_policies.`,
  );
}

function arnOf({ partition, account }: ResourceContext, planned: Values): string {
  return `arn:${partition}:iam::${account}:role${optionalText(planned, "path") ?? "/"}${text(planned, "name")}`;
}

/**
 * What the role is apart from its policies and tags.
 * @throws IamRefusal for a permissions boundary that does not exist
 */
function attributesOf(context: ResourceContext, planned: Values): RoleDeclaration {
  const permissionsBoundary = optionalText(planned, "permissions_boundary");
  if (permissionsBoundary !== undefined) {
    refuseMissingPolicy(context, permissionsBoundary, `Scope ARN: ${permissionsBoundary}`);
  }
  const description = optionalText(planned, "description");
  return {
    trust: readPolicyText(text(planned, "assume_role_policy"), "assume_role_policy"),
    maxSessionDuration: Number(planned.max_session_duration ?? 3600),
    ...(permissionsBoundary !== undefined && { permissionsBoundary }),
    ...(description !== undefined && { description }),
  };
}

/** The `inline_policy` blocks by name; none of an empty block. */
function inlinePolicies(values: Values): Record<string, string> {
  const blocks = (values.inline_policy ?? []) as readonly Values[];
  const named = blocks.filter((block) => optionalText(block, "policy") !== undefined);
  return Object.fromEntries(named.map((block) => [text(block, "name"), text(block, "policy")]));
}

function readInlinePolicies(planned: Values): Record<string, string> {
  const policies = Object.entries(inlinePolicies(planned));
  return Object.fromEntries(policies.map(([name, policy]) => [name, readPolicyText(policy, "inline_policy")]));
}

/** The blocks as they are, where they say what the role has. */
function inlinePolicyBlocks(state: Values, permissions: Readonly<Record<string, string>>): Values["inline_policy"] {
  const given = inlinePolicies(state);
  const names = Object.keys({ ...given, ...permissions });
  const same = names.every((name) => equivalentJson(given[name] ?? "", permissions[name] ?? ""));
  if (same) return state.inline_policy ?? [];
  return Object.entries(permissions).map(([name, policy]) => ({ name, policy: keepEquivalent(given[name], policy) }));
}
