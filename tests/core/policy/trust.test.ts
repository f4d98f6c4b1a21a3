import { partitionOf } from "@log-destinations/core";
import { mayAssumeRole, type TrustSource, unknownText, type Verdict } from "@log-destinations/core/service";
import { describe, expect, test } from "vitest";
import { trustPolicies } from "./trust-policies.ts";

describe("what IAM's documentation says", () => {
  test.each(trustPolicies)("$expected: $sentence", ({ policy, asked, expected, because }) => {
    expect(partitionOf(asked.region).name).toBe(asked.partition);
    const text = typeof policy === "string" ? policy : JSON.stringify(policy);
    const { answer, reason } = mayAssumeRole(text, asked);
    expect(answer, `${reason}; but: ${because}`).toBe(expected);
  });
});

const source: TrustSource = { account: "111122223333", region: "eu-west-1" };
const allow = (more: object = {}) => ({
  Effect: "Allow",
  Principal: { Service: "logs.amazonaws.com" },
  Action: "sts:AssumeRole",
  ...more,
});
const arnLike = (...patterns: string[]) => allow({ Condition: { ArnLike: { "aws:SourceArn": patterns } } });
const ask = (Statement: object | object[], of: TrustSource = source, Version = "2012-10-17"): Verdict =>
  mayAssumeRole(JSON.stringify({ Version, Statement }), of);

describe("the reason", () => {
  test.each<[statements: object[], reason: string]>([
    [[arnLike("arn:aws:logs:*:444455556666:*"), allow()], "Statement[1] allows it"],
    [[allow(), allow({ Effect: "Deny" })], "Statement[1] denies it"],
    [[allow({ Principal: { Service: "ec2.amazonaws.com" } })], "no statement allows it"],
    [
      [allow({ Principal: { Service: "ec2.amazonaws.com" } }), arnLike("arn:aws:logs:eu-west-1:444455556666:*")],
      "Statement[1] does not apply, as ArnLike does not hold where aws:SourceArn is arn:aws:logs:eu-west-1:111122223333:*",
    ],
    [
      [allow({ Condition: { StringEquals: { "aws:SourceOrgID": "o-a1b2c3d4e5" } } })],
      "Statement[0] does not apply, as StringEquals does not hold where aws:SourceOrgID is missing",
    ],
    [
      [allow({ Condition: { StringEquals: { "aws:SourceArn": "arn:aws:logs:eu-west-1:111122223333:*" } } })],
      "Statement[0] does not apply, as StringEquals compares aws:SourceArn without wildcards; use ArnLike or StringLike",
    ],
    [
      [allow({ Condition: { "ForAnyValue:StringEquals": { "aws:SourceOrgPaths": "o-a1b2c3d4e5/*" } } })],
      "Statement[0] does not apply, as ForAnyValue:StringEquals compares aws:SourceOrgPaths without wildcards; use StringLike",
    ],
    [
      [arnLike("arn:aws:logs:eu-west-1:111122223333:log-group:app:*")],
      "Statement[0] may apply or not: all that is known of aws:SourceArn is arn:aws:logs:eu-west-1:111122223333:*",
    ],
    [
      [allow({ Condition: { Bool: { "aws:SourceArn": "true" } } })],
      "Statement[0] uses the condition operator Bool, which is not evaluated here",
    ],
    [
      [allow(), allow({ Effect: "Deny", Condition: { StringEquals: { "aws:PrincipalAccount": "x" } } })],
      "Statement[1] uses the condition key aws:PrincipalAccount, and it is not known what CloudWatch Logs sends for it",
    ],
    [
      [allow({ Condition: { StringEquals: { "sts:ExternalId": "x" } } })],
      "Statement[0] does not apply, as StringEquals does not hold where sts:ExternalId is missing",
    ],
    [[allow({ Resource: "*" })], "Statement[0] has a Resource, which IAM takes in no trust policy; leave it out"],
  ])("%j", (statements, reason) => {
    expect(ask(statements).reason).toBe(reason);
  });

  test("of a document that is none", () => {
    expect(mayAssumeRole("{}", source)).toEqual({ answer: "no", reason: "Statement is missing or empty" });
    expect(ask(allow(), source, "2012").reason).toBe('its Version is "2012"; IAM takes 2012-10-17');
  });
});

describe("a text that is not known yet", () => {
  const matching = "arn:aws:logs:eu-west-1:111122223333:*";
  const denying = (more: object) => [allow(), allow({ Effect: "Deny", ...more })];
  test.each<[what: string, statements: object | object[], answer: Verdict["answer"]]>([
    ["as the service", allow({ Principal: { Service: unknownText } }), "undecided"],
    ["beside the service", allow({ Principal: { Service: [unknownText, "logs.amazonaws.com"] } }), "yes"],
    ["as an account", allow({ Principal: { AWS: unknownText } }), "no"],
    ["as the action", allow({ Action: unknownText }), "undecided"],
    ["beside the action", allow({ Action: [unknownText, "sts:AssumeRole"] }), "yes"],
    ["as an action that is left out", allow({ Action: undefined, NotAction: unknownText }), "undecided"],
    ["as the effect", allow({ Effect: unknownText }), "undecided"],
    ["as a source", arnLike(unknownText), "undecided"],
    ["beside a source that matches", arnLike(unknownText, matching), "yes"],
    ["beside one that does not", arnLike(unknownText, "arn:aws:logs:us-east-2:*:*"), "undecided"],
    ["as a source denied", denying({ Condition: { ArnLike: { "aws:SourceArn": unknownText } } }), "undecided"],
    ["as a value of Null", allow({ Condition: { Null: { "aws:SourceArn": unknownText } } }), "undecided"],
    ["as the source of another service", denying({ Principal: { Service: "ec2.amazonaws.com" } }), "yes"],
  ])("%s", (_, statements, answer) => {
    expect(ask(statements).answer).toBe(answer);
  });

  test("as the version", () => {
    expect(ask(allow(), source, unknownText).answer).toBe("undecided");
  });
});

describe("where something of the source is not known", () => {
  const anywhere = { ...source, region: undefined };
  test.each<[what: string, statement: object, answer: Verdict["answer"]]>([
    ["the Region, and any is taken", arnLike("arn:*:logs:*:111122223333:*"), "yes"],
    ["the Region, and one is taken", arnLike("arn:aws:logs:eu-west-1:111122223333:*"), "undecided"],
    ["the Region, and the account is another", arnLike("arn:aws:logs:eu-west-1:444455556666:*"), "no"],
    [
      "the Region, and its service is named",
      allow({ Principal: { Service: "logs.eu-west-1.amazonaws.com" } }),
      "undecided",
    ],
    ["the Region, and a name of none", allow({ Principal: { Service: "logs.cn-north-1.amazonaws.com" } }), "no"],
  ])("%s", (_, statement, answer) => {
    expect(ask(statement, anywhere).answer).toBe(answer);
  });

  test("the path in an organization", () => {
    const unit = { "ForAnyValue:StringLike": { "aws:SourceOrgPaths": "o-a1b2c3d4e5/r-ab12/*" } };
    const member = { ...source, organization: "o-a1b2c3d4e5" };
    expect(ask(allow({ Condition: unit }), member).answer).toBe("undecided");
    expect(ask(allow({ Condition: unit })).answer).toBe("no");
    const id = { StringEquals: { "aws:SourceOrgID": "o-a1b2c3d4e5" } };
    const placed = { ...source, organizationPath: "o-a1b2c3d4e5/r-ab12/" };
    expect(ask(allow({ Condition: { ...id, ...unit } }), placed).answer).toBe("yes");
  });
});

test("a pattern of stars takes no time to speak of", () => {
  const pattern = `${"*a".repeat(500)}*b`;
  expect(ask(allow({ Condition: { StringLike: { "aws:SourceArn": pattern } } })).answer).toBe("no");
});
