import { checkAccessPolicy, mayPutSubscriptionFilter } from "@log-destinations/core";
import { mayAssumeRole, rolePermits } from "@log-destinations/core/service";
import { describe, expect, it } from "vitest";
import { destinationArn, organization, owner, sender } from "./documents.ts";

const of = (name: string) => `\${${name}}`;
const policyOf = (Version: string | undefined, ...statements: object[]) =>
  JSON.stringify({
    Version,
    Statement: statements.map((more) => ({
      Effect: "Allow",
      Principal: { AWS: sender },
      Action: "logs:PutSubscriptionFilter",
      Resource: destinationArn,
      ...more,
    })),
  });
const byOrganization = (value: string, operator = "StringEquals") => ({
  Principal: "*",
  Condition: { [operator]: { "aws:PrincipalOrgID": value } },
});
const rulesOf = (policy: string) => checkAccessPolicy(policy, { destinationArn }).map(({ rule }) => rule);
const decide = (policy: string, subscriber: object = { organization }, arn = destinationArn) => {
  const decision = mayPutSubscriptionFilter({
    policy,
    destinationArn: arn,
    owner,
    subscriber: { account: sender, ...subscriber },
  });
  return decision.allowed ? "allowed" : decision.reason;
};

describe("a variable of an access policy", () => {
  it.each<[where: string, statements: object[]]>([
    ["the account", [{ Resource: `arn:aws:logs:eu-west-1:${of("aws:ResourceAccount")}:destination:central` }]],
    ["the Region", [{ Resource: `arn:aws:logs:${of("aws:RequestedRegion")}:${owner}:destination:central` }]],
    ["all of a Resource", [{ Resource: ["arn:aws:logs:eu-west-1:1:x", of("aws:PrincipalTag/arn")] }]],
    ["a value with a default", [{ Resource: of("aws:PrincipalTag/arn, '*'") }]],
    ["a variable without an end", [{ Resource: `${destinationArn.slice(0, -3)}\${al` }]],
    ["an organization", [byOrganization(of("aws:ResourceOrgID"))]],
    ["a part of an organization's id", [byOrganization(`o-${of("aws:PrincipalTag/org")}`, "StringLike")]],
    ["a Deny of the own organization", [{}, { Effect: "Deny", ...byOrganization(of("aws:ResourceOrgID")) }]],
    ["a Deny by a NotResource", [{}, { Effect: "Deny", Resource: undefined, NotResource: of("aws:username") }]],
  ])("leaves open who may subscribe, and is advised on: %s", (_, statements) => {
    const policy = policyOf("2012-10-17", ...statements);
    expect(decide(policy)).toBe("undecided");
    const findings = checkAccessPolicy(policy, { destinationArn });
    expect(findings.map(({ rule, severity, answer }) => [rule, severity, answer])).toEqual([
      ["variable", "advice", undefined],
    ]);
    expect(findings[0]?.message).toContain("${");
    expect(findings[0]?.where).toMatch(
      /^Statement\[[01]\]\.(NotResource|Resource|Condition\.String\w+\.aws:PrincipalOrgID)$/,
    );
  });

  it("leaves alone whom another statement lets in or keeps out", () => {
    const open = byOrganization(of("aws:ResourceOrgID"));
    expect(decide(policyOf("2012-10-17", open, {}))).toBe("allowed");
    expect(decide(policyOf("2012-10-17", open, { Effect: "Deny" }))).toBe("explicit-deny");
    expect(decide(policyOf("2012-10-17", { ...open, Action: "logs:PutLogEvents" }))).toBe("not-allowed");
  });

  it("is a text in a document of 2008-10-17 or of no version, and in a Principal or an Action", () => {
    for (const version of ["2008-10-17", undefined]) {
      expect(decide(policyOf(version, byOrganization(of("aws:ResourceOrgID"))))).toBe("not-allowed");
      expect(decide(policyOf(version, { Resource: of("aws:username") }))).toBe("not-allowed");
    }
    expect(rulesOf(policyOf("2008-10-17", { Resource: of("aws:username") }))).toEqual(["resource"]);
    expect(decide(policyOf("2012-10-17", { Principal: { AWS: of("aws:PrincipalAccount") } }))).toBe("not-allowed");
    expect(decide(policyOf("2012-10-17", { Action: of("aws:username") }))).toBe("not-allowed");
  });

  const special = `arn:aws:logs:eu-west-1:${owner}:destination:a?b$c`;
  it.each([
    [`a${of("?")}b${of("$")}c`, "allowed"],
    [`a${of("?")}*`, "allowed"],
    [`a${of("*")}`, "not-allowed"],
    [`a${of("?")}c`, "not-allowed"],
    [`${of("*")}`, "not-allowed"],
    ["a?b$c", "allowed"],
  ])("is a character that is no wildcard, where it names one: %s, %s", (name, expected) => {
    const policy = policyOf("2012-10-17", { Resource: `arn:aws:logs:eu-west-1:${owner}:destination:${name}` });
    expect(decide(policy, {}, special)).toBe(expected);
    expect(checkAccessPolicy(policy, { destinationArn: special })).toHaveLength(expected === "allowed" ? 0 : 1);
  });

  it.each([
    ["StringLike", `o-a1b2c3d4e${of("?")}`, "o-a1b2c3d4e5", "not-allowed"],
    ["StringLike", `o-a1b2c3d4e${of("?")}`, "o-a1b2c3d4e?", "allowed"],
    ["StringEquals", `o-${of("*")}`, "o-*", "allowed"],
    ["StringEquals", `${of("$")}{x}`, of("x"), "allowed"],
    ["StringNotLike", `o-${of("*")}`, "o-a1b2c3d4e5", "allowed"],
  ])("is such a character in a condition: %s %s of %s, %s", (operator, value, asking, expected) => {
    expect(decide(policyOf("2012-10-17", byOrganization(value, operator)), { organization: asking })).toBe(expected);
  });
});

describe("a variable of a role's policies", () => {
  const streamArn = "arn:aws:kinesis:eu-west-1:999900001111:stream/central";
  const request = {
    action: "kinesis:PutRecord" as const,
    resource: streamArn,
    streamArn,
    role: { arn: "arn:aws:iam::999900001111:role/central", tags: { stream: "central" } },
  };
  it.each([
    [`arn:aws:kinesis:*:*:stream/cen${of("*")}`, "no"],
    [`arn:aws:kinesis:*:*:stream/${of("aws:PrincipalTag/stream")}`, "yes"],
    [`arn:aws:kinesis:*:*:stream/${of("aws:PrincipalTag/stream, 'x'")}`, "undecided"],
    [`arn:aws:kinesis:*:*:stream/${of("aws:PrincipalTag/stream").slice(0, -1)}`, "undecided"],
  ])("%s: %s", (Resource, answer) => {
    const document = JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Action: "kinesis:*", Resource },
    });
    expect(rolePermits({ policies: [{ name: "a", document }] }, request).answer).toBe(answer);
  });

  it.each([
    ["StringEquals", of("aws:SourceAccount"), "yes"],
    ["StringLike", `11112222333${of("?")}`, "no"],
    ["StringLike", `1${of("*")}`, "no"],
    ["StringEquals", `1${of("*")}`, "no"],
  ])("of the trust policy: %s %s, %s", (operator, value, answer) => {
    const trust = JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Principal: { Service: "logs.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { [operator]: { "aws:SourceAccount": value } },
      },
    });
    expect(mayAssumeRole(trust, { account: "111122223333", region: "eu-west-1" }).answer).toBe(answer);
  });
});
