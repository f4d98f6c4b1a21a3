import { DataAwsCloudwatchLogGroups } from "@cdktf/provider-aws/lib/data-aws-cloudwatch-log-groups";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogDestination,
  LogDestinationTarget,
  LogSubscription,
  type LogSubscriptionProps,
  LogSubscriptionRole,
  type LogSubscriptionRoleProps,
} from "@log-destinations/cdktf";
import { Lazy, TerraformCount, TerraformIterator, type TerraformStack, TerraformVariable, Token } from "cdktf";
import { describe, expect, test } from "vitest";
import { document, only, synth } from "./synth.ts";

const filter = "aws_cloudwatch_log_subscription_filter";
const central = (stack: TerraformStack, region = "eu-west-1") =>
  LogDestination.fromDestinationArn(
    stack,
    `Central-${region}`,
    `arn:aws:logs:${region}:999999999999:destination:central`,
  );

function subscribe(props: (stack: TerraformStack) => Partial<LogSubscriptionProps>) {
  return synth((stack) => {
    new LogSubscription(stack, "Logs", { destination: central(stack), ...props(stack) });
  });
}

const namesOf = (stack: TerraformStack) => new TerraformVariable(stack, "names", { type: "list(string)" }).listValue;

function resourcesOf(synthesized: ReturnType<typeof synth>): string {
  const policy = document(only(synthesized, "aws_iam_role_policy"), "policy");
  return JSON.stringify((policy as { Statement: { Resource: unknown }[] }).Statement[0]?.Resource);
}

describe("many log groups of one subscription", () => {
  test("each item of an iterator has a filter, with a role for every log group", () => {
    const synthesized = subscribe((stack) => {
      const found = new DataAwsCloudwatchLogGroups(stack, "Found", { logGroupNamePrefix: "/app/" });
      const forEach = TerraformIterator.fromList(found.logGroupNames);
      return { forEach, logGroupName: forEach.value };
    });
    expect(only(synthesized, filter)).toMatchObject({
      for_each: `\${toset(tolist(data.aws_cloudwatch_log_groups.Found.log_group_names))}`,
      log_group_name: `\${each.value}`,
      name: "central",
    });
    expect(resourcesOf(synthesized)).toContain(":log-group:*:*");
  });

  test("a list of names is sorted, without repetitions, and so is its role", () => {
    const synthesized = subscribe(() => ({ logGroupNames: ["/b", "/a", "/b"] }));
    expect(only(synthesized, filter)).toMatchObject({
      for_each: `\${toset(["/a", "/b"])}`,
      log_group_name: `\${each.value}`,
    });
    expect(resourcesOf(synthesized)).toMatch(/log-group:\/a:\*.*log-group:\/b:\*/);
  });

  test("a list token is taken as it is", () => {
    const synthesized = subscribe((stack) => ({ logGroupNames: namesOf(stack) }));
    expect(only(synthesized, filter).for_each).toBe(`\${toset(var.names)}`);
    expect(resourcesOf(synthesized)).toContain(":log-group:*:*");
  });

  test.each<[string, (stack: TerraformStack) => Partial<LogSubscriptionProps>, string]>([
    ["none", () => ({}), "neither logGroupName nor logGroupNames is given"],
    ["an empty list", () => ({ logGroupNames: [] }), "logGroupNames is empty; name the log groups"],
    ["a name beside names", () => ({ logGroupName: "/a", logGroupNames: ["/b"] }), "logGroupName and logGroupNames"],
    [
      "an iterator beside names",
      (stack) => ({ forEach: TerraformIterator.fromList(namesOf(stack)), logGroupNames: ["/b"] }),
      "forEach and logGroupNames are given",
    ],
    ["a name that is none", () => ({ logGroupNames: ["/a b"] }), '"/a b"; the service takes'],
    [
      "the same for each item",
      (stack) => ({ forEach: TerraformIterator.fromList(namesOf(stack)), logGroupName: "/a" }),
      "forEach is given, and logGroupName, filterName, region are the same",
    ],
    [
      "a value of an iterator without it",
      (stack) => ({ logGroupName: TerraformIterator.fromList(namesOf(stack)).value, createRole: false }),
      "log_group_name of Resource holds each.value",
    ],
    [
      "a value of an iterator in the role that is made",
      (stack) => {
        const forEach = TerraformIterator.fromList(namesOf(stack));
        return { forEach, logGroupName: "/a", region: forEach.value };
      },
      "policy of RolePolicy holds each.value",
    ],
  ])("is refused with %s", (_, props, says) => {
    expect(() => subscribe(props)).toThrow(says);
  });

  test("two filters of one name on a log group are refused in lists too", () => {
    const twice = () =>
      synth((stack) => {
        new LogSubscription(stack, "One", { destination: central(stack), logGroupNames: ["/a", "/b"] });
        new LogSubscription(stack, "Two", {
          destination: LogDestination.fromDestinationName(stack, "Same", "central"),
          logGroupName: "/b",
        });
      });
    expect(twice).toThrow("the filter central of /b belongs to stack/One already");
  });
});

describe("values of an iterator or a count are refused", () => {
  const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs");

  test("in a destination, in the name of a role, and as a hand-written expression", () => {
    const value = (stack: TerraformStack): string => TerraformIterator.fromList(namesOf(stack)).value;
    const named = (destinationName: (stack: TerraformStack) => string) => () =>
      synth((stack) => void new LogDestination(stack, "D", { destinationName: destinationName(stack), target }));
    expect(named(value)).toThrow("name of Resource holds each.value");
    expect(named(() => `x-\${each.key}`)).toThrow("holds each.key");
    expect(named(() => `x-${Token.asString(TerraformCount.of(2).index)}`)).toThrow("holds count.index");
    expect(named(() => "each.value")).not.toThrow();
    expect(() => synth((stack) => void new LogSubscriptionRole(stack, "R", { roleName: value(stack) }))).toThrow(
      "name of Role holds each.value",
    );
  });

  test("and so is a count of a resource that others refer to", () => {
    const counted = () =>
      synth((stack) => {
        new LogDestination(stack, "D", { destinationName: "central", target }).resource.count = TerraformCount.of(2);
      });
    expect(counted).toThrow("Resource has count, and what refers to it means one resource");
  });

  test("but a count of the filter itself is taken", () => {
    const counted = () =>
      synth((stack) => {
        const count = TerraformCount.of(2);
        new LogSubscription(stack, "Logs", {
          destination: central(stack),
          logGroupName: `/app/${Token.asString(count.index)}`,
          createRole: false,
        }).resource.count = count;
      });
    expect(counted).not.toThrow();
  });
});

describe("a role for many", () => {
  const role = (props: LogSubscriptionRoleProps) =>
    synth((stack) => void new LogSubscriptionRole(stack, "Role", props));

  test("of several Regions may send from each, in the Region's partition", () => {
    const resources = resourcesOf(role({ regions: ["eu-west-1", "cn-north-1"], logGroupNames: ["/aws/lambda/*"] }));
    expect(resources).toMatch(/arn:aws:logs:eu-west-1:[^"]*:log-group:\/aws\/lambda\/\*:\*/);
    expect(resources).toMatch(/arn:aws-cn:logs:cn-north-1:[^"]*:log-group:\/aws\/lambda\/\*:\*/);
  });

  test.each<[LogSubscriptionRoleProps, string]>([
    [{ region: "eu-west-1", regions: ["eu-west-1"] }, "region and regions are given"],
    [{ regions: [] }, "regions is empty"],
    [{ regions: ["eu-west-1", "eu-west-1"] }, 'regions holds "eu-west-1" twice'],
    [{ regions: ["eu-west-1a"] }, "expected a Region's code"],
    [{ logGroupNames: ["/aws/lambda/* x"] }, "the wildcards * and ?"],
  ])("is refused with %j", (props, says) => {
    expect(() => role(props)).toThrow(says);
  });

  test("with Regions as a list token is refused", () => {
    expect(() => synth((stack) => void new LogSubscriptionRole(stack, "R", { regions: namesOf(stack) }))).toThrow(
      "regions is a list token",
    );
  });

  test("has room for 10,240 characters, and the refusal names the wildcard", () => {
    const names = (count: number) => Array.from({ length: count }, (_, at) => `/${String(at).padStart(49, "n")}`);
    expect(() => role({ logGroupNames: names(120) })).toThrow(/IAM takes 10240 .*use a wildcard/);
    const room =
      10_240 -
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "logs:PutLogEvents", Resource: [] }],
      }).length;
    const each = '"arn:aws:logs:eu-west-1:123456789012:log-group::*",'.length + 50;
    const most = Math.floor((room + 1) / each);
    expect(() => role({ logGroupNames: names(most) })).not.toThrow();
    expect(() => role({ logGroupNames: names(most + 1) })).toThrow("LD2520");
    expect(() => role({ logGroupNames: names(most), regions: ["eu-west-1", "eu-west-2"] })).toThrow("in 2 Regions");
  });

  const used =
    (roleProps: LogSubscriptionRoleProps, props: Partial<LogSubscriptionProps>, region = "eu-west-1") =>
    () =>
      synth((stack) => {
        new AwsProvider(stack, "Other", { alias: "other", region: "us-east-2" });
        const shared = new LogSubscriptionRole(stack, "Role", roleProps);
        new LogSubscription(stack, "Logs", {
          destination: central(stack, region),
          ...(props.logGroupNames ? {} : { logGroupName: "/app" }),
          region,
          role: shared,
          ...props,
        });
      });

  test("has to cover the subscription's Region", () => {
    expect(used({}, {}, "us-east-2")).toThrow(
      'the role stack/Role is for eu-west-1, and this subscription is in us-east-2; give the role regions: ["eu-west-1","us-east-2"]',
    );
    expect(used({ regions: ["eu-west-1", "us-east-2"] }, {}, "us-east-2")).not.toThrow();
  });

  test("has to cover the subscription's log groups", () => {
    expect(used({ logGroupNames: ["/other"] }, {})).toThrow("the role stack/Role does not cover /app");
    expect(used({ logGroupNames: ["/app*"] }, { logGroupNames: ["/app", "/jobs"] })).toThrow("does not cover /jobs");
    expect(used({ logGroupNames: ["/a*", "/jobs"] }, { logGroupNames: ["/app", "/jobs"] })).not.toThrow();
  });
});

test("a list that a Lazy produces is a list for the filters and for the role", () => {
  const logGroupNames = () => Lazy.listValue({ produce: () => ["/b", "/a"] });
  const synthesized = subscribe((stack) => ({
    logGroupNames: logGroupNames(),
    role: new LogSubscriptionRole(stack, "Sender", { logGroupNames: logGroupNames() }),
  }));
  expect(only(synthesized, filter).for_each).toBe(`\${toset(["/b", "/a"])}`);
  expect(only(synthesized, "aws_iam_role_policy").policy).toContain('flatten([["/b", "/a"]])');
});

test.each<[what: string, props: object, message: RegExp]>([
  ["a text for a list", { logGroupNames: "/app" }, /logGroupNames is "\/app"; expected a list \[LD2107\]/],
  ["a list in place of an iterator", { logGroupName: "/app", forEach: ["/app"] }, /forEach is no iterator.*\[LD2538\]/],
  ["a count in place of an iterator", { logGroupName: "/app", forEach: TerraformCount.of(2) }, /\[LD2538\]/],
  [
    "an element of a list token",
    { logGroupName: Token.asList(`\${var.names}`)[0] },
    /logGroupName has an element.*\[LD2108\]/,
  ],
  ["a text for fields", { logGroupName: "/app", emitSystemFields: "@aws.account" }, /expected a list \[LD2107\]/],
])("%s is refused", (_, props, message) => {
  expect(() => subscribe(() => props)).toThrow(message);
});

test("a list token for the system fields is not read as a field", () => {
  const fields = (stack: TerraformStack) => namesOf(stack) as NonNullable<LogSubscriptionProps["emitSystemFields"]>;
  const given = () =>
    subscribe((stack) => {
      stack.addOverride("terraform.required_providers.aws.version", ">= 6.28.0");
      return { logGroupName: "/app", emitSystemFields: fields(stack) };
    });
  expect(only(given(), filter).emit_system_fields).toBe(`\${var.names}`);
});
