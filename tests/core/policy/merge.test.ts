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

  it("keeps what else the first document with it has", () => {
    const [a, b, c] = ["333344445555", "444455556666", "555566667777"].map((account) => grant({ accounts: [account] }));
    const withMembers = (text: string | undefined, members: object) =>
      JSON.stringify({ ...JSON.parse(text ?? ""), ...members });
    const merged = mergeAccessPolicies(a ?? "", withMembers(b, { Id: "b" }), withMembers(c, { Id: "c", Note: "n" }));
    expect(JSON.parse(merged)).toMatchObject({ Version: "2012-10-17", Id: "b", Note: "n" });
  });

  describe("a document whose version has no variables", () => {
    const text = `arn:aws:logs:eu-west-1:${owner}:destination:\${aws:username}`;
    const of = (Version: string | undefined, Resource: string, account = sender) =>
      JSON.stringify({ ...JSON.parse(allow({ Principal: { AWS: account }, Resource })), Version });

    it.each([
      ["2008-10-17", "2008-10-17", text, destinationArn, "2008-10-17"],
      [undefined, "2012-10-17", text, destinationArn, "2008-10-17"],
      [undefined, undefined, destinationArn, destinationArn, "2012-10-17"],
      ["2008-10-17", "2012-10-17", destinationArn, text, "2012-10-17"],
      ["2012-10-17", "2012-10-17", text, text, "2012-10-17"],
    ])("%s with %s: %s and %s under %s", (one, other, resource, another, Version) => {
      const merged = mergeAccessPolicies(of(one, resource), of(other, another, "333344445555"));
      expect(JSON.parse(merged)).toMatchObject({ Version });
    });

    it("is not merged with one that has them", () => {
      expect(() => mergeAccessPolicies(of(undefined, text), of("2012-10-17", text))).toThrow(
        /^the access policies cannot be merged: 2012-10-17 has .* write the values themselves \[LD1408\]$/,
      );
    });
  });

  it("refuses by a TypeError what is nested too deeply to be written", () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const policy = allow({ Principal: { AWS: sender }, Note: "deep" }).replace('"deep"', deep);
    const document = allow({ Principal: { AWS: sender } }).replace("{", `{"Id":${deep},`);
    const merging = [() => mergeAccessPolicies(policy, policy), () => mergeAccessPolicies(document)];
    if (canWrite(deep)) {
      for (const merge of merging) expect(merge()).toContain(deep);
    } else {
      expect(merging[0]).toThrow(TypeError);
      expect(merging[1]).toThrow(/nested too deeply/);
    }
  });

  it("says what it cannot read", () => {
    expect(() => mergeAccessPolicies("{}")).toThrow(/Statement is missing/);
  });
});

/** The stack of some runtimes holds what is too deep for others. */
function canWrite(json: string): boolean {
  try {
    return JSON.stringify(JSON.parse(json)) === json;
  } catch {
    return false;
  }
}
