import { expect, test } from "vitest";
import type { KeyProperties } from "../../../core/src/neighbours/key.ts";
import {
  defaultKeyPolicy,
  evaluateKeyPolicy,
  useByService,
  useBySession,
} from "../../../core/src/neighbours/key-policy.ts";

const account = "111122223333";
const arn = `arn:aws:kms:eu-west-1:${account}:key/1234abcd`;
const roleArn = `arn:aws:iam::${account}:role/writer`;
const group = `arn:aws:logs:eu-west-1:${account}:log-group:/app`;
const service = "logs.eu-west-1.amazonaws.com";

const key = (policy: string): KeyProperties => ({
  arn,
  policy,
  keyState: "Enabled",
  keySpec: "SYMMETRIC_DEFAULT",
  keyUsage: "ENCRYPT_DECRYPT",
});
const asService = useByService("kms:GenerateDataKey", service, { "kms:encryptioncontext:aws:logs:arn": [group] });
const streamArn = `arn:aws:kinesis:eu-west-1:${account}:stream/central`;
const asRole = useBySession({
  action: "kms:GenerateDataKey",
  resource: arn,
  streamArn,
  role: { arn: roleArn, tags: { team: "logging" } },
});

const allow = (Principal: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action: "kms:GenerateDataKey*",
  Resource: "*",
  ...more,
});
const deny = (Principal: unknown, more: object = {}) => ({ ...allow(Principal, more), Effect: "Deny" });
const root = { AWS: `arn:aws:iam::${account}:root` };
const ofGroup = (operator: string, value: string) => ({
  Condition: { [operator]: { "kms:EncryptionContext:aws:logs:arn": value } },
});

test.each([
  ["the service itself", asService, [allow({ Service: service })], "allowed"],
  ["the service of another Region", asService, [allow({ Service: "logs.us-east-1.amazonaws.com" })], "denied"],
  ["the service without a Region", asService, [allow({ Service: "logs.amazonaws.com" })], "denied"],
  ["the account, asked for the service", asService, [allow(root)], "denied"],
  ["everybody", asService, [allow("*")], "allowed"],
  ["a log group", asService, [allow({ Service: service }, ofGroup("ArnEquals", group))], "allowed"],
  ["log groups by a pattern", asService, [allow({ Service: service }, ofGroup("ArnLike", `${group}*`))], "allowed"],
  ["another log group", asService, [allow({ Service: service }, ofGroup("ArnEquals", `${group}-2`))], "denied"],
  [
    "a pattern under StringEquals",
    asService,
    [allow({ Service: service }, ofGroup("StringEquals", `${group}*`))],
    "denied",
  ],
  ["an operator over dates", asService, [allow({ Service: service }, ofGroup("DateLessThan", "2030"))], "undecided"],
  ["the service, and denies it", asService, [allow({ Service: service }), deny({ Service: service })], "denied"],
  ["another action", asService, [allow({ Service: service }, { Action: "kms:Decrypt" })], "denied"],
  ["another key", asService, [allow({ Service: service }, { Resource: `${arn}-2` })], "denied"],
  ["the role", asRole, [allow({ AWS: roleArn })], "allowed"],
  ["the role's account by its root user", asRole, [allow(root)], "by-iam"],
  ["the role's account by its id", asRole, [allow({ AWS: account })], "by-iam"],
  ["another role", asRole, [allow({ AWS: `${roleArn}-2` })], "denied"],
  ["another account", asRole, [allow({ AWS: "999900001111" })], "denied"],
  ["the account, and denies the role", asRole, [allow(root), deny({ AWS: roleArn })], "denied"],
  [
    "the account, and may deny the role",
    asRole,
    [allow(root), deny({ AWS: roleArn }, { Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } })],
    "undecided",
  ],
  [
    "the account, and denies what is not encrypted on its way",
    asRole,
    [allow(root), deny({ AWS: roleArn }, { Condition: { Bool: { "aws:SecureTransport": "false" } } })],
    "by-iam",
  ],
  [
    "the role by its tag, for Kinesis alone",
    asRole,
    [
      allow(
        { AWS: roleArn },
        {
          Condition: {
            StringEquals: {
              "aws:PrincipalTag/team": "logging",
              "kms:ViaService": "kinesis.eu-west-1.amazonaws.com",
              "kms:EncryptionContext:aws:kinesis:arn": streamArn,
            },
          },
        },
      ),
    ],
    "allowed",
  ],
  [
    "the role, for Firehose",
    asRole,
    [
      allow(
        { AWS: roleArn },
        { Condition: { StringEquals: { "kms:ViaService": "firehose.eu-west-1.amazonaws.com" } } },
      ),
    ],
    "denied",
  ],
] as const)("a key policy that names %s", (_, use, Statement, answer) => {
  expect(evaluateKeyPolicy(key(JSON.stringify({ Statement })), use)).toBe(answer);
});

test("a key without a policy of its own leaves everything to the IAM policies of its account", () => {
  const made = key(defaultKeyPolicy(arn));
  expect(evaluateKeyPolicy(made, asRole)).toBe("by-iam");
  expect(evaluateKeyPolicy(made, asService)).toBe("denied");
  expect(defaultKeyPolicy(arn.replace("arn:aws:", "arn:aws-cn:"))).toContain(`arn:aws-cn:iam::${account}:root`);
});

test("a text that is no policy lets nobody in", () => {
  expect(evaluateKeyPolicy(key("{}"), asRole)).toBe("denied");
});
