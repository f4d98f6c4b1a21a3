import { conditionHolds } from "../../core/src/policy/conditions.ts";
import { mayPutSubscriptionFilter } from "../../core/src/policy/decide.ts";
import { isUnreadable, type PolicyStatement, readAccessPolicy } from "../../core/src/policy/document.ts";
import { type Attributes, type Resource, resourcesOf, synthesized } from "./synthesized.mts";

/** The account that wants to subscribe, and how. */
export interface Sender {
  /** Twelve digits. */
  account: string;
  /** The id of its organization. @default outside any */
  organization?: string;
  /** Its place in the organization, `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`. @default not told */
  organizationPath?: string;
  /** Whether its subscription filter names a role, as one that is let in by its organization must. @default true */
  role?: boolean;
  /** Whether it attaches an account-level subscription policy instead of a filter. @default false */
  accountLevel?: boolean;
  /** The name of the destination. @default the only one whose policy is in the stack */
  destination?: string;
  /** The Region of the destination, where several have the same name. @default the only one */
  region?: string;
}

/** Whether a sender gets through, and what decided it. */
export interface Judgement {
  passes: boolean;
  reason: string;
}

/**
 * Would the log events of this sender arrive? Evaluates the access policy as the service does when the filter is put,
 * and, where the role is made in the stack too, whether it trusts the service to act for the sender afterwards.
 *
 * @param stack a `TerraformStack`, or its synthesized JSON
 * @throws an error where the stack has no such policy, or one that only Terraform can compute
 */
export function letsSubscribe(stack: unknown, sender: Sender): Judgement {
  const { resource } = synthesized(stack);
  const policies = resourcesOf({ resource }, "aws_cloudwatch_log_destination_policy");
  const policy = chosen(policies, sender);
  const text = policy.attributes.access_policy as string;
  const name = policy.attributes.destination_name as string;
  const destination = resourcesOf({ resource }, "aws_cloudwatch_log_destination").find(
    ({ address, attributes }) => attributes.name === name && text.includes(`\${${address}.arn}`),
  );

  const decision = mayPutSubscriptionFilter({
    policy: readable(text, policy.address),
    destinationArn: destination ? `\${${destination.address}.arn}` : arnIn(text, name),
    // The owner is let in whoever the policy names, which would say nothing about it.
    owner: "",
    subscriber: sender,
    action: sender.accountLevel ? "logs:PutAccountPolicy" : "logs:PutSubscriptionFilter",
  });
  if (!decision.allowed) {
    const why = decision.reason === "explicit-deny" ? `${decision.statement} denies it` : "no statement allows it";
    return { passes: false, reason: `${why}: ${text}` };
  }
  if (decision.roleRequired && sender.role === false) {
    return { passes: false, reason: `${decision.statement} lets it in by its organization, which takes a role` };
  }
  const role = destination && roleOf(resource, destination.attributes);
  if (role && !trusts(role, sender)) {
    return {
      passes: false,
      reason: `${decision.statement} lets it subscribe, but ${role.address} does not trust the service to act for it, so that nothing would arrive`,
    };
  }
  return { passes: true, reason: `${decision.statement} allows it` };
}

function chosen(policies: Resource[], { destination, region }: Sender): Resource {
  const found = policies.filter(
    ({ attributes }) =>
      (destination === undefined || attributes.destination_name === destination) &&
      (region === undefined || attributes.region === region),
  );
  const [policy] = found;
  if (policy && found.length === 1) return policy;
  const names = policies.map(({ attributes: { destination_name, region: at } }) =>
    at === undefined ? destination_name : `${destination_name} in ${at}`,
  );
  const among = `the stack has access policies of ${names.join(", ") || "no destination"}`;
  throw new Error(
    policy
      ? `${among}; say which one is meant by destination and region`
      : `there is no access policy of ${destination ?? "any destination"}${region ? ` in ${region}` : ""}; ${among}`,
  );
}

function readable(text: string, address: string): string {
  const policy = readAccessPolicy(text);
  if (!isUnreadable(policy)) return text;
  throw new Error(`only Terraform can compute the access policy of ${address}: ${policy.where} ${policy.message}`);
}

/** The ARN by which the policy of a destination that stands elsewhere names it. */
function arnIn(text: string, name: string): string {
  const policy = readAccessPolicy(text);
  const resources = isUnreadable(policy) ? [] : policy.statements.flatMap((statement) => statement.resources);
  return resources.find((resource) => resource.endsWith(`:destination:${name}`)) ?? `:destination:${name}`;
}

function roleOf(resource: Record<string, Record<string, Attributes>>, destination: Attributes): Resource | undefined {
  return resourcesOf({ resource }, "aws_iam_role").find(({ address }) => destination.role_arn === `\${${address}.arn}`);
}

function trusts({ attributes }: Resource, sender: Sender): boolean {
  const policy = readAccessPolicy(attributes.assume_role_policy as string);
  // The actions of a trust policy have no Resource, and its principals are services; its conditions are what is asked.
  return isUnreadable(policy) || policy.statements.some((statement) => actsFor(statement, sender));
}

function actsFor({ conditions }: PolicyStatement, { account, organization, organizationPath }: Sender): boolean {
  const present: Record<string, string[]> = {
    "aws:SourceOrgID": organization === undefined ? [] : [organization],
    "aws:SourceOrgPaths": organizationPath === undefined ? [] : [organizationPath],
  };
  return conditions.every((condition) => {
    if (condition.key !== "aws:SourceArn") return conditionHolds(condition, present[condition.key] ?? []);
    const accounts = condition.values.map((pattern) => pattern.split(":")[4]);
    return accounts.includes(account) || accounts.includes("*");
  });
}
