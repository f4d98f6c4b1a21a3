import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  LogAccountSubscription,
  type LogAccountSubscriptionProps,
  LogDestination,
  LogDestinationPolicy,
  LogDestinationTarget,
  LogDistribution,
  LogSubscriber,
  LogSubscriptionRole,
  type LogSubscriptionRoleProps,
  LogSubscriptionTarget,
} from "@log-destinations/cdktf";
import { Lazy, TerraformIterator, TerraformStack, TerraformVariable, Token } from "cdktf";
import { describe, expect, test } from "vitest";
import { document, lookup, only, synth, synthApp } from "./synth.ts";

const arn = "arn:aws:logs:eu-west-1:999999999999:destination:central";
const account = LogSubscriber.account("111122223333");
const organization = LogSubscriber.organization("o-a1b2c3d4e5");
const type = "aws_cloudwatch_log_account_policy";

function subscription(props: Partial<LogAccountSubscriptionProps> = {}, destinationArn = arn) {
  return synth((stack) => {
    const destination = LogDestination.fromDestinationArn(stack, "Central", destinationArn);
    new LogAccountSubscription(stack, "Account", { destination, excludeLogGroups: [], ...props });
  });
}

function central(stack: TerraformStack, subscribers: LogSubscriber[], accountLevelSubscriptions = true) {
  const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs");
  return new LogDestination(stack, "Central", {
    destinationName: "central",
    target,
    subscribers,
    accountLevelSubscriptions,
  });
}

describe("the least that makes an account-level subscription", () => {
  const synthesized = subscription();

  test("sends every log event of every log group, under the destination's name", () => {
    const policy = only(synthesized, type);
    expect(policy).toMatchObject({ policy_name: "central", policy_type: "SUBSCRIPTION_FILTER_POLICY" });
    expect(policy).not.toHaveProperty("selection_criteria");
    expect(document(policy, "policy_document")).toMatchObject({ DestinationArn: arn, FilterPattern: "" });
  });

  test("has a pattern of blanks as the empty one, as the service keeps it", () => {
    const policy = only(subscription({ filterPattern: "  " }), type);
    expect(document(policy, "policy_document")).toMatchObject({ FilterPattern: "" });
  });

  test("makes a role for every log group, and waits for its policy", () => {
    const role = only(synthesized, "aws_iam_role");
    const rolePolicy = only(synthesized, "aws_iam_role_policy");
    const caller = lookup(synthesized, "aws_caller_identity");
    const policy = only(synthesized, type);
    expect(document(policy, "policy_document")).toMatchObject({ RoleArn: `\${${role.address}.arn}` });
    expect(policy.depends_on).toEqual([rolePolicy.address]);
    expect(document(rolePolicy, "policy")).toMatchObject({
      Statement: [
        {
          Action: "logs:PutLogEvents",
          Resource: [`arn:aws:logs:eu-west-1:\${${caller}.account_id}:log-group:*:*`],
        },
      ],
    });
  });

  test("synthesizes without a remark", () => {
    expect(synthesized.annotations).toEqual([]);
  });
});

describe("what is left out", () => {
  test("is written in order and once, however it was given", () => {
    const criteria = (excludeLogGroups: string[]) => only(subscription({ excludeLogGroups }), type).selection_criteria;
    expect(criteria(["/b", "/a", "/b"])).toBe('LogGroupName NOT IN ["/a","/b"]');
    expect(criteria(["/a", "/b"])).toBe(criteria(["/b", "/a"]));
  });

  test("is sorted by Terraform where a name is a token", () => {
    const synthesized = synth((stack) => {
      const group = new CloudwatchLogGroup(stack, "Errors", { name: "/errors" });
      const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
      new LogAccountSubscription(stack, "Account", { destination, excludeLogGroups: [group.name, "/a"] });
    });
    expect(only(synthesized, type).selection_criteria).toBe(
      `LogGroupName NOT IN \${jsonencode(sort(distinct([aws_cloudwatch_log_group.Errors.name, "/a"])))}`,
    );
  });

  test("can be a list that only Terraform knows, of which none leaves the criteria out", () => {
    const synthesized = synth((stack) => {
      const { listValue } = new TerraformVariable(stack, "groups", { type: "list(string)" });
      const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
      new LogAccountSubscription(stack, "Account", { destination, excludeLogGroups: listValue });
    });
    expect(only(synthesized, type).selection_criteria).toBe(
      `\${(length(sort(distinct(flatten([var.groups])))) >= 1) ? "LogGroupName NOT IN \${jsonencode(sort(distinct(flatten([var.groups]))))}" : null}`,
    );
  });
});

test("every prop is in the policy, tokens included", () => {
  const synthesized = synth((stack) => {
    const variable = (id: string) => new TerraformVariable(stack, id, { type: "string" }).stringValue;
    new LogAccountSubscription(stack, "Account", {
      destination: LogDestination.fromDestinationArn(stack, "Central", variable("arn")),
      policyName: variable("name"),
      filterPattern: `{ $.level = "${variable("level")}" }`,
      distribution: LogDistribution.RANDOM,
      roleArn: variable("role"),
      region: variable("region"),
      excludeLogGroups: [],
    });
  });
  expect(only(synthesized, type)).toMatchObject({
    policy_name: `\${var.name}`,
    region: `\${var.region}`,
    policy_document: `{"DestinationArn":"\${var.arn}","RoleArn":"\${var.role}","FilterPattern":\${jsonencode(join("", ["{ $.level = \\"", var.level, "\\" }"]))},"Distribution":"Random"}`,
  });
});

test("a value that cdktf has as an object is taken as its text", () => {
  const synthesized = synth((stack) => {
    const value = (id: string) => new TerraformVariable(stack, id, { type: "string" }).value;
    new LogAccountSubscription(stack, "Account", {
      destination: LogDestination.fromDestinationArn(stack, "Central", arn),
      filterPattern: value("pattern"),
      roleArn: value("role"),
      excludeLogGroups: [value("excluded")],
    });
  });
  expect(only(synthesized, type)).toMatchObject({
    policy_document: expect.stringContaining(
      `"RoleArn":"\${var.role}","FilterPattern":\${jsonencode(join("", [var.pattern]))}`,
    ),
    selection_criteria: `LogGroupName NOT IN \${jsonencode(sort(distinct([var.excluded])))}`,
  });
});

describe("the role", () => {
  test("is left out where the destination names accounts alone", () => {
    const synthesized = synth((stack) => {
      new LogAccountSubscription(stack, "Account", { destination: central(stack, [account]), excludeLogGroups: [] });
    });
    expect(document(only(synthesized, type), "policy_document")).not.toHaveProperty("RoleArn");
  });

  test("is the one that is given", () => {
    const synthesized = synth((stack) => {
      const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
      const role = new LogSubscriptionRole(stack, "Sender");
      new LogAccountSubscription(stack, "Account", { destination, role, excludeLogGroups: [] });
    });
    expect(only(synthesized, type).depends_on).toEqual([only(synthesized, "aws_iam_role_policy").address]);
  });

  test("left out is refused where the destination lets senders in by their organization alone", () => {
    const withoutRole = (stack: TerraformStack) => {
      const destination = central(stack, [organization]);
      new LogAccountSubscription(stack, "Account", { destination, createRole: false, excludeLogGroups: [] });
    };
    expect(() => synth(withoutRole)).toThrow(/without a role; set createRole: true, or give roleArn \[LD2504\]/);
  });

  const stream = LogSubscriptionTarget.kinesisStream("arn:aws:kinesis:eu-west-1:111122223333:stream/logs");
  const given =
    (role: LogSubscriptionRoleProps, region = "eu-west-1") =>
    () =>
      synth((stack) => {
        const destination = LogDestination.fromDestinationArn(stack, "Central", arn.replace("eu-west-1", region));
        new LogAccountSubscription(stack, "Account", {
          destination,
          role: new LogSubscriptionRole(stack, "Sender", role),
          excludeLogGroups: [],
          region,
        });
      });

  test.each<[what: string, role: LogSubscriptionRoleProps, says: string]>([
    [
      "for some log groups",
      { logGroupNames: ["/app", "/aws/*"] },
      "the role stack/Sender does not cover every log group; leave its logGroupNames out [LD2524]",
    ],
    [
      "for a stream",
      { target: stream },
      "the role stack/Sender writes to a stream; for a destination, give a role without a target [LD2525]",
    ],
  ])("that is given is refused where it is %s", (_, role, says) => {
    expect(given(role)).toThrow(says);
  });

  test("that is given has to cover the Region", () => {
    expect(given({}, "us-east-2")).toThrow(
      'the role stack/Sender is for eu-west-1, and this subscription is in us-east-2; give the role regions: ["eu-west-1","us-east-2"] [LD2523]',
    );
    expect(given({ regions: ["eu-west-1", "us-east-2"], logGroupNames: ["*"] }, "us-east-2")).not.toThrow();
  });
});

describe("refused", () => {
  const refused: [what: string, props: Partial<LogAccountSubscriptionProps>, says: RegExp][] = [
    ["a name that is the service's own", { policyName: "aws/logs" }, /begin with aws\/ .*\[LD2904\]/],
    ["a name that cannot be imported", { policyName: "a:b" }, /without a colon.*NAME:TYPE \[LD2905\]/],
    ["no name", { policyName: "" }, /\[LD2905\]/],
    ["an excluded name with a wildcard", { excludeLogGroups: ["/aws/*"] }, /"\/aws\/\*"; expected the exact name/],
    [
      "more names than fit",
      { excludeLogGroups: Array.from({ length: 60 }, (_, index) => `${index}`.padStart(450, "g")) },
      /60 log groups are \d+ bytes; the service takes 25/,
    ],
    ["a pattern that the service refuses", { filterPattern: "[a, b" }, /the service refuses/],
    ["an Availability Zone for a Region", { region: "eu-west-1a" }, /expected a Region's code/],
    ["a Region that is not the destination's", { region: "us-east-2" }, /in us-east-2 and the destination central/],
    ["a role's name", { roleArn: "sender" }, /expected the ARN of a role/],
  ];

  test.each(refused)("%s", (_, props, says) => {
    expect(() => subscription(props)).toThrow(says);
  });

  test("a second one of the account and Region, by whatever provider and destination", () => {
    const twice = (second: (stack: TerraformStack) => Partial<LogAccountSubscriptionProps>) => () =>
      synth((stack) => {
        const profile = { profile: "workload", region: "eu-west-1" };
        const provider = new AwsProvider(stack, "One", { alias: "one", ...profile });
        const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
        const props = { destination, provider, excludeLogGroups: [] };
        new LogAccountSubscription(stack, "First", props);
        new LogAccountSubscription(stack, "Second", { ...props, policyName: "second", ...second(stack) });
      });
    const provider = (settings: { profile?: string; region: string }) => (stack: TerraformStack) => ({
      provider: new AwsProvider(stack, "Two", { alias: "two", ...settings }),
    });
    const says = /account-level subscription of eu-west-1 belongs to stack\/First already; the service takes one/;
    expect(twice(() => ({}))).toThrow(says);
    expect(twice(provider({ profile: "workload", region: "eu-west-1" }))).toThrow(says);
    expect(twice(provider({ profile: "other", region: "eu-west-1" }))).not.toThrow();
  });

  test("an owner in the app that did not allow it", () => {
    const subscribed = (open: (stack: TerraformStack) => LogDestination) => () =>
      synth((stack) => {
        new LogAccountSubscription(stack, "Account", { destination: open(stack), excludeLogGroups: [] });
      });
    const policy = (Action: string[]) => (stack: TerraformStack) => {
      const destination = central(stack, []);
      const statement = { Effect: "Allow", Principal: { AWS: "111122223333" }, Action };
      const Statement = [{ ...statement, Resource: destination.destinationArn }];
      const accessPolicy = JSON.stringify({ Version: "2012-10-17", Statement });
      new LogDestinationPolicy(stack, "Policy", { destination, accessPolicy });
      return destination;
    };
    const says = /access policy of central allows no account-level subscriptions.*\[LD2906\]/;
    expect(subscribed((stack) => central(stack, [account], false))).toThrow(says);
    expect(subscribed((stack) => central(stack, [account]))).not.toThrow();
    expect(subscribed(policy(["logs:PutSubscriptionFilter"]))).toThrow(says);
    expect(subscribed(policy(["logs:PutSubscriptionFilter", "logs:PutAccountPolicy"]))).not.toThrow();
    expect(subscribed((stack) => central(stack, []))).toThrow(/has no access policy/);
  });
});

describe("a value of an iterator", () => {
  const eachValue = (stack: TerraformStack): string => {
    const { listValue } = new TerraformVariable(stack, "items", { type: "list(string)" });
    return TerraformIterator.fromList(listValue).value;
  };

  test.each<[what: string, props: (value: string) => Partial<LogAccountSubscriptionProps>, attribute: string]>([
    ["an excluded name", (value) => ({ excludeLogGroups: [value] }), "selection_criteria"],
    ["the pattern", (value) => ({ excludeLogGroups: [], filterPattern: value }), "policy_document"],
    ["the name", (value) => ({ excludeLogGroups: [], policyName: value }), "policy_name"],
  ])("is refused as %s, since there is one policy", (_, props, attribute) => {
    const subscribed = () =>
      synth((stack) => {
        const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
        new LogAccountSubscription(stack, "Account", { destination, ...props(eachValue(stack)) });
      });
    expect(subscribed).toThrow(`${attribute} of Resource holds each.value`);
  });
});

describe("a destination in another stack", () => {
  test("comes first, and its ARN survives in the document", () => {
    const { stack, manifest } = synthApp((app) => {
      const owner = new TerraformStack(app, "owner");
      const sender = new TerraformStack(app, "sender");
      for (const each of [owner, sender]) new AwsProvider(each, "Aws", { region: "eu-west-1" });
      const destination = central(owner, [account]);
      new LogAccountSubscription(sender, "Account", { destination, excludeLogGroups: [] });
    });
    const { DestinationArn } = document(only(stack("sender"), type), "policy_document") as { DestinationArn: string };
    expect(DestinationArn).toMatch(/^\$\{data\.terraform_remote_state\./);
    expect(manifest("sender").dependencies).toEqual(["owner"]);
  });
});

describe("a Lazy", () => {
  test("among the log groups that are left out is a name in quotes, and a list of them is a list", () => {
    const one = subscription({ excludeLogGroups: [Lazy.stringValue({ produce: () => "/b" }), "/a"] });
    expect(only(one, type).selection_criteria).toBe(`LogGroupName NOT IN \${jsonencode(sort(distinct(["/b", "/a"])))}`);
    const list = subscription({ excludeLogGroups: Lazy.listValue({ produce: () => ["/b", "/a"] }) });
    expect(only(list, type).selection_criteria).toContain('jsonencode(sort(distinct(flatten([["/b", "/a"]]))))');
  });

  test("of a pattern is a text in quotes", () => {
    const filterPattern = Lazy.stringValue({ produce: () => 'say "no"' });
    expect(only(subscription({ filterPattern }), type).policy_document).toContain(
      String.raw`"FilterPattern":${"$"}{jsonencode(join("", ["say \"no\""]))}`,
    );
  });
});

test("a pattern of tokens and backslashes keeps these", () => {
  const synthesized = synth((stack) => {
    const { stringValue } = new TerraformVariable(stack, "stage", { type: "string" });
    const filterPattern = String.raw`{ $.code = %\d% && $.text = "a\"${stringValue}" }`;
    const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
    new LogAccountSubscription(stack, "Account", { destination, excludeLogGroups: [], filterPattern });
  });
  expect(only(synthesized, type).policy_document).toContain(
    String.raw`join("", ["{ $.code = %\\d% && $.text = \"a\\\"", var.stage, "\" }"])`,
  );
});

test("a pattern with two dollar signs before a brace keeps what Terraform makes of it", () => {
  expect(document(only(subscription({ filterPattern: '"${jndi:" -"%{"' }), type), "policy_document")).toMatchObject({
    FilterPattern: '"$${jndi:" -"%%{"',
  });
  const { policy_document } = only(subscription({ filterPattern: `{ $.a = "$\${x}" }` }), type);
  expect(policy_document).toContain(String.raw`jsonencode(join("", ["{ $.a = \"${"$$"}{x}\" }"]))`);
});

describe("what plain JavaScript can give is refused by its name", () => {
  test.each<[what: string, props: object, message: RegExp]>([
    ["the ARN of a destination", { destination: arn }, /destination is "arn:aws:logs.*fromDestinationArn.*\[LD2536\]/],
    ["no destination", { destination: undefined }, /has no destination; give .*\[LD2804\]/],
    ["a text for a list", { excludeLogGroups: "/a" }, /excludeLogGroups is "\/a"; expected a list \[LD2107\]/],
    ["a number for a name", { policyName: 5 }, /policyName is 5; expected a text \[LD2109\]/],
    ["the ARN of a role", { role: "arn:aws:iam::111122223333:role/r" }, /as roleArn \[LD2537\]/],
    [
      "the element of a list token",
      { excludeLogGroups: [...Token.asList(`\${var.names}`), "/a"] },
      /excludeLogGroups has an element of a list token.*Fn.concat.*\[LD2108\]/,
    ],
  ])("%s", (_, props, message) => {
    expect(() => subscription(props as Partial<LogAccountSubscriptionProps>)).toThrow(message);
  });

  test("a stream, to which log groups alone subscribe", () => {
    const destination = LogSubscriptionTarget.kinesisStream("arn:aws:kinesis:eu-west-1:111122223333:stream/logs");
    const given = { destination } as unknown as Partial<LogAccountSubscriptionProps>;
    expect(() => subscription(given)).toThrow(/log groups subscribe to it by LogSubscription \[LD2536\]/);
  });
});

describe("accounts by their ids", () => {
  const inAccount = (stack: TerraformStack, id: string, region?: string) =>
    new AwsProvider(stack, `In${id}`, { alias: `in-${id}`, allowedAccountIds: [id], ...(region && { region }) });

  test("two of one account, whose Regions nothing shows, can be in two", () => {
    const both = () =>
      synth((stack) => {
        for (const alias of ["eu", "us"]) {
          const provider = new AwsProvider(stack, alias, {
            alias,
            profile: alias,
            allowedAccountIds: ["111122223333"],
          });
          const destination = LogDestination.fromDestinationArn(stack, `Central ${alias}`, arn);
          new LogAccountSubscription(stack, `Account ${alias}`, { destination, provider, excludeLogGroups: [] });
        }
      });
    expect(Object.keys(both().resource[type] ?? {})).toHaveLength(2);
  });

  test("a role of another account is refused, made here or given by its ARN", () => {
    const by = (props: (stack: TerraformStack) => Partial<LogAccountSubscriptionProps>) => () =>
      synth((stack) => {
        const destination = LogDestination.fromDestinationArn(stack, "Central", arn);
        const provider = inAccount(stack, "111122223333", "eu-west-1");
        new LogAccountSubscription(stack, "Account", { destination, provider, ...props(stack) });
      });
    const foreign = (stack: TerraformStack) =>
      new LogSubscriptionRole(stack, "Role", { provider: inAccount(stack, "444455556666", "eu-west-1") });
    expect(by((stack) => ({ role: foreign(stack) }))).toThrow(
      /aws_iam_role\.Role_.*of another account than 111122223333.*\[LD2539\]/,
    );
    expect(by(() => ({ roleArn: "arn:aws:iam::444455556666:role/r" }))).toThrow(/\[LD2539\]/);
    expect(by(() => ({ roleArn: "arn:aws:iam::111122223333:role/r" }))).not.toThrow();
  });
});
