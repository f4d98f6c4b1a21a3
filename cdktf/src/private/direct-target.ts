import type { ILogSubscriptionTarget, LogSubscriptionTarget } from "../log-subscription-target";

/** The stream or function that a subscription sends to without a destination; `undefined` where it sends to a destination. */
export function directTarget(target: ILogSubscriptionTarget): LogSubscriptionTarget | undefined {
  return "permissionsPolicy" in target ? (target as LogSubscriptionTarget) : undefined;
}

/** Throws, as the service refuses a role beside a Lambda function. [F385] */
export function refuseRoleOfFunction(prop: string): never {
  throw new Error(
    `${prop} is given, and a Lambda function is called without a role; leave it out, the subscription makes the ` +
      "permission that the function needs [LD2531]",
  );
}
