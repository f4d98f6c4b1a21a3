import { refuseUnknownProvider } from "./found-destination.mts";
import { type Equals, isEqual, judgeValues } from "./has-resource.mts";
import { joinedResources, joinedStacks } from "./joined-stacks.mts";
import type { Judgement } from "./lets-subscribe.mts";
import { isMatcher, refuseBadQuestion } from "./questions.mts";
import { accountSubscriptionOf, type Subscription } from "./subscriptions.mts";
import type { Attributes } from "./synthesized.mts";
import { plainValueOf } from "./terraform-text.mts";

/** The subscription of an account, by the names of the props of `LogAccountSubscription`. */
export interface AccountSubscription {
  policyName: string;
  /** A literal, or the expression that Terraform gets. */
  destinationArn: string;
  /** `""` for every log event. */
  filterPattern: string;
  /** `undefined` where the service decides. */
  distribution: string | undefined;
  roleArn: string | undefined;
  /** Sorted; empty where no log group is left out. */
  excludeLogGroups: string[];
  /** Its own Region or its provider's; `undefined` where neither names one. */
  region: string | undefined;
  /** As Terraform names it, `aws` or `aws.workload`. */
  provider: string;
}

/**
 * Does the stack subscribe an account, by an account-level subscription with these values?
 *
 * @param stack a `TerraformStack`, or its synthesized JSON
 * @throws TypeError for a name or value that no such subscription can have
 * @throws an error where the answer hangs on what only Terraform can compute
 */
export function subscribesAccount(
  stack: unknown,
  expected: Partial<AccountSubscription> = {},
  equals: Equals = isEqual,
): Judgement {
  refuseBadQuestion("accountSubscription", expected);
  const read = joinedStacks([stack]);
  refuseUnknownProvider(read, expected.provider);
  const { excludeLogGroups: names } = expected;
  // In whatever order, as the subscription means them; a list of matchers stays as it is.
  const asked =
    Array.isArray(names) && !names.some(isMatcher) ? { ...expected, excludeLogGroups: [...names].sort() } : expected;
  return judgeValues(
    joinedResources(read)
      .flatMap(accountSubscriptionOf)
      .map((subscription) => ({ address: subscription.resource.addressInStack, values: valuesOf(subscription) })),
    asked,
    equals,
  );
}

function valuesOf(subscription: Subscription): Attributes {
  const { resource, name, targetArn, filterPattern, distribution, roleArn, excludeLogGroups = [] } = subscription;
  const values: AccountSubscription = {
    policyName: name,
    destinationArn: asWritten(targetArn),
    filterPattern: plainValueOf(filterPattern),
    distribution,
    roleArn: roleArn && asWritten(roleArn),
    excludeLogGroups: excludeLogGroups.map(asWritten).sort(),
    region: resource.region,
    provider: resource.provider,
  };
  return { ...values };
}

/** A reference without the number of its stack. */
function asWritten(text: string): string {
  return text.replaceAll("${0/", "${");
}
