import {
  destinationNameShape,
  filterNameShape,
  filterPatternShape,
  fitsShape,
  logGroupNameShape,
  type StringShape,
  streamNameShape,
} from "@log-destinations/core/service";
import { describe, expect, test } from "vitest";
import {
  all,
  type Check,
  conflictsWith,
  inRange,
  oneOf,
  validArn,
  validJsonPolicy,
  validRolePolicy,
  withinLimit,
} from "../../../terraform/src/resource-type/checks.ts";
import { resourceTypes } from "../../../terraform/src/resources/resources.ts";

const characters = Array.from({ length: 0x180 }, (_, code) => `a${String.fromCharCode(code)}b`);
const lengths = [0, 1, 2, 64, 65, 128, 129, 512, 513, 1024, 1025].map((length) => "a".repeat(length));

test.each<[type: string, argument: string, shape: StringShape]>([
  ["aws_cloudwatch_log_destination", "name", destinationNameShape],
  ["aws_cloudwatch_log_subscription_filter", "name", filterNameShape],
  ["aws_cloudwatch_log_subscription_filter", "filter_pattern", filterPatternShape],
  ["aws_cloudwatch_log_group", "name", logGroupNameShape],
  ["aws_kinesis_stream", "name", streamNameShape],
])("%s.%s takes what the service takes, and nothing else", (type, argument, shape) => {
  const check = resourceTypes[type]?.checks?.[argument] as Check;
  const taken = (value: string) => check(value, argument, {}) === undefined;
  const samples = [...characters, ...lengths];
  expect(samples.filter(taken)).toEqual(samples.filter((value) => fitsShape(shape, value)));
  expect(samples.filter(taken)).not.toHaveLength(samples.length);
});

describe("a check says what is wrong and what was expected", () => {
  test.each<[Check, string | number, string]>([
    [withinLimit(destinationNameShape), "a:b", '"it" is "a:b"; expected 1 to 512 characters without : and *'],
    [
      withinLimit({ type: "string", enum: ["Random", "ByLogStream"] }),
      "Even",
      'expected it to be one of ["Random" "ByLogStream"], got Even',
    ],
    [oneOf(0, 1), 8, "expected it to be one of [0 1], got 8"],
    [inRange(24, 8760), 23, "expected it to be in the range (24 - 8760), got 23"],
    [inRange(24, 8760), 8761, "expected it to be in the range (24 - 8760), got 8761"],
    [
      validArn,
      "r",
      '"it" (r) is an invalid ARN: arn: invalid prefix; expected arn:PARTITION:SERVICE:REGION:ACCOUNT:NAME',
    ],
    [validJsonPolicy, "{", '"it" contains an invalid JSON policy: '],
    [validJsonPolicy, "[]", '"it" is not a policy; expected a JSON object'],
    [validRolePolicy, "[]", '"it" is not a policy; expected a JSON object'],
  ])("%o, %j", (check, value, message) => {
    expect(check(value, "it", {})).toSatisfy((text: string) => text.startsWith(message));
  });

  test("two arguments that exclude each other", () => {
    const check = all(conflictsWith("name_prefix"), oneOf("a"));
    expect(check("a", "name", { name_prefix: "p" })).toBe('"name": conflicts with name_prefix');
    expect(check("b", "name", { name_prefix: null })).toBe('expected name to be one of ["a"], got b');
    expect(check("a", "name", { name_prefix: "" })).toBeUndefined();
  });
});

test.each(["aws:SourceAccount", "sts:ExternalId", "token.actions.githubusercontent.com:sub", "aws:Mfa"])(
  "a role's policy may have a condition on %s, evaluated here or not",
  (key) => {
    const Condition = { IpAddress: { [key]: "x" } };
    const policy = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*", Condition }] });
    expect(validRolePolicy(policy, "policy", {})).toBeUndefined();
  },
);

test("a role's policy has statements of the right form", () => {
  expect(validRolePolicy('{"Statement":[]}', "policy", {})).toBe(
    '"policy" is no policy that IAM takes: Statement is missing or empty [LD4003]',
  );
});
