import { checkRolePolicy, type NamedPolicy, rolePermits, type SessionRequest } from "@log-destinations/core/service";
import { describe, expect, test } from "vitest";

const streamArn = "arn:aws:kinesis:eu-west-1:999900001111:stream/central";
const role = { arn: "arn:aws:iam::999900001111:role/central", tags: { stream: "central" } };
const request: SessionRequest = { action: "kinesis:PutRecord", resource: streamArn, streamArn, role };

const policy = (name: string, ...Statement: object[]): NamedPolicy => ({
  name,
  document: JSON.stringify({ Version: "2012-10-17", Statement }),
});
const allow = (more: object = {}) => ({ Effect: "Allow", Action: "kinesis:*", Resource: "*", ...more });
const deny = (more: object = {}) => allow({ Effect: "Deny", ...more });
const mayBe = { Condition: { StringEquals: { "aws:SourceIp": "192.0.2.1" } } };
const unknown: NamedPolicy = { name: "arn:aws:iam::aws:policy/AWSNew", document: undefined };
const why = "uses the condition key aws:SourceIp, and it is not known what CloudWatch Logs sends for it";

describe("policies of a role", () => {
  test.each<[policies: NamedPolicy[], answer: string, reason: string]>([
    [[], "no", "no statement allows it"],
    [[policy("a", allow())], "yes", "Statement[0] of the policy a allows it"],
    [
      [policy("a", allow({ Action: "s3:*" })), policy("b", deny(), allow())],
      "no",
      "Statement[0] of the policy b denies it",
    ],
    [[policy("a", allow(mayBe))], "undecided", `Statement[0] of the policy a ${why}`],
    [[policy("a", allow(mayBe)), policy("b", allow())], "yes", "Statement[0] of the policy b allows it"],
    [[policy("a", allow()), policy("b", deny(mayBe))], "undecided", `Statement[0] of the policy b ${why}`],
    [
      [policy("a", allow()), policy("b", deny({ ...mayBe, Action: "s3:*" }))],
      "yes",
      "Statement[0] of the policy a allows it",
    ],
    [
      [policy("a", allow()), policy("b", deny({ ...mayBe, Resource: `${streamArn}-2` }))],
      "yes",
      "Statement[0] of the policy a allows it",
    ],
    [[unknown], "undecided", `the policy ${unknown.name} is one of AWS, and its document is not known here`],
    [[unknown, policy("a", allow())], "yes", "Statement[0] of the policy a allows it"],
    [[unknown, policy("a", deny())], "no", "Statement[0] of the policy a denies it"],
    [[{ name: "a", document: "{" }], "no", "no statement of the policy a allows it"],
    [[policy("a", allow({ Action: "s3:*" })), policy("b", allow({ Action: "s3:*" }))], "no", "no statement allows it"],
  ])("%j: %s", (policies, answer, reason) => {
    expect(rolePermits({ policies }, request)).toEqual({ answer, reason });
  });
});

describe("a permissions boundary", () => {
  const both = (policies: NamedPolicy[], boundary: NamedPolicy) => rolePermits({ policies, boundary }, request);
  test.each<[name: string, boundary: NamedPolicy, verdict: object]>([
    ["that allows it too", policy("b", allow()), { answer: "yes", reason: "Statement[0] of the policy a allows it" }],
    ["that allows something else", policy("b", allow({ Action: "s3:*" })), { answer: "no", byBoundary: true }],
    ["that denies it", policy("b", allow(), deny()), { answer: "no", byBoundary: true }],
    ["that may allow it", policy("b", allow(mayBe)), { answer: "undecided", byBoundary: true }],
    ["that is not known", unknown, { answer: "undecided", byBoundary: true }],
    [
      "of one Region",
      policy("b", allow(), deny({ Condition: { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } } })),
      { answer: "no", byBoundary: true },
    ],
  ])("%s", (_, boundary, verdict) => {
    expect(both([policy("a", allow())], boundary)).toMatchObject(verdict);
  });

  test("gives nothing that no policy allows, and forbids what may be allowed", () => {
    expect(both([policy("a", allow({ Action: "s3:*" }))], policy("b", allow()))).toMatchObject({ answer: "no" });
    expect(both([policy("a", allow(mayBe))], policy("b", deny()))).toMatchObject({ answer: "no", byBoundary: true });
    expect(both([policy("a", allow(mayBe))], unknown)).toEqual({
      answer: "undecided",
      reason: `Statement[0] of the policy a ${why}`,
    });
  });
});

describe("variables in a Resource", () => {
  const of = (name: string) => `\${${name}}`;
  test.each([
    ["the role's account", `arn:aws:kinesis:*:${of("aws:PrincipalAccount")}:stream/*`, "yes"],
    ["a tag of the role", `arn:aws:kinesis:*:*:stream/${of("aws:PrincipalTag/stream")}`, "yes"],
    ["another stream", `arn:aws:kinesis:*:${of("aws:PrincipalAccount")}:stream/other`, "no"],
    ["what is not known", `arn:aws:kinesis:*:*:stream/${of("aws:userid")}`, "undecided"],
  ])("%s", (_, Resource, answer) => {
    expect(rolePermits({ policies: [policy("a", allow({ Resource }))] }, request).answer).toBe(answer);
  });
});

test("a text is refused as a policy for its form, not for its conditions", () => {
  expect(checkRolePolicy("{")).toMatch(/^the document is not JSON/);
  expect(checkRolePolicy("{}")).toBe("Statement is missing or empty");
  expect(checkRolePolicy(policy("a", allow(mayBe)).document ?? "")).toBeUndefined();
});
