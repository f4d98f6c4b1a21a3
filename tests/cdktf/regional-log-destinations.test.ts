import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  type LogDestination,
  LogDestinationPolicy,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
  RegionalLogDestinations,
  type RegionalLogDestinationsProps,
} from "@log-destinations/cdktf";
import { TerraformStack, TerraformVariable } from "cdktf";
import { describe, expect, test } from "vitest";
import { document, lookup, only, synth, synthApp } from "./synth.ts";

const minimal: RegionalLogDestinationsProps = {
  destinationName: "central",
  target: LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs"),
  regions: ["eu-west-1", "us-east-2"],
};
const subscribers = [LogSubscriber.account("111122223333")];

function regional(props: Partial<RegionalLogDestinationsProps> = {}) {
  return synth((stack) => new RegionalLogDestinations(stack, "Central", { ...minimal, ...props }));
}

function each(synthesized: ReturnType<typeof regional>, type: string) {
  return Object.values(synthesized.resource[type] ?? {});
}

test("makes a destination and its policy in each Region, all into one target with one role", () => {
  const synthesized = regional({ subscribers });
  const role = only(synthesized, "aws_iam_role");
  const rolePolicy = only(synthesized, "aws_iam_role_policy");
  expect(each(synthesized, "aws_cloudwatch_log_destination")).toMatchObject(
    minimal.regions.map((region) => ({
      name: "central",
      region,
      target_arn: minimal.target.targetArn,
      role_arn: `\${${role.address}.arn}`,
      depends_on: [rolePolicy.address],
    })),
  );
  expect(each(synthesized, "aws_cloudwatch_log_destination_policy")).toMatchObject(
    minimal.regions.map((region) => ({ destination_name: "central", region })),
  );
  expect(synthesized.annotations).toEqual([]);
});

test("the role trusts the service in every one of the Regions", () => {
  const synthesized = regional({ subscribers });
  const owner = `\${${lookup(synthesized, "aws_caller_identity")}.account_id}`;
  expect(document(only(synthesized, "aws_iam_role"), "assume_role_policy")).toMatchObject({
    Statement: [
      {
        Condition: {
          StringLike: {
            "aws:SourceArn": [
              `arn:aws:logs:eu-west-1:${owner}:*`,
              "arn:aws:logs:eu-west-1:111122223333:*",
              `arn:aws:logs:us-east-2:${owner}:*`,
              "arn:aws:logs:us-east-2:111122223333:*",
            ],
          },
        },
      },
    ],
  });
});

test("a later grant reaches every Region and the trust", () => {
  const synthesized = synth((stack) => {
    const central = new RegionalLogDestinations(stack, "Central", minimal);
    central.grantSubscribe(...subscribers);
  });
  expect(each(synthesized, "aws_cloudwatch_log_destination_policy")).toHaveLength(2);
  expect(only(synthesized, "aws_iam_role").assume_role_policy).toContain("us-east-2:111122223333");
});

describe("a grant that one Region refuses reaches none", () => {
  // One of these has room in an access policy, two have not.
  const many = (from: number) => LogSubscriber.accounts(Array.from({ length: 200 }, (_, n) => `${from + n}`));
  const refused = (prepare: (last: LogDestination, stack: TerraformStack) => void, why: RegExp) =>
    synth((stack) => {
      const central = new RegionalLogDestinations(stack, "Central", minimal);
      prepare(central.inRegion("us-east-2"), stack);
      expect(() => central.grantSubscribe(many(444455556000))).toThrow(why);
      // Nor is the policy taken: it can still be put elsewhere.
      new LogDestinationPolicy(stack, "Elsewhere", { destination: central.inRegion("eu-west-1"), subscribers });
    });

  test("where its access policy has no room left", () => {
    const synthesized = refused(
      (last) => last.grantSubscribe(many(111122223000)),
      /can come to \d+ bytes; the service takes 5120/,
    );
    expect(JSON.stringify(synthesized)).not.toContain("444455556000");
  });

  test("where its access policy is put by another construct", () => {
    const put = (destination: LogDestination, stack: TerraformStack) =>
      new LogDestinationPolicy(stack, "Policy", { destination, subscribers });
    expect(JSON.stringify(refused(put, /belongs to stack\/Policy already/))).not.toContain("444455556000");
  });
});

test("a grant in one Region alone reaches the trust of the shared role too", () => {
  const synthesized = synth((stack) => {
    const central = new RegionalLogDestinations(stack, "Central", { ...minimal, subscribers });
    central.inRegion("us-east-2").grantSubscribe(LogSubscriber.account("444455556666"));
  });
  const policies = each(synthesized, "aws_cloudwatch_log_destination_policy").map(({ access_policy }) => access_policy);
  expect(policies.filter((policy) => String(policy).includes("444455556666"))).toHaveLength(1);
  expect(only(synthesized, "aws_iam_role").assume_role_policy).toContain("us-east-2:444455556666");
});

test("a role that is given serves all, and everything belongs to the provider that is given", () => {
  const synthesized = synth((stack) => {
    const provider = new AwsProvider(stack, "Logs", { alias: "logs", region: "eu-west-1" });
    const roleArn = "arn:aws:iam::999999999999:role/writer";
    new RegionalLogDestinations(stack, "Central", { ...minimal, roleArn, provider, subscribers });
  });
  expect(synthesized.resource).not.toHaveProperty("aws_iam_role");
  for (const block of Object.values(synthesized.resource).flatMap((kind) => Object.values(kind))) {
    expect(block.provider).toBe("aws.logs");
  }
});

test("each destination can be asked for, and all of them exported for senders", () => {
  const synthesized = synth((stack) => {
    const central = new RegionalLogDestinations(stack, "Central", { ...minimal, subscribers });
    expect(central.inRegion("us-east-2").region).toBe("us-east-2");
    expect(() => central.inRegion("eu-north-1")).toThrow(
      /no destination in "eu-north-1"; regions has eu-west-1, us-east-2/,
    );
    central.exportForSenders();
  });
  expect(synthesized.output?.log_destinations?.value).toMatchObject({
    "eu-west-1": { region: "eu-west-1", destination_name: "central", subscription_role_required: false },
    "us-east-2": { region: "us-east-2" },
  });
});

test("destinations that exist are taken over, each from its Region and by the provider", () => {
  const synthesized = synth((stack) => {
    const provider = new AwsProvider(stack, "Logs", { alias: "logs", region: "eu-west-1" });
    const central = new RegionalLogDestinations(stack, "Central", { ...minimal, provider });
    for (const region of minimal.regions) central.inRegion(region).importFrom("central");
  });
  expect(synthesized.import).toMatchObject([
    { id: "central@eu-west-1", provider: "aws.logs" },
    { id: "central@us-east-2", provider: "aws.logs" },
  ]);
});

test("senders may be in another stack, which comes after and gets the ARN of each Region handed over", () => {
  const { stack, manifest } = synthApp((app) => {
    const [owner, sender] = ["owner", "sender"].map((id) => {
      const each = new TerraformStack(app, id);
      new AwsProvider(each, "Aws", { region: "eu-west-1" });
      return each;
    }) as [TerraformStack, TerraformStack];
    const central = new RegionalLogDestinations(owner, "Central", { ...minimal, subscribers });
    for (const region of minimal.regions) {
      const destination = central.inRegion(region);
      new LogSubscription(sender, `To${region}`, { destination, logGroupName: "/app", region });
    }
  });
  const filters = Object.values(stack("sender").resource.aws_cloudwatch_log_subscription_filter ?? {});
  expect(new Set(filters.map(({ destination_arn }) => destination_arn)).size).toBe(2);
  for (const { destination_arn } of filters) expect(destination_arn).toMatch(/^\$\{data\.terraform_remote_state\./);
  expect(manifest("sender").dependencies).toEqual(["owner"]);
});

describe("refused", () => {
  test("no Region", () => {
    expect(() => regional({ regions: [] })).toThrow(/regions is empty/);
  });

  test("a Region twice", () => {
    expect(() => regional({ regions: ["eu-west-1", "eu-west-1"] })).toThrow(/holds "eu-west-1" twice/);
  });

  test("an Availability Zone", () => {
    expect(() => regional({ regions: ["eu-west-1a"] })).toThrow(/expected a Region's code/);
  });

  test("tokens, alone or as a list", () => {
    synth((stack) => {
      const make = (id: string, regions: string[]) => () =>
        new RegionalLogDestinations(stack, id, { ...minimal, regions });
      const variable = new TerraformVariable(stack, "regions", { type: "list(string)" });
      expect(make("List", variable.listValue)).toThrow(/regions holds a token/);
      expect(make("One", [variable.stringValue])).toThrow(/regions holds a token/);
    });
  });
});
