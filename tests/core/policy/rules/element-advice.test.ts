import { checkAccessPolicy } from "@log-destinations/core";
import { describe, expect, it } from "vitest";
import { allow, byOrganization, destinationArn, organization, sender } from "../documents.ts";

const someone = { Principal: { AWS: sender } };
const good = JSON.parse(allow(someone));
const [statement] = good.Statement;
const document = (members: object) => JSON.stringify({ ...good, ...members });
const statements = (...members: object[]) =>
  document({ Statement: members.map((more) => ({ ...statement, ...more })) });

describe("what IAM's grammar does not have", () => {
  it.each<[rule: string, where: string, shown: string, remedy: RegExp, policy: string]>([
    ["unknown-element", "Statement[0]", '"condition"', /^write Condition,/, statements({ condition: {} })],
    ["unknown-element", "Statement[0]", '"Conditon"', /^write Condition,/, statements({ Conditon: {} })],
    ["unknown-element", "Statement[0]", '"Actions"', /^write Action,/, statements({ Actions: "*" })],
    ["unknown-element", "Statement[1]", '"NotActon"', /^write NotAction,/, statements({}, { NotActon: "*" })],
    ["unknown-element", "Statement[0]", '"Ressources"', /^write Resource,/, statements({ Ressources: "*" })],
    ["unknown-element", "Statement[0]", '"Version"', /known are Sid, Effect/, statements({ Version: "2012-10-17" })],
    ["unknown-element", "the document", '"version"', /^write Version,/, document({ version: "2012-10-17" })],
    [
      "unknown-element",
      "the document",
      '"Comment"',
      /^leave it out; known are Version, Id, Statement$/,
      document({ Comment: "" }),
    ],
    ["version", "Version", '"2024-01-01"', /2012-10-17/, document({ Version: "2024-01-01" })],
    ["version", "Version", '"2026-01-01"', /2012-10-17/, document({ Version: "2026-01-01" })],
    ["version", "Version", "20121017", /2012-10-17/, document({ Version: 20121017 })],
    ["version", "Version", '["2012-10-17"]', /2012-10-17/, document({ Version: ["2012-10-17"] })],
    ["version", "Version", "null", /2012-10-17/, document({ Version: null })],
    [
      "sid",
      "Statement[2].Sid",
      '"A", as that of Statement[0] is',
      /another/,
      statements({ Sid: "A" }, {}, { Sid: "A" }),
    ],
    ["sid", "Statement[0].Sid", '"let senders in"', /letters and digits/, statements({ Sid: "let senders in" })],
    ["sid", "Statement[0].Sid", '"a-b"', /letters and digits/, statements({ Sid: "a-b" })],
    ["sid", "Statement[0].Sid", '"é"', /letters and digits/, statements({ Sid: "é" })],
    ["sid", "Statement[0].Sid", "1", /letters and digits/, statements({ Sid: 1 })],
    [
      "principal-kind",
      "Statement[0].Principal",
      '"Foo"',
      /known are AWS, Service/,
      statements({ Principal: { AWS: sender, Foo: "a" } }),
    ],
    [
      "principal-kind",
      "Statement[0].Principal",
      '"aws"',
      /^write AWS,/,
      statements({ Principal: { AWS: sender, aws: "a" } }),
    ],
    [
      "principal-kind",
      "Statement[0].Principal",
      '"Services"',
      /^write Service,/,
      statements({ Principal: { AWS: sender, Services: "a" } }),
    ],
    [
      "null-value",
      "Statement[0].Condition.Null.aws:PrincipalOrgID",
      `"${organization}"`,
      /"false"/,
      byOrganization("Null"),
    ],
    [
      "null-value",
      "Statement[0].Condition.Null.aws:PrincipalOrgID",
      '"True"',
      /"false"/,
      byOrganization("Null", undefined, "True"),
    ],
    [
      "null-value",
      "Statement[0].Condition.Null.aws:PrincipalOrgPaths",
      '"1"',
      /"false"/,
      byOrganization("Null", "aws:PrincipalOrgPaths", ["false", 1]),
    ],
  ])("is advised on: %s of %s, %s", (rule, where, shown, remedy, policy) => {
    const [finding, ...others] = checkAccessPolicy(policy, { destinationArn }).filter(
      (each) => each.rule !== "open-to-everyone",
    );
    expect(others).toEqual([]);
    expect(finding).toEqual({
      rule,
      severity: "advice",
      where,
      message: expect.stringContaining(shown),
      remedy: expect.stringMatching(remedy),
    });
  });

  it.each([
    ["an Id", document({ Id: "any text, é" })],
    ["both versions", document({ Version: "2008-10-17" })],
    ["no version", document({ Version: undefined })],
    ["different Sids", statements({ Sid: "A" }, { Sid: "B" }, { Sid: "" })],
    [
      "each kind of principal",
      statements({ Principal: { AWS: sender, Service: "a", Federated: "b", CanonicalUser: "c" } }),
    ],
    ["one statement that is no list", document({ Statement: statement })],
  ])("is not %s", (_, policy) => {
    expect(checkAccessPolicy(policy, { destinationArn })).toEqual([]);
  });
});
