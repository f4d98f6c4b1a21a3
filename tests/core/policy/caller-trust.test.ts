import { type AssumingCaller, mayCallerAssumeRole } from "@log-destinations/core/service";
import { describe, expect, test } from "vitest";

const account = "111122223333";
const user = `arn:aws:iam::${account}:user/me`;
const caller: AssumingCaller = {
  account,
  arn: user,
  organization: "o-a1b2c3d4e5",
  organizationPath: "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/",
  externalId: "shared",
  roleSessionName: "mine",
};
const session = `arn:aws:sts::${account}:assumed-role/reader/mine`;

interface Statement {
  readonly Effect?: string;
  readonly Action?: string;
  readonly [element: string]: unknown;
}

/** A trust policy of statements that allow AssumeRole to the caller's account, unless they say something else. */
const trust = (...statements: Statement[]) =>
  JSON.stringify({
    Statement: statements.map((statement) => ({
      Effect: "Allow",
      ...(!("NotPrincipal" in statement) && { Principal: { AWS: account } }),
      Action: "sts:AssumeRole",
      ...statement,
    })),
  });
const principal = (AWS: unknown) => trust({ Principal: { AWS } });
const condition = (operator: string, key: string, value: unknown) =>
  trust({ Condition: { [operator]: { [key]: value } } });

describe("who may assume a role, by its trust policy", () => {
  test.each<[what: string, policy: string, by?: Partial<AssumingCaller>]>([
    ["an account", principal(account)],
    ["its root user's ARN, which stands for the account", principal(`arn:aws:iam::${account}:root`)],
    ["everybody", principal("*")],
    ["everybody, without a kind", trust({ Principal: "*" })],
    ["one of several", principal(["999999999999", account])],
    ["a user", principal(user)],
    ["the session of a role", principal(session), { arn: session }],
    ["the role of a session", principal(`arn:aws:iam::${account}:role/reader`), { arn: session }],
    ["every action of STS", trust({ Action: "sts:*" })],
    ["an external id that is given", condition("StringEquals", "sts:ExternalId", "shared")],
    ["a key in other letters", condition("StringEquals", "STS:externalid", "shared")],
    ["the caller's ARN", condition("ArnLike", "aws:PrincipalArn", `arn:aws:iam::${account}:user/*`)],
    [
      "a session's role as its ARN",
      condition("ArnEquals", "aws:PrincipalArn", `arn:aws:iam::${account}:role/reader`),
      { arn: session },
    ],
    ["the caller's account", condition("StringEquals", "aws:PrincipalAccount", account)],
    ["the caller's organization", condition("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")],
    ["its place there", condition("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/*")],
    ["the session's name", condition("StringLike", "sts:RoleSessionName", "m*")],
    ["a key that is absent, as asked", condition("Null", "sts:ExternalId", "true"), { externalId: undefined }],
    [
      "another organization, negated",
      condition("StringNotEquals", "aws:PrincipalOrgID", "o-b1b2c3d4e5"),
      { organization: undefined },
    ],
    ["a denial of others", trust({}, { Effect: "Deny", Principal: { AWS: "999999999999" } })],
    [
      "a denial whose condition does not hold",
      trust({}, { Effect: "Deny", Condition: { StringEquals: { "sts:ExternalId": "x" } } }),
    ],
  ])("lets in: %s", (_, policy, by = {}) => {
    expect(mayCallerAssumeRole(policy, { ...caller, ...by })).toBe("yes");
  });

  test.each<[what: string, policy: string, by?: Partial<AssumingCaller>]>([
    ["no policy", "nothing"],
    ["no statement", trust()],
    ["another account", principal("999999999999")],
    ["another account's root user", principal("arn:aws:iam::999999999999:root")],
    ["a user of that name elsewhere", principal("arn:aws:iam::999999999999:user/me")],
    ["a user for the session of a role", principal(user), { arn: session }],
    ["a role for a user of its name", principal(`arn:aws:iam::${account}:role/me`)],
    ["the root user of another service", principal(`arn:aws:sts::${account}:root`)],
    ["a service", trust({ Principal: { Service: "logs.amazonaws.com" } })],
    ["another action", trust({ Action: "sts:AssumeRoleWithSAML" })],
    ["all but the caller", trust({ NotPrincipal: { AWS: account } })],
    ["another external id", condition("StringEquals", "sts:ExternalId", "other")],
    [
      "an external id that is not given",
      condition("StringEquals", "sts:ExternalId", "shared"),
      { externalId: undefined },
    ],
    ["another organization", condition("StringEquals", "aws:PrincipalOrgID", "o-b1b2c3d4e5")],
    [
      "an organization, for an account outside any",
      condition("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"),
      { organization: undefined },
    ],
    ["another session's name", condition("StringEquals", "sts:RoleSessionName", "other")],
    ["another account by its key", condition("StringEquals", "aws:PrincipalAccount", "999999999999")],
    [
      "one condition of two",
      trust({ Condition: { StringEquals: { "sts:ExternalId": "shared", "sts:RoleSessionName": "x" } } }),
    ],
    ["a denial", trust({}, { Effect: "Deny" })],
    ["nothing but a denial of others", trust({ Effect: "Deny", Principal: { AWS: "999999999999" } })],
    [
      "an undecided allowance beside a denial",
      trust({ Condition: { Bool: { "aws:Later": "true" } } }, { Effect: "Deny" }),
    ],
  ])("does not let in: %s", (_, policy, by = {}) => {
    expect(mayCallerAssumeRole(policy, { ...caller, ...by })).toBe("no");
  });

  test.each([
    ["a key that is not known here", condition("Bool", "aws:MultiFactorAuthPresent", "true")],
    ["a variable", condition("StringEquals", "sts:RoleSessionName", `$${"{aws:username}"}`)],
    ["an operator that is not known here", condition("LaterEquals", "sts:ExternalId", "shared")],
    ["a denial that hangs on such a key", trust({}, { Effect: "Deny", Condition: { Bool: { "aws:Later": "true" } } })],
    ["one of several values", condition("StringEquals", "sts:RoleSessionName", ["x", `$${"{aws:username}"}`])],
  ])("is undecided: %s", (_, policy) => {
    expect(mayCallerAssumeRole(policy, caller)).toBe("undecided");
  });
});
