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
 * The subscriptions that a resource makes: none where it is of another type, several where it has `for_each`.
 *
 * @throws an error where only Terraform can compute the items, the document or the criteria
 */
export function subscriptionsOf(resource: JoinedResource): Subscription[] {
  return resource.type === "aws_cloudwatch_log_subscription_filter"
    ? instancesOf(resource).map(filter)
    : accountSubscriptionOf(resource);
}

/** The one that a resource makes of an account, if it makes one. @throws as {@link subscriptionsOf} */
export function accountSubscriptionOf(resource: JoinedResource): Subscription[] {
  const { policy_type: type } = resource.attributes;
  return resource.type === "aws_cloudwatch_log_account_policy" && type === "SUBSCRIPTION_FILTER_POLICY"
    ? [ofAccount(resource)]
    : [];
}

/** The resource for each item of its `for_each`, with the item's values in its attributes. */
function instancesOf(resource: JoinedResource): JoinedResource[] {
  const { for_each: items, ...attributes } = resource.attributes;
  if (items === undefined) return [resource];
  return itemsOf(resource, items).map(([key, value]) => ({
    ...resource,
    attributes: JSON.parse(JSON.stringify(attributes), (_, attribute) =>
      typeof attribute === "string" ? attribute.replaceAll(ofItem, valueIn(resource, key, value)) : attribute,
    ),
  }));
}

function itemsOf(resource: JoinedResource, items: unknown): [key: string, value: unknown][] {
  if (typeof items === "object" && items !== null) return Object.entries(items);
  const [, list] = /^\$\{toset\(\[(.*)\]\)\}$/.exec(String(items)) ?? [];
  if (list === undefined) throw computed(resource, String(items));
  return namesIn(resource, list).map((name) => [name, name]);
}

const ofItem = /\$\{each\.(key|value)(?:\.([\w-]+))?\}/g;

function valueIn(resource: JoinedResource, key: string, value: unknown) {
  return (expression: string, part: string, member?: string): string => {
    const found = part === "key" ? key : member === undefined ? value : (value as Record<string, unknown>)[member];
    if (typeof found !== "string") throw computed(resource, expression);
    return found;
  };
}

const text = (value: unknown) => (typeof value === "string" ? value : undefined);

function filter(resource: JoinedResource): Subscription {
  const { name, destination_arn, filter_pattern, distribution, role_arn, log_group_name } = resource.attributes;
  if (/\beach\./.test(String(log_group_name))) throw computed(resource, String(log_group_name));
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
  if (list !== undefined) return namesIn(resource, list);
  const names = parseSelectionCriteria(criteria);
  if (names === undefined) throw computed(resource, criteria);
  return names;
}

/** The items of a list as Terraform has it, of names in quotes and of references. */
function namesIn({ address }: JoinedResource, list: string): string[] {
  const [index] = address.split("/");
  return [...list.matchAll(/"([^"]*)"|([\w.-]+)/g)].map(([, name, reference]) => name ?? `\${${index}/${reference}}`);
}

function computed({ addressInStack }: JoinedResource, why: string): Error {
  return new Error(`only Terraform can compute what ${addressInStack} sends: ${why}; test with literals [LD2911]`);
}
