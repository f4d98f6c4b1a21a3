import { CloudwatchLogDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-destination";
import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LogAccountSubscription, LogDestination, LogSubscriber, LogSubscription } from "@log-destinations/cdktf";
import {
  delivers,
  hasLogDestination,
  hasLogSubscription,
  letsSubscribe,
  subscribesAccount,
} from "@log-destinations/cdktf/testing";
import "@log-destinations/cdktf/testing/vitest";
import { App, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { describe, expect, test } from "vitest";
import { questions } from "../../../cdktf/testing/questions.mts";
import schemas from "../../../terraform/src/schema/schemas.json" with { type: "json" };
import { account, arn, central, stackWith, target } from "./stack.ts";

const organization = "o-a1b2c3d4e5";
const path = `${organization}/r-ab12/ou-ab12-11111111/`;

const everything = () =>
  stackWith((scope) => {
    const subscribers = [LogSubscriber.account(account)];
    const central = new LogDestination(scope, "Central", { destinationName: "central", target, subscribers });
    new LogSubscription(scope, "Logs", { destination: central, logGroupName: "/app" });
    new LogAccountSubscription(scope, "All", {
      destination: LogDestination.fromDestinationArn(scope, "Elsewhere", arn),
      excludeLogGroups: ["/jobs", "/debug"],
    });
  });

type Matcher = "toHaveLogDestination" | "toHaveLogSubscription" | "toLetSubscribe" | "toSubscribeAccount" | "toDeliver";

/** Questions that nothing can fit, by matcher: a member and its value, which stand beside those that are needed. */
const wrong: Record<Matcher, [member: string, value: unknown][]> = {
  toLetSubscribe: [
    ["account", "11112222333"],
    ["account", "1111222233334"],
    ["account", 111122223333],
    ["account", undefined],
    ["account", `\${var.account}`],
    ["organization", "a1b2c3d4e5"],
    ["organization", "o-A1B2C3D4E5"],
    ["organization", "o-short"],
    ["organizationPath", `${organization}/`],
    ["organizationPath", "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111"],
    ["organizationPath", "o-a1b2c3d4e5/r-ab12/*"],
    ["organizationPath", "r-ab12/ou-ab12-11111111/"],
    ["role", "false"],
    ["role", 0],
    ["accountLevel", "yes"],
    ["destination", "logs:central"],
    ["destination", ""],
    ["region", "eu-west-1a"],
    ["region", "EU-WEST-1"],
    ["provider", "workload"],
    ["organisation", organization],
    ["organizationId", organization],
    ["toString", "x"],
  ],
  toDeliver: [
    ["account", "11112222333"],
    ["logGroupName", "/app:*"],
    ["logGroupName", ""],
    ["logGroupName", undefined],
    ["organization", "a1b2c3d4e5"],
    ["organizationPath", "o-a1b2c3d4e5"],
    ["message", 42],
    ["region", "ireland"],
    ["provider", "aws."],
    ["provider", "aws.elsewhere"],
    ["logGroup", "/app"],
    ["role", true],
  ],
  toSubscribeAccount: [
    ["policyName", undefined],
    ["destinationArn", "central"],
    ["filterPattern", "x".repeat(1025)],
    ["distribution", "BY_LOG_STREAM"],
    ["roleArn", "Sender"],
    ["excludeLogGroups", "/debug"],
    ["excludeLogGroups", ["/debug:*"]],
    ["region", "eu-west"],
    ["provider", "aws.elsewhere"],
    ["policy_name", "x"],
  ],
  toHaveLogDestination: [
    ["destinationName", "org-logs"],
    ["destination_name", "org-logs"],
    ["targetArn", arn],
    ["arn", arn],
    ["id", "central"],
    ["name", "org:logs"],
    ["name", undefined],
    ["role_arn", "Role"],
    ["target_arn", "stream/logs"],
    ["region", "eu-west"],
    ["provider", "aws.elsewhere"],
  ],
  toHaveLogSubscription: [
    ["logGroupName", "/app"],
    ["id", "x"],
    ["name", "a*b"],
    ["log_group_name", "/app:*"],
    ["destination_arn", "central"],
    ["filter_pattern", 1],
    ["distribution", "Round"],
    ["region", "eu-west"],
    ["tags", { a: "b" }],
  ],
};
const needed: Record<Matcher, object> = {
  toLetSubscribe: { account },
  toDeliver: { account, logGroupName: "/app" },
  toSubscribeAccount: {},
  toHaveLogDestination: {},
  toHaveLogSubscription: {},
};
const functions: Record<Matcher, (stack: unknown, asked: never) => unknown> = {
  toLetSubscribe: letsSubscribe,
  toDeliver: (stack, line) => delivers([stack], line),
  toSubscribeAccount: subscribesAccount,
  toHaveLogDestination: hasLogDestination,
  toHaveLogSubscription: hasLogSubscription,
};

describe.each(Object.keys(wrong) as Matcher[])("%s", (matcher) => {
  const stack = everything();

  test.each(wrong[matcher])("refuses %s as %j, also where it is negated and as a function", (member, value) => {
    const asked = { ...needed[matcher], [member]: value } as never;
    const refusal = new RegExp(`${member} is .*(expected|the stacks have) .*\\[LD27(15|17)\\]$`);
    expect(() => expect(stack)[matcher](asked)).toThrow(refusal);
    expect(() => expect(stack).not[matcher](asked)).toThrow(refusal);
    expect(() => functions[matcher](stack, asked)).toThrow(refusal);
  });

  test("refuses a question that is no object", () => {
    for (const asked of ["central", [], null, 42]) {
      expect(() => expect(stack).not[matcher](asked as never)).toThrow(/expected an object with .* \[LD2715\]$/);
    }
  });

  test.each<[what: string, stack: unknown]>([
    ["an app", new App()],
    [
      "a construct",
      new LogDestination(
        stackWith(() => {}),
        "It",
        { destinationName: "central", target },
      ),
    ],
    ["a promise", Promise.resolve(Testing.synth(central([])))],
    ["a plan", { format_version: "1.2", planned_values: {}, resource_changes: [] }],
    ["the folder of Testing.fullSynth", "/tmp/cdktf.outdir.123/stacks/stack"],
    ["the stack in an object", { stack: central([]) }],
    ["resources that are none", { resource: "central" }],
    ["a list in a list", [[]]],
  ])("takes %s for no stack, also where it is negated", (_, none) => {
    const asked = needed[matcher] as never;
    expect(() => expect(none).not[matcher](asked)).toThrow(/expected a TerraformStack .*\[LD2708\]|\[LD2723\]/);
  });

  test("shows nothing by an empty stack, also where it is negated", () => {
    const asked = needed[matcher] as never;
    for (const empty of ["{}", {}, new TerraformStack(Testing.app(), "empty")]) {
      expect(() => expect(empty).not[matcher](asked)).toThrow(/the stack is empty.*\[LD2716\]/);
    }
  });
});

test("attributes are those that Terraform is given of the type", () => {
  for (const type of ["aws_cloudwatch_log_destination", "aws_cloudwatch_log_subscription_filter"] as const) {
    const own: Record<string, string> = schemas.resources[type].attributes;
    const meta = ["connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];
    const given = Object.keys(own).filter((name) => name !== "id" && own[name] !== "computed string");
    expect(Object.keys(questions[type].members).sort()).toEqual([...given, ...meta].sort());
    const required = given.filter((name) => own[name]?.startsWith("required"));
    expect([...questions[type].always].sort()).toEqual(required);
  }
});

test("a sender's path lies in its organization", () => {
  const stack = central([LogSubscriber.organization(organization)]);
  const elsewhere = { account, organization: "o-zzzzzzzzzz", organizationPath: path };
  expect(() => expect(stack).not.toLetSubscribe(elsewhere)).toThrow(/expected one in o-zzzzzzzzzz \[LD2715\]/);
  expect(stack).toLetSubscribe({ account, organizationPath: path });
});

test("a place in the organization that the policy compares has to be known", () => {
  const stack = central([LogSubscriber.organizationPath(`${path}*`)]);
  expect(() => expect(stack).not.toLetSubscribe({ account, organization })).toThrow(/give organizationPath \[LD2720\]/);
  expect(stack).not.toLetSubscribe({ account, organization: "o-zzzzzzzzzz" });
  expect(stack).not.toLetSubscribe({ account, organizationPath: `${organization}/r-ab12/` });
  const both = central([LogSubscriber.organizationPath(`${path}*`), LogSubscriber.account(account)]);
  expect(both).toLetSubscribe({ account, organization });
});

describe("what only Terraform can compute", () => {
  const stack = stackWith((scope) => {
    const name = new TerraformVariable(scope, "name", { type: "string" }).stringValue;
    new CloudwatchLogDestination(scope, "Raw", { name, roleArn: "r", targetArn: "t", tags: { a: "b" } });
  });

  test("is neither there nor not there", () => {
    expect(() => expect(stack).not.toHaveLogDestination({ name: "central" })).toThrow(/\$\{var\.name\}.*\[LD2719\]/);
    expect(() => expect(stack).toHaveLogDestination({ name: "central" })).toThrow(/\[LD2719\]/);
  });

  test("does not count where another value differs, or the expression is expected", () => {
    expect(stack).not.toHaveLogDestination({ name: "central", tags: { a: "c" } });
    expect(stack).toHaveLogDestination({ name: `\${var.name}` });
    expect(stack).toHaveLogDestination({ name: expect.stringContaining("var.") });
    expect(stack).not.toHaveLogDestination({ name: expect.stringContaining("local.") });
  });

  test("such as the Region of a subscription", () => {
    const workload = new TerraformStack(Testing.app(), "workload");
    const region = new TerraformVariable(workload, "region", { type: "string" }).stringValue;
    new AwsProvider(workload, "Aws", { region, allowedAccountIds: [account] });
    const destinationArn = arn;
    const props = { name: "Sub", logGroupName: "/app", filterPattern: "", destinationArn };
    new CloudwatchLogSubscriptionFilter(workload, "Sub", props);
    const stacks = [workload, central([LogSubscriber.account(account)])];
    const line = { account, logGroupName: "/app" };
    expect(stacks).toDeliver(line);
    expect(() => expect(stacks).not.toDeliver({ ...line, region: "eu-west-1" })).toThrow(/in eu-west-1.*\[LD2721\]/);
    expect(stacks).not.toDeliver({ ...line, region: "eu-west-1", logGroupName: "/other" });
  });
});

test("a resource that count or for_each leaves out is not there", () => {
  const leftOut = (left: object) => {
    const resource = { name: "central", role_arn: "r", target_arn: "t", ...left };
    return { provider: { aws: [{}] }, resource: { aws_cloudwatch_log_destination: { A: resource } } };
  };
  for (const left of [{ count: 0 }, { for_each: {} }, { for_each: `\${toset([])}` }]) {
    expect(leftOut(left)).not.toHaveLogDestination();
  }
  for (const made of [
    { count: 1 },
    { count: `\${var.n}` },
    { for_each: `\${toset(["a"])}` },
    { for_each: { a: "b" } },
  ]) {
    expect(leftOut(made)).toHaveLogDestination();
  }
});

test("the log groups that an account leaves out have no order", () => {
  expect(everything()).toSubscribeAccount({ excludeLogGroups: ["/jobs", "/debug"] });
  expect(everything()).toSubscribeAccount({ excludeLogGroups: expect.arrayContaining(["/jobs"]) });
});

test("functions compare as the matchers do, for runners without them", () => {
  const stack = everything();
  const named = { name: expect.stringMatching(/^cent/), tags: undefined, provider: "aws" };
  expect(hasLogDestination(stack, named)).toEqual({ passes: true, reason: expect.stringMatching(/^aws_.* has them$/) });
  expect(hasLogDestination(stack, { name: "other" })).toEqual({
    passes: false,
    reason: expect.stringMatching(/^the stack has .*"name": "central".* \[LD2722\]$/s),
  });
  expect(hasLogSubscription(stack, { log_group_name: "/app" }).passes).toBe(true);
  expect(subscribesAccount(stack, { excludeLogGroups: ["/debug"] }).passes).toBe(false);
  expect(subscribesAccount(stack, { excludeLogGroups: ["/debug", "/jobs"] }).passes).toBe(true);
});

test("delivers without a stack shows nothing", () => {
  const line = { account, logGroupName: "/app" };
  expect(() => expect([]).not.toDeliver(line)).toThrow(/no stack is given.*\[LD2723\]/);
});
