import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogDestination,
  LogDestinationPolicy,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
} from "@log-destinations/cdktf";
import { TerraformStack } from "cdktf";
import { describe, expect, test } from "vitest";
import { only, synth } from "../synth.ts";

const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs");
const minimal = { destinationName: "central", target };
const subscribers = [LogSubscriber.account("111122223333")];
const arn = "arn:aws:logs:eu-west-1:999999999999:destination:central";
const building = (build: (stack: TerraformStack, provider: AwsProvider) => void) => () =>
  synth((stack) => build(stack, stack.node.findChild("Aws") as AwsProvider));

describe("a destination made twice is seen", () => {
  test("where one names the default provider and the other leaves it out", () => {
    const twice = building((stack, provider) => {
      new LogDestination(stack, "First", minimal);
      new LogDestination(stack, "Second", { ...minimal, provider });
    });
    expect(twice).toThrow(/the destination central belongs to stack\/First already/);
  });

  test("where one names the Region and the other's provider does", () => {
    const twice = (region: string) =>
      building((stack) => {
        const provider = new AwsProvider(stack, "Ohio", { alias: "ohio", region: "us-east-2" });
        new LogDestination(stack, "First", { ...minimal, provider });
        new LogDestination(stack, "Second", { ...minimal, provider, region });
      });
    expect(twice("us-east-2")).toThrow(/belongs to stack\/First already/);
    expect(twice("us-west-2")).not.toThrow();
  });

  test("and one that failed or was removed is none", () => {
    const again = building((stack) => {
      expect(() => new LogDestination(stack, "Failed", { ...minimal, roleArn: "none" })).toThrow();
      new LogDestination(stack, "Removed", { ...minimal, subscribers });
      stack.node.tryRemoveChild("Removed");
      new LogDestination(stack, "Central", { ...minimal, subscribers });
    });
    expect(again).not.toThrow();
  });
});

describe("a policy put twice is seen", () => {
  test("for two handles of one name, and for one that the app makes", () => {
    const put = (stack: TerraformStack, id: string) => {
      const destination = LogDestination.fromDestinationName(stack, `${id}Central`, "central");
      new LogDestinationPolicy(stack, id, { destination, subscribers });
    };
    expect(building((stack) => ["First", "Second"].map((id) => put(stack, id)))).toThrow(
      /the access policy of central belongs to stack\/First already/,
    );
    const beside = building((stack) => {
      new LogDestination(stack, "Central", { ...minimal, subscribers });
      put(stack, "Policy");
    });
    expect(beside).toThrow(/belongs to stack\/Central already/);
  });

  test("for two handles of one ARN", () => {
    const put = (stack: TerraformStack, id: string, destinationArn: string) => {
      const destination = LogDestination.fromDestinationArn(stack, `${id}Central`, destinationArn);
      new LogDestinationPolicy(stack, id, { destination, subscribers });
    };
    const both = (second: string) =>
      building((stack) => {
        put(stack, "First", arn);
        put(stack, "Second", second);
      });
    expect(both(arn)).toThrow(/belongs to stack\/First already/);
    expect(both(arn.replace("eu-west-1", "us-east-2"))).not.toThrow();
  });

  test("and a grant that is refused for it leaves everything as it was", () => {
    const synthesized = synth((stack) => {
      const destination = new LogDestination(stack, "Central", minimal);
      new LogDestinationPolicy(stack, "Policy", { destination, subscribers });
      expect(() => destination.grantSubscribe(LogSubscriber.account("444455556666"))).toThrow(
        /belongs to stack\/Policy/,
      );
      expect(destination.policy).toBeUndefined();
    });
    expect(only(synthesized, "aws_iam_role").assume_role_policy).not.toContain("444455556666");
    expect(only(synthesized, "aws_cloudwatch_log_destination_policy").access_policy).not.toContain("444455556666");
  });

  test("and a grant that is too long leaves everything as it was", () => {
    const synthesized = synth((stack) => {
      const tooMany = LogSubscriber.accounts(Array.from({ length: 400 }, (_, n) => `${n + 1e11}`));
      const destination = LogDestination.fromDestinationArn(stack, "Elsewhere", arn);
      const granted = [
        new LogDestination(stack, "Central", { ...minimal, destinationName: "here", subscribers }),
        new LogDestinationPolicy(stack, "Policy", { destination, subscribers }),
      ];
      for (const each of granted) {
        expect(() => each.grantSubscribe(tooMany)).toThrow(/5120/);
        expect(() => each.grantSubscribe(LogSubscriber.account("444455556666"))).not.toThrow();
      }
    });
    for (const { access_policy } of Object.values(synthesized.resource.aws_cloudwatch_log_destination_policy ?? {})) {
      expect(access_policy).toContain('"AWS":["111122223333","444455556666"]');
    }
  });
});

test("filters of one name on log groups of one name are two in two accounts, Regions or stacks", () => {
  const subscribe = (scope: TerraformStack, id: string, props: { provider?: AwsProvider; region?: string } = {}) => {
    const destinationArn = arn.replace("eu-west-1", props.region ?? "eu-west-1");
    const destination = LogDestination.fromDestinationArn(scope, `${id}Central`, destinationArn);
    new LogSubscription(scope, id, { destination, logGroupName: "/app", ...props });
  };
  const all = building((stack) => {
    subscribe(stack, "One");
    subscribe(stack, "Two", { provider: new AwsProvider(stack, "Other", { alias: "other", region: "eu-west-1" }) });
    subscribe(stack, "Three", { region: "us-east-2" });
    const other = new TerraformStack(stack.node.root, "other");
    new AwsProvider(other, "Aws", { region: "eu-west-1" });
    subscribe(other, "Four");
  });
  expect(all).not.toThrow();
});
