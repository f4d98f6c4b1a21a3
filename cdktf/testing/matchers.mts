import { type AccountSubscription, subscribesAccount } from "./account-subscription.mts";
import { delivers, type SentLine } from "./delivers.mts";
import { type Equals, hasLogDestination, hasLogSubscription } from "./has-resource.mts";
import { type Judgement, letsSubscribe } from "./lets-subscribe.mts";
import type { Sender } from "./sender.mts";
import type { Attributes } from "./synthesized.mts";

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
  equals: Equals;
}

type AttributesMatcher = (this: Runner, stack: unknown, attributes?: Attributes) => Result;

function result({ passes, reason }: Judgement, wanted: (not: "" | "not ") => string): Result {
  return { pass: passes, message: () => `expected ${wanted(passes ? "not " : "")}; ${reason}` };
}

function have(has: typeof hasLogDestination, thing: string): AttributesMatcher {
  return function (stack, attributes = {}) {
    const found = has(stack, attributes, (actual, expected) => this.equals(actual, expected));
    return result(found, (not) => `${not ? "no" : "a"} ${thing} with ${JSON.stringify(attributes)}`);
  };
}

/** The matchers, as `expect.extend` of vitest, of jest and of bun takes them. */
export const matchers: {
  toHaveLogDestination: AttributesMatcher;
  toHaveLogSubscription: AttributesMatcher;
  toLetSubscribe: (stack: unknown, sender: Sender) => Result;
  toSubscribeAccount: (this: Runner, stack: unknown, expected?: Partial<AccountSubscription>) => Result;
  toDeliver: (stacks: unknown, line: SentLine) => Result;
} = {
  toHaveLogDestination: have(hasLogDestination, "log destination"),
  toHaveLogSubscription: have(hasLogSubscription, "subscription filter"),
  toLetSubscribe(stack: unknown, sender: Sender): Result {
    return result(letsSubscribe(stack, sender), (not) => `${JSON.stringify(sender)} ${not}to get through`);
  },
  toSubscribeAccount(this: Runner, stack: unknown, expected: Partial<AccountSubscription> = {}): Result {
    const found = subscribesAccount(stack, expected, (actual, wanted) => this.equals(actual, wanted));
    return result(found, (not) => `${not ? "no" : "an"} account-level subscription with ${JSON.stringify(expected)}`);
  },
  toDeliver(stacks: unknown, line: SentLine): Result {
    return result(delivers([stacks].flat(), line), (not) => `${JSON.stringify(line)} ${not}to arrive`);
  },
};
