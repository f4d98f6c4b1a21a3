import {
  type Answer,
  mayAssumeRole,
  rolePermits,
  type SessionRequest,
  type TrustSource,
} from "@log-destinations/core/service";
import { describe, expect, test } from "vitest";

const source: TrustSource = { account: "111122223333", region: "eu-west-1", organization: "o-a1b2c3d4e5" };
const streamArn = "arn:aws:kinesis:eu-west-1:999900001111:stream/central";
const keyArn = "arn:aws:kms:eu-west-1:999900001111:key/k";
const role = {
  arn: "arn:aws:iam::999900001111:role/central",
  tags: { Team: "logs" },
  organization: "o-a1b2c3d4e5",
  organizationPath: "o-a1b2c3d4e5/r-ab12/",
};
const put: SessionRequest = { action: "kinesis:PutRecord", resource: streamArn, streamArn, role };
const generate: SessionRequest = { ...put, action: "kms:GenerateDataKey", resource: keyArn };

type Condition = Readonly<Record<string, Readonly<Record<string, string>>>>;

const questions = {
  assume: (Condition: Condition): Answer => {
    const Statement = { Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "*", Condition };
    return mayAssumeRole(JSON.stringify({ Version: "2012-10-17", Statement }), source).answer;
  },
  put: (condition: Condition): Answer => permitted(condition, put),
  generate: (condition: Condition): Answer => permitted(condition, generate),
};

function permitted(Condition: Condition, request: SessionRequest): Answer {
  const Statement = { Effect: "Allow", Action: "*", Resource: "*", Condition };
  const document = JSON.stringify({ Version: "2012-10-17", Statement });
  return rolePermits({ policies: [{ name: "p", document }] }, request).answer;
}

/** What IAM's pages say of the key in each request: its value, that there is none, that it has some, or nothing. */
type Carried = { value: string } | "none" | "some" | "?";
const is = (value: string): Carried => ({ value });

const carried: readonly [key: string, assume: Carried, put: Carried, generate: Carried][] = [
  ["aws:SourceAccount", is("111122223333"), "none", "none"],
  ["aws:sourceorgid", is("o-a1b2c3d4e5"), "none", "none"],
  ["aws:PrincipalArn", "?", is(role.arn), is(role.arn)],
  ["aws:PrincipalAccount", "?", is("999900001111"), is("999900001111")],
  ["aws:PrincipalType", "?", is("AssumedRole"), is("AssumedRole")],
  ["aws:PrincipalOrgID", "none", is("o-a1b2c3d4e5"), is("o-a1b2c3d4e5")],
  ["aws:PrincipalTag/team", "none", is("logs"), is("logs")],
  ["aws:PrincipalTag/Cost", "none", "none", "none"],
  ["AWS:Username", "none", "none", "none"],
  ["aws:userid", "?", "some", "some"],
  ["aws:PrincipalIsAWSService", is("true"), is("false"), is("false")],
  ["aws:PrincipalServiceName", "some", "none", "none"],
  ["aws:ViaAWSService", "?", is("false"), is("true")],
  ["aws:CalledViaFirst", "none", "none", "?"],
  ["aws:CalledViaLast", "none", "none", "?"],
  ["aws:MultiFactorAuthAge", "none", "none", "none"],
  ["aws:MultiFactorAuthPresent", "none", "?", "?"],
  ["aws:FederatedProvider", "none", "none", "none"],
  ["aws:SourceIdentity", "none", "none", "none"],
  ["aws:SecureTransport", is("true"), is("true"), is("true")],
  ["aws:SourceIp", "?", "?", "?"],
  ["aws:SourceVpc", "none", "none", "none"],
  ["aws:SourceVpce", "none", "none", "none"],
  ["aws:VpcSourceIp", "none", "none", "none"],
  ["aws:Referer", "none", "none", "none"],
  ["aws:UserAgent", "?", "?", "?"],
  ["aws:CurrentTime", "some", "some", "some"],
  ["aws:RequestedRegion", "some", is("eu-west-1"), is("eu-west-1")],
  ["aws:ResourceAccount", "?", is("999900001111"), is("999900001111")],
  ["aws:ResourceOrgID", "?", is("o-a1b2c3d4e5"), is("o-a1b2c3d4e5")],
  ["aws:ResourceTag/team", "?", "?", "?"],
  ["aws:RequestTag/team", "none", "none", "none"],
  ["sts:ExternalId", "none", "none", "none"],
  ["sts:RoleSessionName", "some", "none", "none"],
  ["sts:DurationSeconds", "?", "none", "none"],
  ["token.actions.githubusercontent.com:sub", "none", "none", "none"],
  ["oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:sub", "none", "none", "none"],
  ["cognito-identity.amazonaws.com:aud", "none", "none", "none"],
  ["accounts.google.com:aud", "none", "none", "none"],
  ["gitlab.example.com:project_path", "none", "none", "none"],
  ["SAML:iss", "none", "none", "none"],
  ["iam:PassedToService", "none", "none", "none"],
  ["iam:ResourceTag/team", "?", "none", "none"],
  ["s3:x-amz-acl", "none", "none", "none"],
  ["ec2:SourceInstanceARN", "none", "none", "none"],
  ["lambda:SourceFunctionArn", "none", "none", "none"],
  ["logs:LogGeneratingResourceArns", "none", "none", "none"],
  ["kinesis:SomethingNew", "none", "?", "none"],
  ["kms:ViaService", "none", "none", is("kinesis.eu-west-1.amazonaws.com")],
  ["kms:CallerAccount", "none", "none", is("999900001111")],
  ["kms:EncryptionContext:aws:kinesis:arn", "none", "none", is(streamArn)],
  ["kms:EncryptionContext:team", "none", "none", "none"],
  ["kms:KeySpec", "none", "none", "?"],
  ["aws:SomethingNew", "?", "?", "?"],
  ["aPrefixlessKey", "?", "?", "?"],
  ["\0:sub", "?", "?", "?"],
];

/** Whether each operator holds without the key, by IAM's table of operators, and is one over strings. */
const operators: readonly [operator: string, withoutKey: boolean, ofStrings?: "of strings"][] = [
  ["StringEquals", false, "of strings"],
  ["StringNotEquals", true, "of strings"],
  ["StringEqualsIfExists", true, "of strings"],
  ["StringNotEqualsIfExists", true, "of strings"],
  ["StringLike", false, "of strings"],
  ["StringNotLike", true, "of strings"],
  ["StringEqualsIgnoreCase", false, "of strings"],
  ["ArnLike", false, "of strings"],
  ["ArnNotEquals", true, "of strings"],
  ["ForAnyValue:StringEquals", false, "of strings"],
  ["ForAllValues:StringEquals", true, "of strings"],
  ["NumericLessThan", false],
  ["NumericNotEquals", true],
  ["DateGreaterThan", false],
  ["DateNotEqualsIfExists", true],
  ["BinaryEquals", false],
  ["IpAddress", false],
  ["NotIpAddress", true],
  ["NotIpAddressIfExists", true],
];

const answer = (holds: boolean): Answer => (holds ? "yes" : "no");

function expected(of: Carried, operator: (typeof operators)[number], text: string): Answer {
  const [name, withoutKey, ofStrings] = operator;
  if (of === "none") return answer(withoutKey);
  if (of === "?" || of === "some" || !ofStrings) return "undecided";
  return answer((text === of.value) !== name.includes("Not"));
}

const cases = carried.flatMap(([key, ...ofRequests]) =>
  Object.entries(questions).map(([name, ask], index) => ({ key, name, ask, of: ofRequests[index] as Carried })),
);

describe("a key in each request", () => {
  test.each(cases)("$key, $name: $of", ({ key, ask, of }) => {
    const value = typeof of === "object" ? of.value : "any";
    for (const operator of operators) {
      for (const text of [value, "another:text:than:it:has:been"]) {
        expect({ operator, text, answer: ask({ [operator[0]]: { [key]: text } }) }).toEqual({
          operator,
          text,
          answer: expected(of, operator, text),
        });
      }
    }
  });

  test.each(cases)("Null on $key, $name: $of", ({ key, ask, of }) => {
    const answers = ["true", "false"].map((missing) => ask({ Null: { [key]: missing } }));
    if (of === "?") expect(answers).toEqual(["undecided", "undecided"]);
    else expect(answers).toEqual(of === "none" ? ["yes", "no"] : ["no", "yes"]);
  });

  test.each(cases.filter(({ of }) => typeof of === "object" && /^(true|false)$/.test(of.value)))(
    "Bool on $key, $name: $of",
    ({ key, ask, of }) => {
      const { value } = of as { value: string };
      const other = String(value !== "true");
      expect(ask({ Bool: { [key]: value.toUpperCase() } })).toBe("yes");
      expect(ask({ BoolIfExists: { [key]: other } })).toBe("no");
    },
  );
});

describe("keys of many values", () => {
  const path = { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" } };
  test("the path of the role's account", () => {
    expect([questions.assume(path), questions.put(path)]).toEqual(["no", "yes"]);
    expect(questions.put({ StringLike: { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" } })).toBe("undecided");
    expect(questions.assume({ StringNotLike: { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" } })).toBe("yes");
  });

  test("the names of the encryption context", () => {
    const names = (value: string) => ({ "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": value } });
    expect(questions.generate(names("aws:kinesis:arn"))).toBe("yes");
    expect(questions.generate(names("team"))).toBe("no");
    expect(questions.put(names("team"))).toBe("yes");
  });

  test("the services of a chain of calls", () => {
    const via = { "ForAnyValue:StringEquals": { "aws:CalledVia": "kinesis.amazonaws.com" } };
    expect([questions.put(via), questions.generate(via)]).toEqual(["no", "undecided"]);
  });
});

describe("where the request differs", () => {
  test("a resource of another account is not known to be of the role's organization", () => {
    const foreign = { ...put, resource: streamArn.replace("999900001111", "444455556666") };
    const own = { StringEquals: { "aws:ResourceOrgID": "o-a1b2c3d4e5" } };
    expect(permitted(own, foreign)).toBe("undecided");
    expect(permitted({ StringEquals: { "aws:ResourceAccount": "444455556666" } }, foreign)).toBe("yes");
  });

  test("the encryption context of a Firehose stream is not known", () => {
    const firehose = { ...generate, streamArn: "arn:aws:firehose:eu-west-1:999900001111:deliverystream/archive" };
    const context = { StringEquals: { "kms:EncryptionContext:aws:kinesis:arn": streamArn } };
    expect([permitted(context, generate), permitted(context, firehose)]).toEqual(["yes", "undecided"]);
  });

  test("KMS is called by the Region's name of Kinesis, with the suffix of its partition", () => {
    const china = { ...generate, streamArn: streamArn.replace("aws", "aws-cn").replace("eu-west-1", "cn-north-1") };
    const via = { StringEquals: { "kms:ViaService": "kinesis.cn-north-1.amazonaws.com.cn" } };
    expect([permitted(via, generate), permitted(via, china)]).toEqual(["no", "yes"]);
  });
});
