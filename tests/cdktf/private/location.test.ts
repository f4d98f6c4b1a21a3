import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogDestination,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
  LogSubscriptionRole,
  RegionalLogDestinations,
} from "@log-destinations/cdktf";
import { TerraformProvider, TerraformStack, Testing } from "cdktf";
import { describe, expect, test } from "vitest";
import { lookup, only, synth } from "../synth.ts";

const stream = "arn:aws:kinesis:eu-west-1:999999999999:stream/logs";
const target = LogDestinationTarget.kinesisStream(stream);
const minimal = { destinationName: "central", target };
const subscribers = [LogSubscriber.account("111122223333")];
const regions = ["eu-west-1", "us-east-2"];

test("are in nobody's way: every id of the stack can be used for something else", () => {
  const synthesized = synth((stack) => {
    new RegionalLogDestinations(stack, "LogDestinations", { ...minimal, regions, subscribers });
  });
  expect(only(synthesized, "aws_iam_role").assume_role_policy).not.toContain("undefined");
  lookup(synthesized, "aws_caller_identity");
});

describe("are made where something asks for them alone", () => {
  test("none by a destination without subscribers, of which the Region is known", () => {
    expect(synth((stack) => new LogDestination(stack, "Central", minimal))).not.toHaveProperty("data");
    expect(synth((stack) => new RegionalLogDestinations(stack, "Central", { ...minimal, regions }))).not.toHaveProperty(
      "data",
    );
  });

  test("the account for subscribers, with the Region and its partition where the provider does not tell", () => {
    const kinds = (provider: { region?: string }) =>
      Object.keys(
        synth((stack) => new LogDestination(stack, "Central", { ...minimal, subscribers }), provider).data ?? {},
      );
    expect(kinds({ region: "eu-west-1" })).toEqual(["aws_caller_identity"]);
    expect(kinds({}).sort()).toEqual(["aws_caller_identity", "aws_partition", "aws_region"]);
  });

  test("and late enough for a grant in one Region, however the stack is synthesized", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    const central = new RegionalLogDestinations(stack, "Central", { ...minimal, regions });
    for (const region of regions) central.inRegion(region).grantSubscribe(...subscribers);
    const { data, resource } = JSON.parse(Testing.synth(stack));
    expect(Object.values(resource.aws_iam_role)).toMatchObject([
      {
        assume_role_policy: expect.stringContaining(
          `data.aws_caller_identity.${Object.keys(data.aws_caller_identity)}`,
        ),
      },
    ]);
  });

  test("and for a grant after the trust policy was handed out", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    new AwsProvider(stack, "Aws", { region: "eu-west-1" });
    const roleArn = "arn:aws:iam::999999999999:role/writer";
    const central = new LogDestination(stack, "Central", { ...minimal, roleArn });
    new IamRole(stack, "Writer", { assumeRolePolicy: central.trustPolicy });
    central.grantSubscribe(...subscribers);
    const { data, resource } = JSON.parse(Testing.synth(stack));
    expect(data).toHaveProperty("aws_caller_identity");
    expect(resource.aws_iam_role.Writer.assume_role_policy).toContain("arn:aws:logs:eu-west-1:111122223333:*");
  });
});

test("are shared by those that name the default provider and those that leave it out", () => {
  const synthesized = synth((stack) => {
    const [provider] = stack.node.children.filter(TerraformProvider.isTerraformProvider);
    new LogDestination(stack, "Central", { ...minimal, subscribers });
    new LogDestination(stack, "Other", {
      ...minimal,
      destinationName: "other",
      subscribers,
      ...(provider && { provider }),
    });
  });
  lookup(synthesized, "aws_caller_identity");
});

test("are asked of AWS's default provider, whatever others the stack has", () => {
  class RandomProvider extends TerraformProvider {}
  const synthesized = synth((stack) => {
    const other = new TerraformStack(stack.node.root, "other");
    const random = new RandomProvider(other, "Random", {
      terraformResourceType: "random",
      terraformProviderSource: "hashicorp/random",
    });
    Object.assign(random, { regionInput: "ap-south-1" });
    new AwsProvider(other, "Aws", { region: "us-east-2" });
    const made = new LogDestination(other, "Central", minimal);
    expect(made.region).toBe("us-east-2");
  });
  expect(synthesized.resource ?? {}).toEqual({});
});

test("name the partition of the Region, whichever that is", () => {
  const here = LogDestinationTarget.kinesisStream(stream.replace("arn:aws:", "arn:aws-cn:"));
  const make = (stack: TerraformStack) => new LogDestination(stack, "Central", { ...minimal, target: here });
  const synthesized = synth(make, { region: "cn-north-1" });
  expect(only(synthesized, "aws_iam_role").assume_role_policy).toContain("arn:aws-cn:logs:cn-north-1:");
  const role = synth((stack) => new LogSubscriptionRole(stack, "Sender", { region: "us-gov-west-1" }));
  expect(only(role, "aws_iam_role_policy").policy).toContain("arn:aws-us-gov:logs:us-gov-west-1:");
});

test("are of the provider of a subscription's role", () => {
  const synthesized = synth((stack) => {
    const provider = new AwsProvider(stack, "Sender", { alias: "sender" });
    const destinationArn = "arn:aws:logs:eu-west-1:999999999999:destination:central";
    const destination = LogDestination.fromDestinationArn(stack, "Central", destinationArn);
    new LogSubscription(stack, "Logs", { destination, logGroupName: "/app", region: "eu-west-1", provider });
  });
  expect(Object.values(synthesized.data?.aws_caller_identity ?? {})).toMatchObject([{ provider: "aws.sender" }]);
});
