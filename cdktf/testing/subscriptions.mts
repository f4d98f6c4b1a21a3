import { parseSubscriptionPolicy } from "../../core/src/account-policies/document.ts";
import { parseSelectionCriteria } from "../../core/src/account-policies/selection-criteria.ts";
import { isUnreadable } from "../../core/src/policy/document.ts";
import type { JoinedResource } from "./joined-stacks.mts";

/** A subscription filter, or the subscription of an account. */
export interface Subscription {
  readonly resource: JoinedResource;
  readonly name: string;
  readonly targetArn: string;
  readonly filterPattern: string;
  readonly distribution: string | undefined;
  readonly roleArn: string | undefined;
  /** Of a filter. */
  readonly logGroupName?: string;
  /** Of an account. */
  readonly excludeLogGroups?: readonly string[];
}

/**
 * The subscriptions among resources.
 *
 * @throws an error where only Terraform can compute the document or the criteria of one
 */
export function subscriptionsOf(resources: readonly JoinedResource[]): Subscription[] {
  return resources.flatMap((resource) => {
    if (resource.type === "aws_cloudwatch_log_subscription_filter") return [filter(resource)];
    const { policy_type: type } = resource.attributes;
    return resource.type === "aws_cloudwatch_log_account_policy" && type === "SUBSCRIPTION_FILTER_POLICY"
      ? [ofAccount(resource)]
      : [];
  });
}

const text = (value: unknown) => (typeof value === "string" ? value : undefined);

function filter(resource: JoinedResource): Subscription {
  const { name, destination_arn, filter_pattern, distribution, role_arn, log_group_name } = resource.attributes;
  return {
    resource,
    name: String(name),
    targetArn: String(destination_arn),
    filterPattern: text(filter_pattern) ?? "",
    distribution: text(distribution),
    roleArn: text(role_arn),
    logGroupName: String(log_group_name),
  };
}

function ofAccount(resource: JoinedResource): Subscription {
  const { policy_name, policy_document, selection_criteria } = resource.attributes;
  const document = parseSubscriptionPolicy(String(policy_document));
  if (isUnreadable(document)) throw computed(resource, `${document.where} ${document.message}`);
  return {
    resource,
    name: String(policy_name),
    targetArn: document.DestinationArn,
    filterPattern: document.FilterPattern,
    distribution: document.Distribution,
    roleArn: document.RoleArn,
    excludeLogGroups: excluded(resource, text(selection_criteria)),
  };
}

function excluded(resource: JoinedResource, criteria: string | undefined): readonly string[] {
  if (criteria === undefined) return [];
  // As the construct writes names of which some are references.
  const [, list] = /^(?:LogGroupName NOT IN )\$\{jsonencode\(sort\(distinct\(\[(.*)\]\)\)\)\}$/.exec(criteria) ?? [];
  if (list !== undefined) {
    const [index] = resource.address.split("/");
    return [...list.matchAll(/"([^"]*)"|([\w.-]+)/g)].map(([, name, reference]) => name ?? `\${${index}/${reference}}`);
  }
  const names = parseSelectionCriteria(criteria);
  if (names === undefined) throw computed(resource, criteria);
  return names;
}

function computed({ addressInStack }: JoinedResource, why: string): Error {
  return new Error(`only Terraform can compute what ${addressInStack} sends: ${why}; test with literals [LD2911]`);
}
