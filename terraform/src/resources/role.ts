import { createHash } from "node:crypto";
import type { Context } from "../context.ts";
import { Taken } from "../failure.ts";
import { optionalText, text } from "../protocol/attributes.ts";
import { unknown, type Values } from "../protocol/types.ts";
import { between, matching, rolePolicyDocument } from "../resource-type/checks.ts";
import { nameChecks, namesOf, prefixOf } from "../resource-type/name.ts";
import { keepDocument, usable } from "../resource-type/policy-text.ts";
import type { ResourceType } from "../resource-type/resource.ts";

export const role: ResourceType = {
  called: "IAM Role",
  namedBy: "name",
  modelled: ["name", "name_prefix", "path", "assume_role_policy", "inline_policy", "force_detach_policies"],
  replacedBy: ["name", "name_prefix", "path"],
  defaults: { force_detach_policies: false, max_session_duration: 3600, path: "/" },
  documents: ["assume_role_policy"],
  checks: {
    ...nameChecks(/^[\w+=,.@-]{1,64}$/, "1 to 64 letters, digits and _+=,.@-"),
    path: matching(/^\/([!-~]+\/)*$/, "a path that begins and ends with /"),
    assume_role_policy: rolePolicyDocument,
    max_session_duration: between(3600, 43200),
  },

  arnOf,

  create(context, planned) {
    const { control, account } = context;
    const { name, name_prefix } = namesOf(planned);
    if (control.roleArns(account).some((arn) => nameIn(arn) === name)) {
      throw new Taken(`creating IAM Role (${name}): EntityAlreadyExists: Role with name ${name} already exists.`);
    }
    const arn = arnOf(context, { ...planned, name });
    const trust = usable(text(planned, "assume_role_policy"), "assume_role_policy");
    control.declare({ roles: { [arn]: { trust, permissions: usableInline(planned) } } });
    const create_date = new Date().toISOString().replace(/\.\d+Z$/, "Z");
    return {
      id: name,
      name,
      name_prefix,
      arn,
      create_date,
      unique_id: uniqueId(arn),
      managed_policy_arns: planned.managed_policy_arns === unknown ? [] : (planned.managed_policy_arns ?? []),
    };
  },

  read({ control }, state) {
    const arn = text(state, "arn");
    const found = control.role(arn);
    if (!found) return undefined;
    return {
      assume_role_policy: keepDocument(state.assume_role_policy, found.trust),
      unique_id: uniqueId(arn),
      ...(inlinePolicies(state) && { inline_policy: asBlocks(state, found.permissions) }),
    };
  },

  update({ control }, planned, prior) {
    const arn = text(planned, "arn");
    // Policies that stand in resources of their own are not this one's to remove.
    const own = Object.keys(inlinePolicies(prior) ?? {});
    const others = Object.entries(control.role(arn)?.permissions ?? {}).filter(([name]) => !own.includes(name));
    const permissions = { ...Object.fromEntries(others), ...usableInline(planned) };
    control.declare({
      roles: { [arn]: { trust: usable(text(planned, "assume_role_policy"), "assume_role_policy"), permissions } },
    });
    return {};
  },

  delete({ control }, state) {
    control.withdraw({ roles: [text(state, "arn")] });
  },

  import({ account, partition, control }, name) {
    const known = control.roleArns(account).find((arn) => nameIn(arn) === name);
    const arn = known ?? `arn:${partition}:iam::${account}:role/${name}`;
    const path = /:role(\/.*)$/.exec(arn.slice(0, arn.length - name.length))?.[1] ?? "/";
    return { id: name, name, name_prefix: prefixOf(name), arn, path, managed_policy_arns: [] };
  },
};

/** The name of a role, without its path. */
function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

function arnOf({ partition, account }: Context, planned: Values): string {
  return `arn:${partition}:iam::${account}:role${optionalText(planned, "path") ?? "/"}${text(planned, "name")}`;
}

/** The ARN of an account's role by its name, as other resources name it. */
export function roleArn({ control, account }: Context, name: string): string | undefined {
  return control.roleArns(account).find((arn) => nameIn(arn) === name);
}

/** By name; `undefined` where the configuration leaves them to others. */
function inlinePolicies(values: Values): Record<string, string> | undefined {
  const blocks = (values.inline_policy ?? []) as readonly Values[];
  if (blocks.length === 0) return undefined;
  const named = blocks.filter((block) => optionalText(block, "policy") !== undefined);
  return Object.fromEntries(named.map((block) => [text(block, "name"), text(block, "policy")]));
}

function usableInline(planned: Values): Record<string, string> {
  const policies = Object.entries(inlinePolicies(planned) ?? {});
  return Object.fromEntries(policies.map(([name, policy]) => [name, usable(policy, "inline_policy")]));
}

function asBlocks(state: Values, permissions: Readonly<Record<string, string>>): Values[] {
  const given = inlinePolicies(state) ?? {};
  return Object.entries(permissions).map(([name, policy]) => ({ name, policy: keepDocument(given[name], policy) }));
}

function uniqueId(arn: string): string {
  return `AROA${createHash("md5").update(arn).digest("hex").toUpperCase().slice(0, 17)}`;
}
