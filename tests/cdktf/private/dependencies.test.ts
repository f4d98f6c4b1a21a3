import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  type ILogDestination,
  LogDestination,
  LogDestinationPolicy,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
  LogSubscriptionRole,
  RegionalLogDestinations,
} from "@log-destinations/cdktf";
import { type App, TerraformStack } from "cdktf";
import { describe, expect, test } from "vitest";
import { only, synth, synthApp } from "../synth.ts";

const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs");
const minimal = { destinationName: "central", target };
const arn = "arn:aws:logs:eu-west-1:999999999999:destination:central";
const account = LogSubscriber.account("111122223333");
const organization = LogSubscriber.organization("o-a1b2c3d4e5");
const accessPolicy = JSON.stringify({
  Statement: [
    { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "logs:PutSubscriptionFilter", Resource: arn },
  ],
});
const logGroupName = "/app";

const filter = "aws_cloudwatch_log_subscription_filter";
const policy = "aws_cloudwatch_log_destination_policy";

const made = (stack: TerraformStack) => new LogDestination(stack, "Central", minimal);
const byArn = (stack: TerraformStack) => LogDestination.fromDestinationArn(stack, "Central", arn);
const byName = (stack: TerraformStack) => LogDestination.fromDestinationName(stack, "Central", "central");

function stacks(app: App, ...ids: string[]): TerraformStack[] {
  return ids.map((id) => {
    const stack = new TerraformStack(app, id);
    new AwsProvider(stack, "Aws", { region: "eu-west-1" });
    return stack;
  });
}

describe("a filter waits for the policy that a LogDestinationPolicy puts", () => {
  test.each<[how: string, make: (stack: TerraformStack) => ILogDestination]>([
    ["made in the app", made],
    ["known by its ARN", byArn],
    ["known by its name", byName],
  ])("of a destination %s, even where it comes later", (_, make) => {
    const synthesized = synth((stack) => {
      const destination = make(stack);
      new LogSubscription(stack, "Logs", { destination, logGroupName, createRole: false });
      new LogDestinationPolicy(stack, "Policy", { destination, subscribers: [account] });
    });
    expect(only(synthesized, filter).depends_on).toEqual([only(synthesized, policy).address]);
  });

  test("of a destination known twice by one name", () => {
    const synthesized = synth((stack) => {
      const again = LogDestination.fromDestinationName(stack, "Again", "central");
      new LogSubscription(stack, "Logs", { destination: byName(stack), logGroupName, createRole: false });
      new LogDestinationPolicy(stack, "Policy", { destination: again, subscribers: [account] });
    });
    expect(only(synthesized, filter).depends_on).toEqual([only(synthesized, policy).address]);
  });

  test.each([made, byArn])("in a third stack, which then comes before the sender's", (make) => {
    const { stack, manifest } = synthApp((app) => {
      const [owner, policies, sender] = stacks(app, "owner", "policies", "sender") as [
        TerraformStack,
        TerraformStack,
        TerraformStack,
      ];
      const destination = make(owner);
      new LogSubscription(sender, "Logs", { destination, logGroupName, createRole: false });
      new LogDestinationPolicy(policies, "Policy", { destination, subscribers: [account] });
    });
    expect(manifest("sender").dependencies).toContain("policies");
    expect(only(stack("sender"), filter)).not.toHaveProperty("depends_on.0");
  });

  test("and for nothing where nobody in the app puts one", () => {
    const synthesized = synth((stack) => {
      new LogSubscription(stack, "Logs", { destination: byArn(stack), logGroupName, createRole: false });
    });
    expect(only(synthesized, filter)).not.toHaveProperty("depends_on.0");
  });
});

describe("a policy waits for the destination that the app makes", () => {
  test("though a literal document names none of its tokens", () => {
    const synthesized = synth((stack) => {
      new LogDestinationPolicy(stack, "Policy", {
        destination: made(stack),
        accessPolicy: JSON.stringify({
          Statement: [{ ...JSON.parse(accessPolicy).Statement[0], Resource: arn }],
        }),
      });
    });
    expect(only(synthesized, policy).depends_on).toEqual([only(synthesized, "aws_cloudwatch_log_destination").address]);
  });

  test("in another stack, which then comes first", () => {
    const { manifest } = synthApp((app) => {
      const [owner, policies] = stacks(app, "owner", "policies") as [TerraformStack, TerraformStack];
      new LogDestinationPolicy(policies, "Policy", { destination: made(owner), accessPolicy });
    });
    expect(manifest("policies").dependencies).toEqual(["owner"]);
  });

  test("and for what else it was told to wait for", () => {
    const synthesized = synth((stack) => {
      const group = new CloudwatchLogGroup(stack, "Group", { name: "/app" });
      new LogDestinationPolicy(stack, "Policy", { destination: byArn(stack), accessPolicy, dependsOn: [group] });
    });
    expect(only(synthesized, policy).depends_on).toEqual(["aws_cloudwatch_log_group.Group"]);
  });
});

test("a role that is given is used, and its policy waited for", () => {
  const synthesized = synth((stack) => {
    const role = new LogSubscriptionRole(stack, "Sender");
    const { role: used } = new LogSubscription(stack, "Logs", { destination: byArn(stack), logGroupName, role });
    expect(used).toBe(role);
  });
  expect(only(synthesized, filter)).toMatchObject({
    role_arn: `\${${only(synthesized, "aws_iam_role").address}.arn}`,
    depends_on: [only(synthesized, "aws_iam_role_policy").address],
  });
});

test("a role that is given may be of another stack, which then comes first", () => {
  const { stack, manifest } = synthApp((app) => {
    const [roles, sender] = stacks(app, "roles", "sender") as [TerraformStack, TerraformStack];
    const role = new LogSubscriptionRole(roles, "Sender");
    new LogSubscription(sender, "Logs", { destination: byArn(sender), logGroupName, role });
  });
  expect(only(stack("sender"), filter)).not.toHaveProperty("depends_on.0");
  expect(manifest("sender").dependencies).toEqual(["roles"]);
});

test("destinations of several Regions wait for what they were told to, beside the policy of their role", () => {
  const synthesized = synth((stack) => {
    const group = new CloudwatchLogGroup(stack, "Group", { name: "/app" });
    new RegionalLogDestinations(stack, "Central", { ...minimal, regions: ["eu-west-1"], dependsOn: [group] });
  });
  expect(only(synthesized, "aws_cloudwatch_log_destination").depends_on).toEqual([
    only(synthesized, "aws_iam_role_policy").address,
    "aws_cloudwatch_log_group.Group",
  ]);
});

describe("whether a filter needs a role is told by a LogDestinationPolicy too", () => {
  const subscribed = (make: (stack: TerraformStack) => ILogDestination, props: { createRole?: boolean }) => () =>
    synth((stack) => {
      const destination = make(stack);
      new LogDestinationPolicy(stack, "Policy", { destination, subscribers: [organization] });
      new LogSubscription(stack, "Logs", { destination, logGroupName, ...props });
    });

  test.each([made, byArn, byName])("which is refused without one", (make) => {
    expect(subscribed(make, { createRole: false })).toThrow(/refuses their filters without a role/);
    expect(subscribed(make, {})).not.toThrow();
  });

  test("and by its later grants", () => {
    const synthesized = synth((stack) => {
      const destination = made(stack);
      destination.exportForSenders();
      const put = new LogDestinationPolicy(stack, "Policy", { destination, subscribers: [organization] });
      expect(destination.subscriptionRoleRequired).toBe(true);
      put.grantSubscribe(account);
      expect(destination.subscriptionRoleRequired).toBeUndefined();
    });
    expect(only(synthesized, policy).access_policy).toContain('"AWS":"111122223333"');
    expect(synthesized.output?.log_destination?.value).toMatchObject({ subscription_role_required: null });
  });

  test("which those who are exported to are told", () => {
    const synthesized = synth((stack) => {
      const destination = made(stack);
      destination.exportForSenders();
      new LogDestinationPolicy(stack, "Policy", { destination, subscribers: [organization] });
    });
    expect(synthesized.output?.log_destination?.value).toMatchObject({ subscription_role_required: true });
  });

  test("and that an organization was let in after a filter was made without one is refused", () => {
    const subscribedThenGranted = (props: { createRole?: boolean }) => () =>
      synth((stack) => {
        const destination = made(stack);
        destination.grantSubscribe(account);
        new LogSubscription(stack, "Logs", { destination, logGroupName, ...props });
        destination.grantSubscribe(organization);
      });
    expect(subscribedThenGranted({})).toThrow(/named accounts alone when this subscription was made/);
    expect(subscribedThenGranted({ createRole: true })).not.toThrow();
    expect(subscribedThenGranted({ createRole: false })).not.toThrow();
  });
});
