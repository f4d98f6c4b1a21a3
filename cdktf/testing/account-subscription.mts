import { joinedResources, joinedStacks } from "./joined-stacks.mts";
import { accountSubscriptionOf } from "./subscriptions.mts";
import { plainValueOf } from "./synthesized.mts";

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

/** @throws TypeError for a name that is none of the members, which a negated matcher would let pass */
export function accountSubscriptionsOf(stack: unknown, expected: object): AccountSubscription[] {
  const unknown = Object.keys(expected).find((name) => !members.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`${unknown} is not known; expected ${members.join(", ")} [LD2923]`);
  }
  const read = joinedStacks([stack]);
  const subscriptions = joinedResources(read).flatMap(accountSubscriptionOf);
  return subscriptions.map((subscription) => {
    const { resource, name, targetArn, filterPattern, distribution, roleArn, excludeLogGroups = [] } = subscription;
    return {
      policyName: name,
      destinationArn: asWritten(targetArn),
      filterPattern: plainValueOf(filterPattern),
      distribution,
      roleArn: roleArn && asWritten(roleArn),
      excludeLogGroups: excludeLogGroups.map(asWritten),
      region: resource.region,
      provider: resource.provider,
    };
  });
}

const members = [
  "policyName",
  "destinationArn",
  "filterPattern",
  "distribution",
  "roleArn",
  "excludeLogGroups",
  "region",
  "provider",
];

/** A reference without the number of its stack. */
function asWritten(text: string): string {
  return text.replaceAll("${0/", "${");
}
