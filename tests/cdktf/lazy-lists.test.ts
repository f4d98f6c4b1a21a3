import {
  LogDestination,
  LogDestinationPolicy,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
  LogSubscriptionRole,
} from "@log-destinations/cdktf";
import { Lazy, type TerraformStack, TerraformVariable } from "cdktf";
import { describe, expect, test } from "vitest";
import { synth } from "./synth.ts";

const later = (items: string[]) => Lazy.listValue({ produce: () => items });
const many = (count: number, item: (id: string) => string) =>
  Array.from({ length: count }, (_, index) => item(String(100_000_000_000 + index)));
const elsewhere = (stack: TerraformStack) =>
  LogDestination.fromDestinationArn(stack, "There", "arn:aws:logs:eu-west-1:999999999999:destination:there");

function central(stack: TerraformStack, ...subscribers: LogSubscriber[]) {
  const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs");
  return new LogDestination(stack, "Central", { destinationName: "central", target, subscribers });
}

const granted = (stack: TerraformStack, subscriber: LogSubscriber) => {
  const subscribers = [LogSubscriber.account("111122223333")];
  new LogDestinationPolicy(stack, "Policy", { destination: elsewhere(stack), subscribers }).grantSubscribe(subscriber);
};
const sending = (stack: TerraformStack, logGroupNames: string[]) =>
  new LogSubscriptionRole(stack, "Sender", { logGroupNames });
const subscribed = (stack: TerraformStack, logGroupNames: string[]) =>
  new LogSubscription(stack, "Sent", { destination: elsewhere(stack), logGroupNames });

describe("the items of a list that a Lazy makes are looked at when the app is synthesized", () => {
  test.each<[what: string, build: (stack: TerraformStack) => unknown, says: RegExp]>([
    [
      "an account of 11 digits",
      (stack) => central(stack, LogSubscriber.accounts(later(["11112222333"]))),
      /\[stack\/Central\] LogSubscriber\.accounts got "11112222333"; .*\[LD2201\]/,
    ],
    [
      "an organization that is none, granted to later",
      (stack) => granted(stack, LogSubscriber.organizations(later(["o-1"]))),
      /\[stack\/Policy\] LogSubscriber\.organizations got "o-1"; .*\[LD2201\]/,
    ],
    ["no account", (stack) => central(stack, LogSubscriber.accounts(later([]))), /\[LD2203\]/],
    [
      "more accounts than the access policy has room for",
      (stack) => central(stack, LogSubscriber.accounts(later(many(350, (id) => id)))),
      /the access policy of central can come to \d+ bytes; .*\[LD2008\]/,
    ],
    ["a name that no log group can have, of a role", (stack) => sending(stack, later(["/app", "a b"])), /"a b"/],
    ["no name, of a role", (stack) => sending(stack, later([])), /\[LD2506\]/],
    [
      "more names than a role's policy has room for",
      (stack) => sending(stack, later(many(200, (id) => `/app/${id}`))),
      /200 log groups make a policy of \d+ characters, .*\[LD2520\]/,
    ],
    ["a name that no log group can have, of a subscription", (stack) => subscribed(stack, later(["a b"])), /"a b"/],
    ["no name, of a subscription", (stack) => subscribed(stack, later([])), /\[LD2533\]/],
  ])("%s is refused", (_, build, says) => {
    expect(() => synth(build)).toThrow(says);
  });

  test("good ones, and what Terraform alone knows, pass", () => {
    const build = (stack: TerraformStack) => {
      const variable = new TerraformVariable(stack, "names", { type: "list(string)" });
      central(
        stack,
        LogSubscriber.accounts(later(["111122223333", variable.stringValue])),
        LogSubscriber.organizations(variable.listValue),
      );
      sending(stack, variable.listValue);
      subscribed(stack, later(["/app", variable.stringValue]));
    };
    expect(() => synth(build)).not.toThrow();
  });
});
