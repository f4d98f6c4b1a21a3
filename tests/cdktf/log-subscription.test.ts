import { CloudwatchLogDestinationPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-destination-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogDestination,
  LogDestinationPolicy,
  LogDestinationTarget,
  LogSubscriber,
  LogSubscription,
  type LogSubscriptionProps,
  LogSubscriptionRole,
  type LogSubscriptionRoleProps,
} from "@log-destinations/cdktf";
import { TerraformStack, TerraformVariable } from "cdktf";
import { describe, expect, test } from "vitest";
import { document, lookup, only, synth, synthApp } from "./synth.ts";

const arn = "arn:aws:logs:eu-west-1:999999999999:destination:central";
const account = LogSubscriber.account("111122223333");
const organization = LogSubscriber.organization("o-a1b2c3d4e5");

function subscription(props: Partial<LogSubscriptionProps> = {}, destinationArn = arn) {
  return synth((stack) => {
    const destination = LogDestination.fromDestinationArn(stack, "Central", destinationArn);
    new LogSubscription(stack, "Logs", { destination, logGroupName: "/app", ...props });
  });
}

/** A sender in the account and stack of the destination that it sees. */
function beside(subscribers: LogSubscriber[], props: Partial<LogSubscriptionProps> = {}) {
  return synth((stack) => {
    const destination = central(stack);
    new LogSubscription(stack, "Logs", { destination, logGroupName: "/app", ...props });
    destination.grantSubscribe(...subscribers);
  });
}

function central(stack: TerraformStack) {
  const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs");
  return new LogDestination(stack, "Central", { destinationName: "central", target });
}

const filter = "aws_cloudwatch_log_subscription_filter";

describe("the least that makes a subscription", () => {
  const synthesized = subscription();

  test("sends every log event, under the destination's name", () => {
    expect(only(synthesized, filter)).toMatchObject({
      name: "central",
      log_group_name: "/app",
      destination_arn: arn,
      filter_pattern: "",
    });
  });

  test("makes a role, since the policy of the destination cannot be seen, and waits for it", () => {
    const role = only(synthesized, "aws_iam_role");
    const caller = lookup(synthesized, "aws_caller_identity");
    expect(only(synthesized, filter)).toMatchObject({
      role_arn: `\${${role.address}.arn}`,
      depends_on: [only(synthesized, "aws_iam_role_policy").address],
    });
    expect(document(role, "assume_role_policy")).toMatchObject({
      Statement: [{ Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
    expect(document(only(synthesized, "aws_iam_role_policy"), "policy")).toMatchObject({
      Statement: [
        {
          Effect: "Allow",
          Action: "logs:PutLogEvents",
          Resource: [`arn:aws:logs:eu-west-1:\${${caller}.account_id}:log-group:/app:*`],
        },
      ],
    });
  });

  test("synthesizes without a remark", () => {
    expect(synthesized.annotations).toEqual([]);
  });
});

describe("the role", () => {
  test("is left out where the destination names accounts alone", () => {
    const synthesized = synth((stack) => {
      const destination = central(stack);
      destination.grantSubscribe(account);
      new LogSubscription(stack, "Logs", { destination, logGroupName: "/app" });
    });
    expect(only(synthesized, filter)).not.toHaveProperty("role_arn");
    expect(Object.keys(synthesized.resource.aws_iam_role ?? {})).toHaveLength(1);
  });

  test("is left out where the destination's attributes say that none is needed", () => {
    const synthesized = synth((stack) => {
      const attributes = { destinationArn: arn, subscriptionRoleRequired: false };
      const destination = LogDestination.fromDestinationAttributes(stack, "Central", attributes);
      new LogSubscription(stack, "Logs", { destination, logGroupName: "/app" });
    });
    expect(synthesized.resource).not.toHaveProperty("aws_iam_role");
  });

  test("is the one that is given, which several subscriptions can share", () => {
    const synthesized = synth((stack) => {
      const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
      const role = new LogSubscriptionRole(stack, "Role");
      for (const logGroupName of ["/one", "/two"]) {
        new LogSubscription(stack, logGroupName, {
          destination,
          logGroupName,
          roleArn: role.roleArn,
          dependsOn: [role],
        });
      }
    });
    const { address } = only(synthesized, "aws_iam_role");
    const policy = only(synthesized, "aws_iam_role_policy");
    for (const each of Object.values(synthesized.resource[filter] ?? {})) {
      expect(each).toMatchObject({ role_arn: `\${${address}.arn}`, depends_on: [policy.address] });
    }
    expect(policy.policy).toContain(":log-group:*:*");
  });

  test("may be left out by hand where the destination's policy cannot be seen, or names the account too", () => {
    expect(only(subscription({ createRole: false }), filter)).not.toHaveProperty("role_arn");
    expect(only(beside([account, organization], { createRole: false }), filter)).not.toHaveProperty("role_arn");
  });

  test("left out is refused where the destination lets senders in by their organization alone", () => {
    expect(() => beside([organization], { createRole: false })).toThrow(
      /refuses their filters without a role; set createRole: true, or give roleArn/,
    );
  });
});

describe("order", () => {
  test("the filter waits for the access policy, even one that comes later", () => {
    const synthesized = beside([account]);
    expect(only(synthesized, filter).depends_on).toContain(
      only(synthesized, "aws_cloudwatch_log_destination_policy").address,
    );
  });

  test("a destination in another stack comes first, and its ARN is handed over", () => {
    const { stack, manifest } = synthApp((app) => {
      const owner = new TerraformStack(app, "owner");
      const sender = new TerraformStack(app, "sender");
      for (const each of [owner, sender]) new AwsProvider(each, "Aws", { region: "eu-west-1" });
      const destination = central(owner);
      destination.grantSubscribe(account);
      new LogSubscription(sender, "Logs", { destination, logGroupName: "/app" });
    });
    const each = only(stack("sender"), filter);
    expect(each.destination_arn).toMatch(/^\$\{data\.terraform_remote_state\./);
    expect(each).not.toHaveProperty("depends_on.0");
    expect(manifest("sender").dependencies).toEqual(["owner"]);
  });
});

test("tokens stand wherever a value can", () => {
  const synthesized = synth((stack) => {
    const variable = (id: string) => new TerraformVariable(stack, id, { type: "string" }).stringValue;
    new LogSubscription(stack, "Logs", {
      destination: LogDestination.fromDestinationArn(stack, "Central", variable("arn")),
      logGroupName: variable("group"),
      filterName: variable("name"),
      filterPattern: variable("pattern"),
      region: variable("region"),
    });
  });
  expect(only(synthesized, filter)).toMatchObject({
    name: `\${var.name}`,
    log_group_name: `\${var.group}`,
    filter_pattern: `\${var.pattern}`,
    destination_arn: `\${var.arn}`,
    region: `\${var.region}`,
  });
});

describe("refused", () => {
  const refused: [what: string, props: Partial<LogSubscriptionProps>, says: RegExp][] = [
    ["an empty log group name", { logGroupName: "", createRole: false }, /logGroupName is ""/],
    [
      "a log group name that is too long",
      { logGroupName: "g".repeat(513), createRole: false },
      /of 513 characters; the service takes 1 to 512/,
    ],
    [
      "a log group name with a space",
      { logGroupName: "my group", createRole: false },
      /the service takes 1 to 512 characters of letters, digits and/,
    ],
    ["a log group's ARN", { logGroupName: "arn:aws:logs:eu-west-1:111122223333:log-group:/app" }, /the name alone/],
    ["an empty filter name", { filterName: "" }, /filterName is ""/],
    [
      "a filter name with a colon",
      { filterName: "a:b" },
      /filterName is "a:b"; the service takes 1 to 512 characters without : and \*/,
    ],
    [
      "a pattern that is too long",
      { filterPattern: "p".repeat(1025) },
      /of 1025 characters; the service takes at most 1024/,
    ],
    [
      "a pattern that opens a bracket alone",
      { filterPattern: "[a, b" },
      /\[a, b.*the service refuses, "If a filter pattern starts with '\[' it must end with '\]'": .*does not end with \]/,
    ],
    [
      "a pattern with a colon in a term",
      { filterPattern: "error: " },
      /the service refuses, "Invalid character\(s\) in term ':'": error: .*double quotes/,
    ],
    [
      "a selector without a value",
      { filterPattern: "{ $.level = }" },
      /"\{ \$\.level = \}", which the service refuses/,
    ],
    [
      "an unknown sign in a regular expression",
      { filterPattern: "%a!%" },
      /"Invalid filter pattern": ! is not supported/,
    ],
    ["a condition at another field's place", { filterPattern: "[a = 1 && b > 2]" }, /condition on b at the place of/],
    ["a selector in JSON's own words", { filterPattern: '{ $.level: "error" }' }, /which the service refuses/],
    ["an Availability Zone for a Region", { region: "eu-west-1a" }, /expected a Region's code/],
    ["a role's name", { roleArn: "sender" }, /expected the ARN of a role/],
    [
      "both a role and whether to make one",
      { roleArn: "arn:aws:iam::1:role/r", createRole: true },
      /roleArn and createRole are given/,
    ],
    [
      "a Region that is not the destination's",
      { region: "eu-central-1" },
      /in eu-central-1 and the destination central/,
    ],
  ];

  test.each(refused)("%s", (_, props, says) => {
    expect(() => subscription(props)).toThrow(says);
  });

  test("the provider's Region, where it is not the destination's", () => {
    expect(() => subscription({}, arn.replace("eu-west-1", "us-east-2"))).toThrow(
      /the log group is in eu-west-1 and the destination central in us-east-2.*RegionalLogDestinations/,
    );
  });

  test("a destination of the app that nobody may subscribe to, not even its owner", () => {
    const makePolicy = (destination: LogDestination, stack: TerraformStack) =>
      new LogDestinationPolicy(stack, "Policy", { destination, subscribers: [account] });
    const subscribed = (open?: (destination: LogDestination, stack: TerraformStack) => void) => () =>
      synth((stack) => {
        const destination = central(stack);
        new LogSubscription(stack, "Logs", { destination, logGroupName: "/app" });
        open?.(destination, stack);
      });
    expect(subscribed()).toThrow(/central has no access policy.*its owner included; give it subscribers/);
    expect(subscribed((destination) => destination.grantSubscribe(account))).not.toThrow();
    expect(subscribed(makePolicy)).not.toThrow();
    expect(subscribed((destination) => destination.importFrom("central"))).not.toThrow();
    const putByItself = (destinationName: string) => (_: unknown, stack: TerraformStack) =>
      new CloudwatchLogDestinationPolicy(stack, "Policy", { destinationName, accessPolicy: "{}" });
    expect(subscribed(putByItself("central"))).not.toThrow();
    expect(subscribed(putByItself(`\${var.name}`))).not.toThrow();
    expect(subscribed(putByItself("other"))).toThrow(/or.*subscribe to LogDestination.fromDestinationArn/);
  });

  test("no Region, where the provider's is not known", () => {
    const elsewhere = (stack: TerraformStack) => {
      const destination = LogDestination.fromDestinationArn(stack, "Central", arn.replace("eu-west-1", "us-east-2"));
      new LogSubscription(stack, "Logs", { destination, logGroupName: "/app" });
    };
    expect(() => synth(elsewhere, {})).not.toThrow();
  });

  test("two filters of one name on a log group", () => {
    const twice = (props: Partial<LogSubscriptionProps>) =>
      synth((stack) => {
        const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
        new LogSubscription(stack, "First", { destination, logGroupName: "/app" });
        new LogSubscription(stack, "Second", { destination, logGroupName: "/app", ...props });
      });
    expect(() => twice({})).toThrow(/the filter central of \/app belongs to stack\/First already.*filterName/);
    expect(() => twice({ filterName: "second" })).not.toThrow();
  });

  test("nothing that is just within the limits", () => {
    expect(() => subscription({ filterPattern: "p".repeat(1024), filterName: "f".repeat(512) })).not.toThrow();
    const roleArn = "arn:aws:iam::111122223333:role/sender";
    expect(() => subscription({ roleArn, createRole: false })).not.toThrow();
  });

  test.each(["[ip, user, bytes > 1000]", "%4\\d\\d%", '{ $.level = "error" }', "error -debug"])(
    "but not a pattern that the service may take: %j",
    (filterPattern) => {
      expect(only(subscription({ filterPattern }), filter).filter_pattern).toBe(filterPattern);
    },
  );

  test("but not a pattern or name with what Terraform would take for an expression, which is written so that it does not", () => {
    const { filter_pattern, name } = only(subscription({ filterPattern: '"${jndi:"', filterName: "a%{b" }), filter);
    expect({ filter_pattern, name }).toEqual({ filter_pattern: '"$${jndi:"', name: "a%%{b" });
    expect(() => subscription({ filterPattern: '{ $.a = "${jndi:" ' })).toThrow(/which the service refuses/);
    expect(only(subscription({ filterPattern: '"${var.word}"' }), filter).filter_pattern).toBe('"${var.word}"');
  });

  test("nor one of blanks, which the service keeps as the empty one", () => {
    expect(only(subscription({ filterPattern: " \t" }), filter).filter_pattern).toBe("");
  });

  test("a role for what is no Region, and with tags that are none", () => {
    const role = (props: LogSubscriptionRoleProps) => () =>
      synth((stack) => new LogSubscriptionRole(stack, "Role", props));
    expect(role({ region: "eu-west-1a" })).toThrow(/expected a Region's code/);
    expect(role({ tags: { "aws:k": "v" } })).toThrow(/reserved/);
  });

  test("a role for what is no log group", () => {
    expect(() => synth((stack) => new LogSubscriptionRole(stack, "Role", { logGroupNames: ["a b"] }))).toThrow(
      /the service takes 1 to 512 characters of letters, digits and/,
    );
  });
});
