import { accessPolicy, mayPutAccountPolicy, mayPutSubscriptionFilter } from "@log-destinations/core";
import { describe, expect, it } from "vitest";
import { allow, byOrganization, destinationArn, organization, owner, sender } from "./documents.ts";

describe("mayPutSubscriptionFilter", () => {
  const decide = (policy: string | undefined, subscriber: object = {}) =>
    mayPutSubscriptionFilter({ policy, destinationArn, owner, subscriber: { account: sender, ...subscriber } });

  it("lets nobody in without a policy, the owner included", () => {
    expect(decide(undefined)).toEqual({ allowed: false, reason: "no-policy" });
    expect(decide(undefined, { account: owner })).toEqual({ allowed: false, reason: "no-policy" });
  });

  it("lets the owner in by any policy that does not deny it", () => {
    const others = accessPolicy({ destinationArn, accounts: ["999900001111"] });
    expect(decide(others, { account: owner })).toEqual({ allowed: true, roleRequired: false });
    const denied = allow({ Effect: "Deny", Principal: { AWS: owner } });
    expect(decide(denied, { account: owner })).toEqual({
      allowed: false,
      reason: "explicit-deny",
      statement: "Statement[0]",
    });
  });

  it("denies everybody whom a denial does not leave out", () => {
    const [allowed] = JSON.parse(accessPolicy({ destinationArn, accounts: [sender, "999988887777"] })).Statement;
    const but = { Effect: "Deny", NotPrincipal: { AWS: sender }, Action: "logs:*", Resource: destinationArn };
    const policy = JSON.stringify({ Statement: [allowed, but] });
    expect(decide(policy)).toMatchObject({ allowed: true });
    expect(decide(policy, { account: "999988887777" })).toMatchObject({ allowed: false, reason: "explicit-deny" });
  });

  it("throws over an action that is named and left out at once", () => {
    const policy = allow({ Principal: { AWS: sender }, Action: null, NotAction: "logs:PutSubscriptionFilter" });
    expect(() => decide(policy)).toThrow("Statement[0] has both Action and NotAction");
  });

  it("lets named accounts in, without a role", () => {
    const policy = accessPolicy({ destinationArn, accounts: [sender] });
    expect(decide(policy)).toEqual({ allowed: true, statement: "Statement[0]", roleRequired: false });
    expect(decide(policy, { account: "999900001111" })).toEqual({ allowed: false, reason: "not-allowed" });
  });

  it("lets members of an organization in, who then need a role", () => {
    const policy = accessPolicy({ destinationArn, organizations: [organization] });
    expect(decide(policy, { organization })).toMatchObject({ allowed: true, roleRequired: true });
    expect(decide(policy, { organization: "o-zzzzzzzzzz" })).toMatchObject({ allowed: false });
    expect(decide(policy)).toMatchObject({ allowed: false });
  });

  it.each([
    ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*", "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/ou-ab12-22222222/", true],
    ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*", "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/", true],
    ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*", "o-a1b2c3d4e5/r-ab12/ou-ab12-33333333/", false],
    ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/ou-*", "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/", false],
    ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/", "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/", true],
    ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/", "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/ou-ab12-22222222/", false],
  ])("reads the path %s against %s", (pattern, organizationPath, allowed) => {
    const policy = accessPolicy({ destinationArn, organizationPaths: [pattern] });
    expect(decide(policy, { organization, organizationPath }).allowed).toBe(allowed);
  });

  it("refuses where Action or Resource is about something else", () => {
    expect(decide(allow({ Principal: { AWS: sender }, Action: "logs:PutLogEvents" })).allowed).toBe(false);
    expect(decide(allow({ Principal: { AWS: sender }, Resource: `${destinationArn}-2` })).allowed).toBe(false);
    expect(decide(allow({ Principal: { AWS: sender }, Action: "LOGS:putsubscription*", Resource: "*" })).allowed).toBe(
      true,
    );
  });

  it.each([
    ["StringNotEquals", organization, { organization }, false],
    ["StringNotEquals", organization, {}, true],
    ["StringEqualsIfExists", organization, {}, true],
    ["StringEqualsIgnoreCase", "O-A1B2C3D4E5", { organization }, true],
    ["Null", "true", {}, true],
    ["Null", "true", { organization }, false],
    ["ForAllValues:StringEquals", organization, {}, true],
    ["StringLike", "o-a1*", { organization }, true],
    ["ForAnyValue:StringLikeIfExists", "o-a1*", {}, true],
    ["Null", [false], { organization }, true],
  ])("evaluates %s %s for %o", (operator, value, subscriber, allowed) => {
    expect(decide(byOrganization(operator, "aws:PrincipalOrgID", value), subscriber).allowed).toBe(allowed);
  });

  describe("a condition whose operator cannot be evaluated", () => {
    const statements = (...texts: string[]) =>
      JSON.stringify({ Statement: texts.flatMap((text) => JSON.parse(text).Statement) });
    const letsIn = accessPolicy({ destinationArn, accounts: [sender] });
    const doubtful = (Effect: string, more: object = {}) =>
      allow({ Effect, Principal: "*", Condition: { NumericEquals: { "aws:PrincipalOrgID": organization }, ...more } });
    const undecided = (at: number) => ({ allowed: false, reason: "undecided", statement: `Statement[${at}]` });

    it("lets nobody in by itself, and keeps nobody out whom another statement lets in", () => {
      expect(decide(doubtful("Allow"), { organization })).toEqual(undecided(0));
      const policy = statements(doubtful("Allow"), letsIn);
      expect(decide(policy)).toEqual({ allowed: true, statement: "Statement[1]", roleRequired: false });
      expect(decide(doubtful("Allow"), { account: owner })).toEqual({ allowed: true, roleRequired: false });
    });

    it("keeps out whom it may deny, the owner included", () => {
      expect(decide(statements(letsIn, doubtful("Deny")))).toEqual(undecided(1));
      expect(decide(statements(letsIn, doubtful("Deny")), { account: owner })).toEqual(undecided(1));
    });

    it("says nothing where the answer does not hang on it", () => {
      expect(decide(doubtful("Deny"))).toEqual({ allowed: false, reason: "not-allowed" });
      const denied = allow({ Effect: "Deny", Principal: { AWS: sender } });
      expect(decide(statements(letsIn, doubtful("Deny"), denied))).toMatchObject({ reason: "explicit-deny" });
      const elsewhere = doubtful("Deny", { StringEquals: { "aws:PrincipalOrgID": "o-zzzzzzzzzz" } });
      expect(decide(statements(letsIn, elsewhere), { organization })).toMatchObject({ allowed: true });
    });
  });
});

describe("mayPutAccountPolicy", () => {
  const decide = (policy: string | undefined, subscriber: object = {}) =>
    mayPutAccountPolicy({ policy, destinationArn, owner, subscriber: { account: sender, ...subscriber } });
  const both = { accountLevel: true };

  it("lets in whom the policy allows both actions", () => {
    const policy = accessPolicy({ destinationArn, accounts: [sender], ...both });
    expect(decide(policy)).toEqual({ allowed: true, statement: "Statement[0]", roleRequired: false });
    expect(decide(allow({ Principal: { AWS: sender }, Action: "logs:Put*" }))).toMatchObject({ allowed: true });
  });

  it.each<["logs:PutAccountPolicy" | "logs:PutSubscriptionFilter", string]>([
    ["logs:PutAccountPolicy", "logs:PutSubscriptionFilter"],
    ["logs:PutSubscriptionFilter", "logs:PutAccountPolicy"],
  ])("says that %s is lacking where %s alone is allowed", (action, Action) => {
    const policy = allow({ Principal: { AWS: sender }, Action });
    expect(decide(policy)).toEqual({ allowed: false, reason: "not-allowed", action });
  });

  it("takes a denial of one action for a denial, also where the other is not allowed", () => {
    const policy = JSON.stringify({
      Statement: [
        { Effect: "Deny", Principal: { AWS: sender }, Action: "logs:PutAccountPolicy", Resource: destinationArn },
      ],
    });
    const denied = {
      allowed: false,
      reason: "explicit-deny",
      statement: "Statement[0]",
      action: "logs:PutAccountPolicy",
    };
    expect(decide(policy)).toEqual(denied);
  });

  it("asks for a role where either action is allowed by the organization alone", () => {
    const byAccount = JSON.parse(accessPolicy({ destinationArn, accounts: [sender] })).Statement;
    const organized = JSON.parse(accessPolicy({ destinationArn, organizations: [organization], ...both })).Statement;
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [...byAccount, ...organized] });
    expect(decide(policy, { organization })).toMatchObject({ allowed: true, roleRequired: true });
    expect(
      mayPutSubscriptionFilter({ policy, destinationArn, owner, subscriber: { account: sender, organization } }),
    ).toMatchObject({
      roleRequired: false,
    });
  });

  it("lets nobody in without a policy, and the owner with any", () => {
    expect(decide(undefined, { account: owner })).toMatchObject({ allowed: false, reason: "no-policy" });
    expect(decide(accessPolicy({ destinationArn, accounts: [sender] }), { account: owner })).toEqual({
      allowed: true,
      roleRequired: false,
    });
  });
});
