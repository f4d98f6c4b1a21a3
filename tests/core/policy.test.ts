import {
  accessPolicy,
  accountsThatFit,
  checkAccessPolicy,
  maxAccessPolicyBytes,
  mayPutSubscriptionFilter,
  mergeAccessPolicies,
  policyBytes,
  samePolicy,
} from "@log-destinations/core";
import { policyRefusalTexts } from "@log-destinations/core/service";
import { describe, expect, it } from "vitest";

const destinationArn = "arn:aws:logs:eu-west-1:111122223333:destination:central";
const owner = "111122223333";
const sender = "222233334444";
const organization = "o-a1b2c3d4e5";

const allow = (members: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "logs:PutSubscriptionFilter", Resource: destinationArn, ...members }],
  });
const byOrganization = (operator: string, key = "aws:PrincipalOrgID", value: unknown = organization) =>
  allow({ Principal: "*", Condition: { [operator]: { [key]: value } } });

describe("accessPolicy", () => {
  it("names accounts bare and organizations by a condition, in statements of their own", () => {
    const path = "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*";
    const text = accessPolicy({
      destinationArn,
      accounts: [sender, "333344445555", sender],
      organizations: [organization],
      organizationPaths: [path],
    });
    const action = { Effect: "Allow", Action: "logs:PutSubscriptionFilter", Resource: destinationArn };
    expect(JSON.parse(text)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Sid: "Accounts", Principal: { AWS: [sender, "333344445555"] }, ...action },
        {
          Sid: "Organizations",
          Principal: "*",
          ...action,
          Condition: { StringEquals: { "aws:PrincipalOrgID": organization } },
        },
        {
          Sid: "OrganizationPaths",
          Principal: "*",
          ...action,
          Condition: { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": path } },
        },
      ],
    });
    expect(checkAccessPolicy(text, { destinationArn })).toEqual([]);
  });

  it("lets senders attach account-level policies where asked", () => {
    const policy = accessPolicy({ destinationArn, accounts: [sender], accountLevel: true });
    const request = { policy, destinationArn, owner, subscriber: { account: sender } };
    expect(mayPutSubscriptionFilter({ ...request, action: "logs:PutAccountPolicy" })).toMatchObject({ allowed: true });
    const without = accessPolicy({ destinationArn, accounts: [sender] });
    expect(mayPutSubscriptionFilter({ ...request, policy: without, action: "logs:PutAccountPolicy" })).toMatchObject({
      allowed: false,
    });
  });

  it.each([
    ["a short account id", { accounts: ["12345"] }, /accounts holds "12345"; expected an account id of 12 digits/],
    ["an account's ARN", { accounts: ["arn:aws:iam::222233334444:root"] }, /expected an account id/],
    ["a wrong organization", { organizations: ["a1b2c3d4e5"] }, /expected an id such as o-/],
    [
      "a path without an end",
      { organizationPaths: ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111"] },
      /expected a path such as/,
    ],
    ["nobody", {}, /names nobody/],
    ["an account that is a number", { accounts: [222233334444 as never] }, /accounts holds 222233334444; expected/],
    ["a member of another spelling", { organisations: [organization] }, /unknown member of the grant organisations/],
  ])("refuses %s", (_, grant, message) => {
    expect(() => accessPolicy({ destinationArn, ...grant })).toThrow(message);
  });

  it("speaks of organizations where too many of those are named", () => {
    const organizations = Array.from({ length: 400 }, (_, i) => `o-${String(i).padStart(10, "0")}`);
    expect(() => accessPolicy({ destinationArn, organizations })).toThrow(/5120, and no account is named/);
  });

  it("refuses an ARN that is no destination's", () => {
    const stream = "arn:aws:kinesis:eu-west-1:111122223333:stream/central";
    expect(() => accessPolicy({ destinationArn: stream, accounts: [sender] })).toThrow(
      /destinationArn is "arn:aws:kin/,
    );
  });

  it("takes exactly as many accounts as it says", () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => String(i).padStart(12, "0"));
    for (const grant of [{ destinationArn }, { destinationArn, organizations: [organization] }]) {
      const fit = accountsThatFit(grant);
      expect(policyBytes(accessPolicy({ ...grant, accounts: many(fit) }))).toBeLessThanOrEqual(maxAccessPolicyBytes);
      expect(() => accessPolicy({ ...grant, accounts: many(fit + 1) })).toThrow(`which is ${fit} accounts`);
    }
  });
});

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
    const policy = (fill: string) => allow({ Sid: fill, ...someone });
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

describe("samePolicy", () => {
  const policy = accessPolicy({ destinationArn, accounts: [sender, owner], organizations: [organization] });
  it.each([
    ["the order of statements and accounts", (text: string) => JSON.stringify(reversed(JSON.parse(text))), true],
    ["white space", (text: string) => JSON.stringify(JSON.parse(text), null, 2), true],
    ["the names of statements", (text: string) => text.replace("Accounts", "Senders"), true],
    ["an account", (text: string) => text.replace(sender, "999900001111"), false],
    [
      "a service beside an account",
      (text: string) => text.replace('{"AWS":', '{"Service":"logs.amazonaws.com","AWS":'),
      false,
    ],
    ["the effect", (text: string) => text.replace("Allow", "Deny"), false],
    ["the operator of a condition", (text: string) => text.replace("StringEquals", "StringLike"), false],
    ["the resource", (text: string) => text.replace("destination:central", "destination:Central"), false],
  ])("sees that a change of %s means %s", (_, change, same) => {
    expect(samePolicy(policy, change(policy))).toBe(same);
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, reversed(each)])
      .reverse(),
  );
}
