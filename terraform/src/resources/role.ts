import { createHash } from "node:crypto";
import type { ResourceContext } from "../context.ts";
import { AlreadyExists } from "../diagnostics.ts";
import { optionalText, text } from "../protocol/attributes.ts";
import { unknown, type Values } from "../protocol/types.ts";
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
import { keepEquivalent, readPolicyText } from "../resource-type/policy-text.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";

/** The name of a policy within a role. */
export const policyName: Check = matching(/^[\w+=,.@-]{1,128}$/, "1 to 128 letters, digits and _+=,.@-");

export const role: ResourceType = {
  displayName: "IAM Role",
  nameAttribute: "name",
  modelled: ["name", "name_prefix", "path", "assume_role_policy", "inline_policy", "force_detach_policies"],
  requiresReplace: ["name", "name_prefix", "path"],
  defaults: { force_detach_policies: false, max_session_duration: 3600, path: "/" },
  jsonArguments: { assume_role_policy: "minified", "inline_policy.policy": "versionFirst" },
  checks: {
    ...nameChecks(matching(/^[\w+=,.@-]{1,64}$/, "1 to 64 letters, digits and _+=,.@-")),
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

  create(context, planned) {
    const { control } = context;
    const { name, name_prefix } = nameAndPrefix(planned);
    if (findRoleArn(context, name) !== undefined) {
      throw new AlreadyExists(
        `creating IAM Role (${name}): EntityAlreadyExists: Role with name ${name} already exists.`,
      );
    }
    const arn = arnOf(context, { ...planned, name });
    const trust = readPolicyText(text(planned, "assume_role_policy"), "assume_role_policy");
    control.declare({ roles: { [arn]: { trust, permissions: readInlinePolicies(planned) } } });
    const create_date = new Date().toISOString().replace(/\.\d+Z$/, "Z");
    return {
      id: name,
      name,
      name_prefix,
      arn,
      create_date,
      unique_id: roleId(arn),
      managed_policy_arns: planned.managed_policy_arns === unknown ? [] : (planned.managed_policy_arns ?? []),
    };
  },

  read({ control }, state) {
    const arn = text(state, "arn");
    const found = control.role(arn);
    if (!found) return undefined;
    return {
      assume_role_policy: keepEquivalent(state.assume_role_policy, found.trust),
      unique_id: roleId(arn),
      ...(inlinePolicies(state) && { inline_policy: inlinePolicyBlocks(state, found.permissions) }),
    };
  },

  update({ control }, planned, prior) {
    const arn = text(planned, "arn");
    // A policy that is a resource of its own is kept.
    const own = Object.keys(inlinePolicies(prior) ?? {});
    const others = Object.entries(control.role(arn)?.permissions ?? {}).filter(([name]) => !own.includes(name));
    const permissions = { ...Object.fromEntries(others), ...readInlinePolicies(planned) };
    control.declare({
      roles: {
        [arn]: { trust: readPolicyText(text(planned, "assume_role_policy"), "assume_role_policy"), permissions },
      },
    });
    return {};
  },

  delete({ control }, state) {
    control.withdraw({ roles: [text(state, "arn")] });
  },

  import(context, name) {
    const { account, partition } = context;
    const arn = findRoleArn(context, name) ?? `arn:${partition}:iam::${account}:role/${name}`;
    const path = /:role(\/.*)$/.exec(arn.slice(0, arn.length - name.length))?.[1] ?? "/";
    return { id: name, name, name_prefix: prefixOfGeneratedName(name), arn, path, managed_policy_arns: [] };
  },
};

/** The name of a role, without its path. */
function roleNameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

function arnOf({ partition, account }: ResourceContext, planned: Values): string {
  return `arn:${partition}:iam::${account}:role${optionalText(planned, "path") ?? "/"}${text(planned, "name")}`;
}

/** The ARN of the role of this name in the account; `undefined` where there is none. */
export function findRoleArn({ control, account }: ResourceContext, name: string): string | undefined {
  return control.roleArns(account).find((arn) => roleNameOf(arn) === name);
}

/** The `inline_policy` blocks, by name; `undefined` where there are none: their policies may be resources then. */
function inlinePolicies(values: Values): Record<string, string> | undefined {
  const blocks = (values.inline_policy ?? []) as readonly Values[];
  if (blocks.length === 0) return undefined;
  const named = blocks.filter((block) => optionalText(block, "policy") !== undefined);
  return Object.fromEntries(named.map((block) => [text(block, "name"), text(block, "policy")]));
}

function readInlinePolicies(planned: Values): Record<string, string> {
  const policies = Object.entries(inlinePolicies(planned) ?? {});
  return Object.fromEntries(policies.map(([name, policy]) => [name, readPolicyText(policy, "inline_policy")]));
}

function inlinePolicyBlocks(state: Values, permissions: Readonly<Record<string, string>>): Values[] {
  const given = inlinePolicies(state) ?? {};
  return Object.entries(permissions).map(([name, policy]) => ({ name, policy: keepEquivalent(given[name], policy) }));
}

function roleId(arn: string): string {
  return `AROA${createHash("md5").update(arn).digest("hex").toUpperCase().slice(0, 17)}`;
}
