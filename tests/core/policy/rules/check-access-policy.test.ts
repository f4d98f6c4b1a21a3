import { accessPolicy, checkAccessPolicy, maxAccessPolicyBytes, policyBytes } from "@log-destinations/core";
import { policyRefusalTexts } from "@log-destinations/core/service";
import { describe, expect, it } from "vitest";
import { allow, byOrganization, destinationArn, organization, owner, sender } from "../documents.ts";

describe("checkAccessPolicy", () => {
  it.each([
    ["no JSON", "{", policyRefusalTexts.grammar],
    ["a JSON list", "[]", policyRefusalTexts.grammar],
    ["no statement", '{"Version":"2012-10-17"}', policyRefusalTexts.grammar],
    [
      "a service as the only principal",
      allow({ Principal: { Service: "logs.amazonaws.com" } }),
      policyRefusalTexts.grammar,
    ],
    ["no principal", allow({}), policyRefusalTexts.grammar],
    ["those who are left out", allow({ NotPrincipal: { AWS: sender } }), policyRefusalTexts.grammar],
    ["Action beside NotAction", allow({ Principal: { AWS: sender }, NotAction: "logs:*" }), policyRefusalTexts.grammar],
    ["everyone without a condition", allow({ Principal: "*" }), policyRefusalTexts.grammar],
    [
      "an ARN",
      allow({ Principal: { AWS: "arn:aws:iam::222233334444:root" } }),
      policyRefusalTexts.principalArn("arn:aws:iam::222233334444:root"),
    ],
    ["AWS everyone without a condition", allow({ Principal: { AWS: "*" } }), policyRefusalTexts.principalEveryone],
    [
      "another condition key",
      byOrganization("StringEquals", "aws:SourceAccount", sender),
      policyRefusalTexts.conditionKey,
    ],
    [
      "a condition key that objects have",
      byOrganization("StringEquals", "constructor"),
      policyRefusalTexts.conditionKey,
    ],
    [
      "a condition key in another case",
      byOrganization("StringEquals", "aws:principalorgid"),
      policyRefusalTexts.conditionKey,
    ],
    [
      "another condition key beside an ARN, the key first",
      allow({
        Principal: { AWS: "arn:aws:iam::222233334444:root" },
        Condition: { StringEquals: { "aws:SourceAccount": sender } },
      }),
      policyRefusalTexts.conditionKey,
    ],
  ])("knows what the service answers to %s", (_, policy, answer) => {
    const [first] = checkAccessPolicy(policy, { destinationArn });
    expect(first).toMatchObject({ severity: "refused", answer });
    expect(first?.remedy).not.toBe("");
  });

  it.each([
    ["one account", allow({ Principal: { AWS: sender } })],
    ["a list of accounts", allow({ Principal: { AWS: [sender, owner] } })],
    ["an account beside a service", allow({ Principal: { AWS: sender, Service: "logs.amazonaws.com" } })],
    ["a role's unique id", allow({ Principal: { AWS: "AROAEXAMPLEEXAMPLE123" } })],
    ["an organization", byOrganization("StringEquals")],
    ["an organization's paths", byOrganization("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/*")],
  ])("finds nothing in %s", (_, policy) => {
    expect(checkAccessPolicy(policy, { destinationArn, destinationName: "central" })).toEqual([]);
  });

  const someone = { Principal: { AWS: sender } };
  it.each([
    ["resource", allow({ ...someone, Resource: "arn:aws:kinesis:eu-west-1:111122223333:stream/central" })],
    ["resource", allow({ ...someone, Resource: `${destinationArn}-2` })],
    ["action", allow({ ...someone, Action: "logs:PutLogEvents" })],
    ["effect", allow({ ...someone, Effect: "allow" })],
    ["unknown-principal", allow({ Principal: { AWS: "2222-3333-4444" } })],
    ["condition-value", byOrganization("StringEquals", "aws:PrincipalOrgID", "a1b2c3d4e5")],
    ["condition-operator", byOrganization("NumericEquals")],
    ["condition-operator", byOrganization("constructor")],
    ["condition-operator", byOrganization("StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/*")],
    ["condition-value", byOrganization("StringEquals", "aws:PrincipalOrgID", "o-a1b2*")],
    ["condition-value", byOrganization("ForAnyValue:StringEquals", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/*")],
    ["condition-value", allow({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": [] } } })],
    ["open-to-everyone", byOrganization("StringNotEquals")],
    ["open-to-everyone", byOrganization("StringEqualsIfExists")],
    ["open-to-everyone", byOrganization("Null", "aws:PrincipalOrgID", "true")],
    ["open-to-everyone", byOrganization("ForAnyValue:StringNotEquals")],
    ["open-to-everyone", byOrganization("ForAnyValue:StringNotLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/*")],
    ["open-to-everyone", byOrganization("StringLike", "aws:PrincipalOrgID", "o*")],
    ["open-to-everyone", byOrganization("StringLike", "aws:PrincipalOrgID", "?-*")],
    ["open-to-everyone", byOrganization("StringLike", "aws:PrincipalOrgID", "o-?*")],
    ["open-to-everyone", byOrganization("StringLike", "aws:PrincipalOrgID", "o-a1b2*")],
    ["open-to-everyone", byOrganization("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1*/r-*")],
    ["open-to-everyone", byOrganization("Null", "aws:PrincipalOrgID", "false")],
  ])("advises on %s, which the service takes", (rule, policy) => {
    const findings = checkAccessPolicy(policy, { destinationArn });
    expect(findings.map((finding) => [finding.rule, finding.severity])).toContainEqual([rule, "advice"]);
    expect(findings.filter(({ severity }) => severity === "refused")).toEqual([]);
  });

  it("leads from a path under StringEquals to the operator that matches it", () => {
    const written = byOrganization("StringEquals", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/*");
    for (const { remedy } of checkAccessPolicy(written)) expect(remedy).toBe("write ForAnyValue:StringLike");
    const exact = byOrganization("StringEquals", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/");
    expect(checkAccessPolicy(exact).map(({ remedy }) => remedy)).toEqual(["write ForAnyValue:StringEquals"]);
  });

  it("compares the name alone where the ARN is not known", () => {
    const check = (Resource: string) =>
      checkAccessPolicy(allow({ ...someone, Resource }), { destinationName: "central" }).map(({ rule }) => rule);
    expect(check("arn:aws-cn:logs:cn-north-1:999900001111:destination:central")).toEqual([]);
    expect(check("arn:aws:logs:*:*:destination:cen*")).toEqual([]);
    expect(check("arn:aws:logs:eu-west-1:111122223333:destination:other")).toEqual(["resource"]);
    expect(check("arn:aws:kinesis:eu-west-1:111122223333:stream/central")).toEqual(["resource"]);
  });

  it("counts the size in bytes", () => {
    const policy = (fill: string) => JSON.stringify({ Id: fill, ...JSON.parse(allow(someone)) });
    const room = maxAccessPolicyBytes - policyBytes(policy(""));
    expect(checkAccessPolicy(policy("x".repeat(room)))).toEqual([]);
    expect(checkAccessPolicy(policy("é".repeat(room - 1))).map(({ rule }) => rule)).toEqual(["size"]);
  });

  it("wants forceUpdate from accounts to an organization, and for nothing else", () => {
    const accounts = accessPolicy({ destinationArn, accounts: [sender] });
    const organizations = accessPolicy({ destinationArn, organizations: [organization] });
    const rules = (policy: string, currentPolicy: string, forceUpdate = false) =>
      checkAccessPolicy(policy, { currentPolicy, forceUpdate }).map(({ rule }) => rule);
    expect(rules(organizations, accounts)).toEqual(["account-to-organization"]);
    expect(rules(organizations, accounts, true)).toEqual([]);
    expect(rules(accounts, organizations)).toEqual([]);
    expect(rules(organizations, organizations)).toEqual([]);
    expect(rules(accounts, accounts)).toEqual([]);
  });
});
