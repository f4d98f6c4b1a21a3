import {
  LogDestination,
  LogDestinationPolicy,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
  LogSubscriptionRole,
  RegionalLogDestinations,
} from "@log-destinations/cdktf";
import { App, TerraformStack } from "cdktf";
import { describe, expect, test } from "vitest";

/** A class as jsii compiles it in an assembly of that name. */
function ofAssembly<Class extends abstract new (...args: never[]) => object>(type: Class, fqn: string): Class {
  return Object.defineProperty(type, Symbol.for("jsii.rtti"), { value: { fqn, version: "1.0.0" } });
}

/** What was made by a class of another library, which has the same members. */
function madeBy<Made extends object>(type: abstract new () => object, made: Made): Made {
  return Object.defineProperty(made, "constructor", { value: type });
}

const OtherStack = ofAssembly(class {}, "othercdk.TerraformStack");
const OtherApp = ofAssembly(class {}, "othercdk.App");
const says =
  /^the app is made with othercdk, and these constructs are for cdkt[fn]; import them from @log-destinations\/othercdk, or App and TerraformStack from cdkt[fn] \[LD2801\]$/;

const destinationName = "central";
const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs");
const subscribers = [LogSubscriber.account("111122223333")];
const existing = (stack: TerraformStack) =>
  LogDestination.fromDestinationArn(stack, "Central", "arn:aws:logs:eu-west-1:999999999999:destination:central");

const constructs: [name: string, make: (stack: TerraformStack) => unknown][] = [
  ["LogDestination", (stack) => new LogDestination(stack, "It", { destinationName, target })],
  [
    "LogDestinationPolicy",
    (stack) => new LogDestinationPolicy(stack, "It", { destination: existing(stack), subscribers }),
  ],
  [
    "LogSubscription",
    (stack) => new LogSubscription(stack, "It", { destination: existing(stack), logGroupName: "/app" }),
  ],
  ["LogSubscriptionRole", (stack) => new LogSubscriptionRole(stack, "It")],
  [
    "RegionalLogDestinations",
    (stack) => new RegionalLogDestinations(stack, "It", { destinationName, target, regions: ["eu-west-1"] }),
  ],
];

describe.each(constructs)("%s is refused where it is made", (_, make) => {
  test("in a stack of another library, a user's own class of stack included", () => {
    const OwnStack = class extends OtherStack {};
    const OfAssembly = ofAssembly(class extends OtherStack {}, "own.TerraformStack");
    for (const Stack of [OtherStack, OwnStack, OfAssembly]) {
      expect(() => make(madeBy(Stack, new TerraformStack(new App(), "stack")))).toThrow(says);
    }
  });

  test("in an app of another library", () => {
    expect(() => make(new TerraformStack(madeBy(OtherApp, new App()), "stack"))).toThrow(says);
  });
});

test("stacks of this library are taken, from another copy and from a user's own assembly too", () => {
  const { fqn } = (TerraformStack as unknown as Record<symbol, { fqn: string }>)[Symbol.for("jsii.rtti")] ?? {};
  const Copy = ofAssembly(class {}, String(fqn));
  const OfAssembly = ofAssembly(class extends TerraformStack {}, "own.TerraformStack");
  for (const [, make] of constructs) {
    expect(() => make(madeBy(Copy, new TerraformStack(new App(), "stack")))).not.toThrow();
    expect(() => make(new OfAssembly(new App(), "stack"))).not.toThrow();
  }
});

test("a stack that is in no app is taken", () => {
  const stack = new TerraformStack(undefined as never, "stack");
  expect(() => new LogSubscriptionRole(stack, "It")).not.toThrow();
});
