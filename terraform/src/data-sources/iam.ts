import { parseArn } from "@log-destinations/core";
import { uniqueId } from "@log-destinations/local";
import { lastPartOf } from "../arns.ts";
import type { ResourceContext } from "../context.ts";
import { DiagnosticError, IamRefusal } from "../diagnostics.ts";
import { findRoleArn, pathOf } from "../iam/roles.ts";
import { optionalText, text } from "../protocol/attributes.ts";
import type { Values } from "../protocol/types.ts";
import { findKeptBeside } from "../resource-type/kept-beside.ts";
import { tagsSeen } from "../resource-type/tags.ts";
import { attachmentCount } from "../resources/policy.ts";

/** `aws_iam_role` */
export function readRole(config: Values, context: ResourceContext): Values {
  const name = text(config, "name");
  const arn = findRoleArn(context, name);
  const role = arn === undefined ? undefined : context.control.role(arn);
  if (arn === undefined || !role) {
    const entry = { roles: { [`arn:${context.partition}:iam::${context.account}:role/${name}`]: { trust: {} } } };
    throw new IamRefusal("NoSuchEntity", `The role with name ${name} cannot be found.`, declareWith(entry));
  }
  return {
    id: name,
    arn,
    assume_role_policy: role.trust,
    // Known of a role that a run has made.
    create_date: findKeptBeside(context, { type: "aws_iam_role", id: name, name, region: "" }).create_date ?? null,
    description: role.description ?? "",
    max_session_duration: role.maxSessionDuration ?? 3600,
    path: pathOf(arn),
    permissions_boundary: role.permissionsBoundary ?? "",
    role_last_used: [],
    tags: tagsSeen(context, role.tags),
    unique_id: uniqueId("AROA", arn),
  };
}

/** `aws_iam_roles`: those of the account. */
export function readRoles(config: Values, { control, account, region }: ResourceContext): Values {
  const form = new RegExp(optionalText(config, "name_regex") ?? "");
  const prefix = optionalText(config, "path_prefix") ?? "/";
  const arns = control.roleArns(account).filter((arn) => pathOf(arn).startsWith(prefix) && form.test(lastPartOf(arn)));
  return { id: region, arns, names: arns.map(lastPartOf) };
}

/** `aws_iam_policy`, by its ARN or by its name. The document of a policy of AWS that has none here is null. */
export function readPolicy(config: Values, context: ResourceContext): Values {
  const arn = optionalText(config, "arn") ?? findPolicyArn(config, context);
  const policy = context.control.policy(arn);
  if (!policy && parseArn(arn)?.account !== "aws") {
    throw new IamRefusal("NoSuchEntity", `Policy ${arn} was not found.`, declareWith(policyEntry(arn)));
  }
  return {
    id: arn,
    arn,
    name: lastPartOf(arn),
    path: pathOf(arn),
    attachment_count: attachmentCount(context, arn),
    description: policy?.description ?? "",
    policy: policy?.document ?? null,
    policy_id: uniqueId("ANPA", arn),
    tags: tagsSeen(context, policy?.tags),
  };
}

function findPolicyArn(config: Values, { control, partition, account }: ResourceContext): string {
  const name = optionalText(config, "name");
  const prefix = optionalText(config, "path_prefix") ?? "/";
  const all = [...control.policyArns(account), ...control.policyArns("aws").map((arn) => inPartition(arn, partition))];
  const [found, other] = all.filter(
    (arn) => pathOf(arn).startsWith(prefix) && [undefined, lastPartOf(arn)].includes(name),
  );
  if (found !== undefined && other === undefined) return found;
  const entry = policyEntry(`arn:${partition}:iam::${account}:policy/${name ?? "NAME"}`);
  throw found === undefined
    ? new DiagnosticError("no matching IAM Policy found", `${declareWith(entry)} One of AWS is found by its arn.`)
    : new DiagnosticError(
        "multiple IAM Policies matched; use additional constraints to reduce matches to a single IAM Policy",
      );
}

function inPartition(arn: string, partition: string): string {
  return arn.replace(/^arn:[^:]+:/, `arn:${partition}:`);
}

function policyEntry(arn: string): object {
  return { policies: { [arn]: { document: {} } } };
}

function declareWith(entry: object): string {
  return `Make it in this stack, or declare it for --config with its document in the place of {}: ${JSON.stringify(entry)}.`;
}
