import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogAccountSubscription,
  LogDestination,
  LogDestinationPolicy,
  LogSubscriber,
  LogSubscription,
  LogSubscriptionRole,
  LogSubscriptionTarget,
  RegionalLogDestinations,
} from "@log-destinations/cdktf";
import { Fn, TerraformOutput, type TerraformResource, TerraformStack } from "cdktf";
import { describe, expect, test } from "vitest";
import { minimal } from "./central.ts";
import { synth, synthApp } from "./synth.ts";

const destinationArn = "arn:aws:logs:eu-west-1:999999999999:destination:central";
const lambda = "arn:aws:lambda:eu-west-1:111122223333:function:reader";
const subscribers = [LogSubscriber.account("111122223333")];
const existing = (stack: TerraformStack) => LogDestination.fromDestinationArn(stack, "Existing", destinationArn);

/** Of each construct, every resource that it hands out. */
const handedOut: Record<string, (stack: TerraformStack) => readonly (TerraformResource | undefined)[]> = {
  LogDestination(stack) {
    const { resource, role, policy } = new LogDestination(stack, "X", { ...minimal, subscribers });
    return [resource, role, policy];
  },
  RegionalLogDestinations(stack) {
    const central = new RegionalLogDestinations(stack, "X", { ...minimal, subscribers, regions: ["eu-west-1"] });
    const { resource, policy } = central.inRegion("eu-west-1");
    return [central.role, resource, policy];
  },
  LogDestinationPolicy: (stack) => [
    new LogDestinationPolicy(stack, "X", { destination: existing(stack), subscribers }).resource,
  ],
  LogSubscription(stack) {
    const { resource, role } = new LogSubscription(stack, "X", { destination: existing(stack), logGroupName: "/app" });
    return [resource, role?.role];
  },
  "LogSubscription to a function"(stack) {
    const destination = LogSubscriptionTarget.lambdaFunction(lambda);
    const { resource, permission } = new LogSubscription(stack, "X", { destination, logGroupName: "/app" });
    return [resource, permission];
  },
  LogAccountSubscription(stack) {
    const props = { destination: existing(stack), excludeLogGroups: [] };
    const { resource, role } = new LogAccountSubscription(stack, "X", props);
    return [resource, role?.role];
  },
  LogSubscriptionRole: (stack) => [new LogSubscriptionRole(stack, "X").role],
};

describe("overrideLogicalId", () => {
  test.each(Object.entries(handedOut))(
    "%s: gives each resource that address, and what refers to it too",
    (_, build) => {
      const formerIds: string[] = [];
      const before = synth((stack) => {
        for (const resource of build(stack)) formerIds.push(resource?.friendlyUniqueId ?? "");
      });
      const after = synth((stack) => {
        for (const [index, resource] of build(stack).entries()) resource?.overrideLogicalId(`kept${index}`);
      });
      let renamed = JSON.stringify(before.resource);
      for (const [index, id] of formerIds.entries()) {
        expect(id).not.toBe("");
        renamed = renamed.replaceAll(new RegExp(`${id}\\b`, "g"), `kept${index}`);
      }
      expect(after.resource).toEqual(JSON.parse(renamed));
    },
  );

  test("counts for what other stacks, expressions and outputs get of the destination", () => {
    const { stack } = synthApp((app) => {
      const hub = new TerraformStack(app, "hub");
      new AwsProvider(hub, "Aws", { region: "eu-west-1" });
      const central = new LogDestination(hub, "Central", { ...minimal, subscribers });
      new TerraformOutput(hub, "account", { value: Fn.element(Fn.split(":", central.destinationArn), 4) });
      const workload = new TerraformStack(app, "workload");
      new AwsProvider(workload, "Aws", { region: "eu-west-1" });
      new LogSubscription(workload, "App", { destination: central, logGroupName: "/app" });
      central.resource.overrideLogicalId("kept");
    });
    expect(stack("hub").output).toEqual({
      account: { value: `\${element(split(":", aws_cloudwatch_log_destination.kept.arn), 4)}` },
      "cross-stack-output-aws_cloudwatch_log_destinationkeptarn": {
        sensitive: true,
        value: `\${aws_cloudwatch_log_destination.kept.arn}`,
      },
    });
    expect(JSON.stringify(stack("workload").resource)).toContain(
      "cross-stack-reference-input-hub.outputs.cross-stack-output-aws_cloudwatch_log_destinationkeptarn}",
    );
  });

  test("is refused after an attribute was read, with the address that is in force", () => {
    expect(() =>
      synth((stack) => {
        const central = new LogDestination(stack, "Central", minimal);
        expect(central.resource.arn).toBeTypeOf("string");
        central.resource.overrideLogicalId("kept");
      }),
    ).toThrow(
      'overrideLogicalId("kept") of Resource came after an attribute of it was read, which fixed its address, ' +
        "aws_cloudwatch_log_destination.Central_7FB44904; call it before that, or keep this address, and say by moveFromId " +
        "where it comes from (aws_cloudwatch_log_destination.kept) [LD2009]",
    );
  });
});
