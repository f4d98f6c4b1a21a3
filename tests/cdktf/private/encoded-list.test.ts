import { LogDestination, LogDestinationTarget, LogSubscriber, LogSubscriptionRole } from "@log-destinations/cdktf";
import { Fn, Lazy, TerraformVariable, Token } from "cdktf";
import { describe, expect, test } from "vitest";
import { lookup, only, synth } from "../synth.ts";

const target = LogDestinationTarget.kinesisStream("arn:aws:kinesis:eu-west-1:999999999999:stream/logs");

function policyOf(subscribersOf: (variable: TerraformVariable) => LogSubscriber[]): string {
  const synthesized = synth((stack) => {
    const variable = new TerraformVariable(stack, "senders", { type: "set(string)" });
    new LogDestination(stack, "Central", { destinationName: "central", target, subscribers: subscribersOf(variable) });
  });
  return String(only(synthesized, "aws_cloudwatch_log_destination_policy").access_policy);
}

/** As a user without types can give it. */
const asList = (value: unknown) => value as string[];

describe("what stands for a list is written as one, whatever its type", () => {
  test.each<[what: string, list: (variable: TerraformVariable) => unknown, expression: string]>([
    ["a variable's list", ({ listValue }) => listValue, "var.senders"],
    ["a variable's value", ({ value }) => value, "var.senders"],
    ["an expression written out", () => `\${var.senders}`, "var.senders"],
    ["concat", ({ listValue }) => Fn.concat([listValue, ["444455556666"]]), 'concat(var.senders, ["444455556666"])'],
    ["flatten", ({ listValue }) => Fn.flatten([listValue]), "flatten([var.senders])"],
    ["keys", ({ value }) => Fn.keys(value), "keys(var.senders)"],
    ["toset", ({ listValue }) => Fn.toset(listValue), "toset(var.senders)"],
    ["a lazy list", ({ listValue }) => Lazy.listValue({ produce: () => listValue }), "var.senders"],
    ["a lazy list of literals", () => Lazy.listValue({ produce: () => ["444455556666"] }), '["444455556666"]'],
  ])("%s", (_, list, expression) => {
    const policy = policyOf((variable) => [
      LogSubscriber.account("111122223333"),
      LogSubscriber.accounts(asList(list(variable))),
    ]);
    expect(policy).toContain(`{"AWS":\${jsonencode(distinct(flatten([["111122223333"], ${expression}])))}}`);
  });

  test("organizations and their paths, each in its own place", () => {
    const policy = policyOf(({ listValue }) => [
      LogSubscriber.organizations(listValue),
      LogSubscriber.organizations(["o-a1b2c3d4e5"]),
      LogSubscriber.organizationPaths(listValue),
    ]);
    const list = (known: string) => `\${jsonencode(distinct(flatten([[${known}], var.senders])))}`;
    expect(policy).toContain(`{"StringEquals":{"aws:PrincipalOrgID":${list('"o-a1b2c3d4e5"')}}}`);
    expect(policy).toContain(`{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":${list("")}}}`);
    expect(policy).not.toContain('"AWS"');
  });

  test("the log groups of a role", () => {
    const synthesized = synth((stack) => {
      const { listValue } = new TerraformVariable(stack, "groups", { type: "list(string)" });
      new LogSubscriptionRole(stack, "Sender", { logGroupNames: listValue });
    });
    const account = `${lookup(synthesized, "aws_caller_identity")}.account_id`;
    expect(only(synthesized, "aws_iam_role_policy").policy).toContain(
      `"Resource":\${jsonencode(distinct(flatten([[], formatlist("arn:%s:logs:%s:%s:log-group:%s:*", "aws", "eu-west-1", ${account}, flatten([var.groups]))])))}}`,
    );
  });
});

test("several literals are several", () => {
  expect(policyOf(() => [LogSubscriber.organizations(["o-a1b2c3d4e5", "o-b1b2c3d4e5"])])).toContain(
    '{"aws:PrincipalOrgID":["o-a1b2c3d4e5","o-b1b2c3d4e5"]}',
  );
  const paths = ["o-a1b2c3d4e5/r-ab12/*", "o-b1b2c3d4e5/r-ab12/*"];
  expect(policyOf(() => [LogSubscriber.organizationPaths(paths)])).toContain(JSON.stringify(paths));
});

test("what stands for one id may be a token of any type", () => {
  const asString = (value: unknown) => value as string;
  const policy = policyOf(({ value }) => [
    LogSubscriber.account(asString(value)),
    LogSubscriber.account(asString(Fn.conditional(value, "111122223333", "444455556666"))),
  ]);
  expect(policy).toContain(`"AWS":["\${var.senders}","\${var.senders ? "111122223333" : "444455556666"}"]`);
});

describe("refused", () => {
  test("elements of a list token among others", () => {
    expect(() => LogSubscriber.accounts(["111122223333", ...Token.asList(`\${var.senders}`)])).toThrow(
      /an element of a list token: give LogSubscriber.accounts the whole list/,
    );
  });

  test("what is no list at all", () => {
    expect(() => LogSubscriber.accounts("111122223333" as unknown as string[])).toThrow(
      /LogSubscriber.accounts got "111122223333"; expected a list/,
    );
  });

  test("no log group for a role", () => {
    expect(() => synth((stack) => new LogSubscriptionRole(stack, "Sender", { logGroupNames: [] }))).toThrow(
      /logGroupNames is empty; name the log groups/,
    );
  });
});
