import { LogDestination, LogSubscriber, LogSubscription } from "@log-destinations/cdktf";
import "@log-destinations/cdktf/testing/vitest";
import { describe, expect, test } from "vitest";
import { account, stackWith, target } from "./stack.ts";

describe("toHaveLogDestination and toHaveLogSubscription", () => {
  const stack = stackWith((scope) => {
    const destination = new LogDestination(scope, "Central", { destinationName: "central", target, tags: { a: "b" } });
    destination.grantSubscribe(LogSubscriber.account(account));
    new LogSubscription(scope, "Logs", { destination, logGroupName: "/app" });
  });

  test("compare the attributes that are named, nested ones and asymmetric matchers included", () => {
    expect(stack).toHaveLogDestination();
    expect(stack).toHaveLogDestination({ name: expect.stringMatching(/^cent/), tags: { a: "b" } });
    expect(stack).not.toHaveLogDestination({ name: "other" });
    expect(stack).toHaveLogSubscription({ log_group_name: "/app", filter_pattern: "" });
    expect(stack).not.toHaveLogSubscription({ log_group_name: "/other" });
  });

  test("list what the stack has where they fail", () => {
    expect(() => expect(stack).toHaveLogDestination({ name: "other" })).toThrow(
      /expected a log destination with {"name":"other"}; the stack has .*"name": "central"/s,
    );
  });
});
