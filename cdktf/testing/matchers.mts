import { type AccountSubscription, accountSubscriptionsOf } from "./account-subscription.mts";
import { delivers, type SentLine } from "./delivers.mts";
import { letsSubscribe } from "./lets-subscribe.mts";
import type { Sender } from "./sender.mts";
import { type Attributes, resourcesOf, synthesized } from "./synthesized.mts";

/** What `expect(stack)` can be asked once the matchers are added. */
export interface LogDestinationMatchers<R = unknown> {
  /**
   * The stack makes a destination with these attributes, named as in Terraform.
   *
   * @example expect(stack).toHaveLogDestination({ name: "central", region: "eu-west-1" })
   */
  toHaveLogDestination(attributes?: Record<string, unknown>): R;

  /**
   * The stack makes a subscription filter with these attributes, named as in Terraform.
   *
   * @example expect(stack).toHaveLogSubscription({ log_group_name: "/app" })
   */
  toHaveLogSubscription(attributes?: Record<string, unknown>): R;

  /**
   * The log events of this sender would arrive: the synthesized access policy lets it subscribe, and the role, where it
   * is made in the stack, trusts the service to act for it.
   *
   * @example expect(stack).toLetSubscribe({ account: "111122223333", organization: "o-a1b2c3d4e5" })
   */
  toLetSubscribe(sender: Sender): R;

  /**
   * The stack subscribes an account, by an account-level subscription with these values.
   *
   * @example expect(stack).toSubscribeAccount({ excludeLogGroups: ["/debug"] })
   */
  toSubscribeAccount(expected?: Partial<AccountSubscription>): R;

  /**
   * This line would arrive, by the stacks of its sender and of the destination's owner together.
   *
   * @example expect([workload, hub]).toDeliver({ account: "111122223333", logGroupName: "/app" })
   */
  toDeliver(line: SentLine): R;
}

interface Result {
  pass: boolean;
  message: () => string;
}

interface Runner {
  equals(actual: unknown, expected: unknown, customTesters?: unknown[]): boolean;
}

type AttributesMatcher = (this: Runner, stack: unknown, attributes?: Attributes) => Result;

function have(type: string, thing: string): AttributesMatcher {
  return function (stack, attributes = {}) {
    const found = resourcesOf(synthesized(stack), type).map((resource) => resource.attributes);
    const expected = Object.entries(attributes);
    const pass = found.some((each) => expected.every(([name, value]) => this.equals(each[name], value)));
    const wanted = `${thing} with ${JSON.stringify(attributes)}`;
    const message = () =>
      `expected ${pass ? "no" : "a"} ${wanted}; the stack has ${JSON.stringify(found, undefined, 2)}`;
    return { pass, message };
  };
}

/** The matchers, as `expect.extend` of vitest and of jest takes them. */
export const matchers: {
  toHaveLogDestination: AttributesMatcher;
  toHaveLogSubscription: AttributesMatcher;
  toLetSubscribe: (stack: unknown, sender: Sender) => Result;
  toSubscribeAccount: (this: Runner, stack: unknown, expected?: Partial<AccountSubscription>) => Result;
  toDeliver: (stacks: unknown, line: SentLine) => Result;
} = {
  toHaveLogDestination: have("aws_cloudwatch_log_destination", "log destination"),
  toHaveLogSubscription: have("aws_cloudwatch_log_subscription_filter", "subscription filter"),
  toLetSubscribe(stack: unknown, sender: Sender): Result {
    const { passes, reason } = letsSubscribe(stack, sender);
    const message = () => `expected ${JSON.stringify(sender)} ${passes ? "not " : ""}to get through; ${reason}`;
    return { pass: passes, message };
  },
  toSubscribeAccount(this: Runner, stack: unknown, expected: Partial<AccountSubscription> = {}): Result {
    const found = accountSubscriptionsOf(stack, expected);
    const values = Object.entries(expected) as [keyof AccountSubscription, unknown][];
    const pass = found.some((each) => values.every(([name, value]) => this.equals(each[name], value)));
    const wanted = `account-level subscription with ${JSON.stringify(expected)}`;
    const message = () =>
      `expected ${pass ? "no" : "an"} ${wanted}; the stack has ${JSON.stringify(found, undefined, 2)}`;
    return { pass, message };
  },
  toDeliver(stacks: unknown, line: SentLine): Result {
    const { passes, reason } = delivers([stacks].flat(), line);
    const message = () => `expected ${JSON.stringify(line)} ${passes ? "not " : ""}to arrive; ${reason}`;
    return { pass: passes, message };
  },
};
