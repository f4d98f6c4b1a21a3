import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LogDestination, LogDestinationTarget, LogSubscriber } from "@log-destinations/cdktf";
import { letsSubscribe } from "@log-destinations/cdktf/testing";
import { TerraformStack, Testing } from "cdktf";
import { describe, expect, test } from "vitest";

const account = "111122223333";
const from = (region: string, sender = account) => `arn:aws:logs:${region}:${sender}:*`;
const allow = {
  Effect: "Allow",
  Principal: { Service: "logs.amazonaws.com" },
  Action: "sts:AssumeRole",
  Condition: { StringLike: { "aws:SourceArn": from("eu-west-1") } },
};

/** Does the role with these statements deliver what the account sends? */
function delivers(statements: object | string, provider: { region?: string } = { region: "eu-west-1" }): boolean {
  const stack = new TerraformStack(Testing.app(), "stack");
  new AwsProvider(stack, "Aws", provider);
  const assumeRolePolicy = typeof statements === "string" ? statements : JSON.stringify({ Statement: statements });
  const role = new IamRole(stack, "Role", { assumeRolePolicy });
  new LogDestination(stack, "Central", {
    destinationName: "central",
    target: LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs"),
    subscribers: [LogSubscriber.account(account)],
    roleArn: role.arn,
  });
  // Without validations, which refuse some of these too.
  return letsSubscribe(Testing.synth(stack), { account, organization: "o-a1b2c3d4e5" }).passes;
}

const condition = (operator: string, key: string, value: unknown) => ({
  ...allow,
  Condition: { [operator]: { [key]: value } },
});

describe("a trust under which something arrives", () => {
  test.each<[what: string, statements: object]>([
    ["of the sender", allow],
    ["of the service's regional name", { ...allow, Principal: { Service: ["logs.eu-west-1.amazonaws.com"] } }],
    ["without a condition", { ...allow, Condition: undefined }],
    ["of any source", condition("StringLike", "aws:SourceArn", "*")],
    ["of any account, by ArnLike", condition("ArnLike", "AWS:SourceArn", from("eu-west-1", "*"))],
    ["of the sender's account", condition("StringEquals", "aws:SourceAccount", account)],
    ["of the sender's organization", condition("StringEquals", "aws:SourceOrgID", "o-a1b2c3d4e5")],
    ["beside one of another service", [{ ...allow, Principal: { Service: "lambda.amazonaws.com" } }, allow]],
    [
      "beside a token",
      condition("StringLike", "aws:SourceArn", [`arn:aws:logs:eu-west-1:\${var.other}:*`, from("eu-west-1")]),
    ],
  ])("%s", (_, statements) => {
    expect(delivers(statements)).toBe(true);
  });
});

describe("a trust under which nothing arrives", () => {
  test.each<[what: string, statements: object | string]>([
    ["without a statement", "{}"],
    ["of another service", { ...allow, Principal: { Service: "lambda.amazonaws.com" } }],
    ["of the service in another Region", { ...allow, Principal: { Service: "logs.us-east-2.amazonaws.com" } }],
    ["for another action", { ...allow, Action: "sts:TagSession" }],
    ["that denies", { ...allow, Effect: "Deny" }],
    ["that denies beside allowing", [allow, { ...allow, Effect: "Deny" }]],
    ["of a source in another Region", condition("StringLike", "aws:SourceArn", from("us-east-2"))],
    ["of every other source", condition("StringNotLike", "aws:SourceArn", from("eu-west-1"))],
    ["of another organization", condition("StringEquals", "aws:SourceOrgID", "o-zzzzzzzzzz")],
  ])("%s", (_, statements) => {
    expect(delivers(statements)).toBe(false);
  });
});

describe("a trust that only Terraform can compute", () => {
  const unknown = /only Terraform can compute whether aws_iam_role.Role trusts the service to act for 111122223333/;

  test.each<[what: string, statements: object | string]>([
    ["by a data source", `\${data.aws_iam_policy_document.trust.json}`],
    ["of a token", condition("StringLike", "aws:SourceArn", `arn:aws:logs:eu-west-1:\${var.sender}:*`)],
    ["of every source but a token", condition("StringNotLike", "aws:SourceArn", `\${var.other}`)],
    ["of a token for a service", { ...allow, Principal: { Service: `\${var.service}` } }],
  ])("%s", (_, statements) => {
    expect(() => delivers(statements)).toThrow(unknown);
  });

  test("of a Region, where that of the destination is not known", () => {
    expect(() => delivers(allow, {})).toThrow(unknown);
    expect(delivers(condition("StringLike", "aws:SourceArn", "arn:*:logs:*:111122223333:*"), {})).toBe(true);
  });
});

describe("a trust that cannot be decided", () => {
  test.each<[what: string, statements: object, why: RegExp]>([
    [
      "under a condition on something else",
      condition("StringEquals", "aws:PrincipalAccount", "111122223333"),
      /Statement\[0\] uses the condition key aws:PrincipalAccount/,
    ],
    [
      "under an operator of another type",
      condition("NumericLessThan", "aws:SourceAccount", "1"),
      /Statement\[0\] uses the condition operator NumericLessThan/,
    ],
  ])("%s", (_, statements, why) => {
    const whether = /it cannot be decided whether aws_iam_role.Role trusts the service to act for 111122223333/;
    expect(() => delivers(statements)).toThrow(whether);
    expect(() => delivers(statements)).toThrow(why);
  });
});

test("what the constructs write themselves is known, whatever the provider tells", () => {
  const stack = new TerraformStack(Testing.app(), "stack");
  new AwsProvider(stack, "Aws", {});
  new LogDestination(stack, "Central", {
    destinationName: "central",
    target: LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs"),
    subscribers: [LogSubscriber.account(account)],
  });
  expect(letsSubscribe(stack, { account }).passes).toBe(true);
});
