import { accessPolicy, mergeAccessPolicies } from "@log-destinations/core";
import { describe, expect, it } from "vitest";
import { allow, byOrganization, destinationArn, organization, owner, sender } from "./documents.ts";

describe("mergeAccessPolicies", () => {
  const grant = (members: object) => accessPolicy({ destinationArn, ...members });

  it("adds accounts, organizations and paths to the statements that have them", () => {
    const merged = mergeAccessPolicies(
      "",
      grant({ accounts: [sender], organizations: [organization] }),
      grant({ accounts: ["333344445555", sender], organizations: ["o-zzzzzzzzzz"] }),
    );
    const expected = grant({ accounts: [sender, "333344445555"], organizations: [organization, "o-zzzzzzzzzz"] });
    expect(merged).toBe(expected);
  });

  it("keeps apart what says something else", () => {
    const others = [
      grant({ accounts: ["333344445555"], accountLevel: true }),
      allow({ Principal: { AWS: "444455556666" }, Resource: `${destinationArn}-2` }),
      allow({ Effect: "Deny", Principal: { AWS: "555566667777" } }),
      byOrganization("StringNotEquals"),
      allow({ Principal: { AWS: sender, Service: "logs.amazonaws.com" } }),
    ];
    const merged = mergeAccessPolicies(grant({ accounts: [sender] }), ...others);
    const statements = JSON.parse(merged).Statement;
    expect(statements).toHaveLength(6);
    expect(statements.slice(2)).toEqual(others.slice(1).flatMap((text) => JSON.parse(text).Statement));
    // Two statements named Accounts would not be taken.
    expect(statements.map(({ Sid }: { Sid?: string }) => Sid)).toEqual(["Accounts", ...Array(5).fill(undefined)]);
  });

  const two = { "aws:PrincipalOrgID": organization, "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" };
  it.each([
    ["accounts and paths", grant({ accounts: [sender, owner], organizationPaths: ["o-a1b2c3d4e5/*"] })],
    ["two keys under an operator", allow({ Principal: "*", Condition: { StringLike: two } })],
    [
      "two operators",
      allow({
        Principal: "*",
        Condition: {
          StringEquals: { "aws:PrincipalOrgID": organization },
          "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*" },
        },
      }),
    ],
    ["a negated operator", byOrganization("StringNotEquals")],
    ["an account beside a service", allow({ Principal: { AWS: sender, Service: "logs.amazonaws.com" } })],
  ])("changes nothing when a policy with %s is merged with itself", (_, policy) => {
    expect(mergeAccessPolicies(policy, policy)).toBe(policy);
  });

  it("says what it cannot read", () => {
    expect(() => mergeAccessPolicies("{}")).toThrow(/Statement is missing/);
  });
});
