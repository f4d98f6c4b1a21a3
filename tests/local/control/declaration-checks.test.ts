import { LocalLogs } from "@log-destinations/local";
import { describe, expect, test } from "vitest";
import { owner, region, role, sender, stream } from "../wire.ts";

const trust = '{ "Statement": [] , "Version": "2012-10-17" }'.replace(
  "[]",
  '[{"Effect":"Allow","Principal":{"Service":"logs.amazonaws.com"},"Action":"sts:AssumeRole"}]',
);

const policyArn = `arn:aws:iam::${owner}:policy/put`;

describe("declarations", () => {
  const statement = { Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" };
  const condition = (operator: string, key: string) => ({
    roles: { [role]: { trust: { Statement: [{ ...statement, Condition: { [operator]: { [key]: "x" } } }] } } },
  });

  test.each([
    ["StringEquals", "sts:ExternalId"],
    ["StringLike", "token.actions.githubusercontent.com:sub"],
    ["StringEquals", "aws:SomethingNew"],
    ["IpAddress", "aws:SourceIp"],
  ])("may have a policy with %s on %s, whether it is evaluated or not", (operator, key) => {
    const { control } = new LocalLogs({ declarations: condition(operator, key) });
    expect(control.role(role)?.trust).toContain(key);
  });

  test("may carry their version", () => {
    const { control } = new LocalLogs();
    control.declare({ version: 1, accounts: { [sender]: { organization: "o-a1b2c3d4e5" } } });
    expect(control.account(sender)).toEqual({ organization: "o-a1b2c3d4e5" });
  });

  test.each([
    ["another version", { version: 2, users: {} }, "the declarations are of version 2; this package reads version 1"],
    ["a version as text", { version: "1" }, 'the declarations are of version "1"; this package reads version 1'],
    [
      "another kind",
      { users: {} },
      "unknown kind of declaration users; expected accounts, accessKeys, roles, policies, streams, functions, logGroups",
    ],
    ["an account that is none", { accounts: { "42": {} } }, 'accounts["42"]: expected an account id of 12 digits'],
    [
      "an unknown member",
      { accounts: { [sender]: { org: "x" } } },
      `unknown member in accounts["${sender}"]: org; expected organization, organizationPath`,
    ],
    [
      "a wrong organization",
      { accounts: { [sender]: { organization: "mine" } } },
      `accounts["${sender}"].organization is "mine"; expected an id such as o-a1b2c3d4e5`,
    ],
    [
      "a path in another organization",
      { accounts: { [sender]: { organization: "o-a1b2c3d4e5", organizationPath: "o-zzzzzzzzzz/r-ab12/" } } },
      `accounts["${sender}"].organizationPath is of the organization o-zzzzzzzzzz, and organization is o-a1b2c3d4e5`,
    ],
    [
      "a path with a wildcard, as only conditions have",
      { accounts: { [sender]: { organizationPath: "o-a1b2c3d4e5/r-ab12/*" } } },
      `accounts["${sender}"].organizationPath is "o-a1b2c3d4e5/r-ab12/*"; expected a path such as o-a1b2c3d4e5/r-ab12/`,
    ],
    [
      "null, which is no value and not absent",
      { accounts: { [sender]: { organization: null } } },
      `accounts["${sender}"].organization is null; expected an id such as o-a1b2c3d4e5`,
    ],
    [
      "a permission that is no policy",
      { roles: { [role]: { trust, permissions: { put: 1 } } } },
      `roles["${role}"].permissions is {"put":1}; expected an object of entries; keys: names; values: a policy, as`,
    ],
    [
      "a policy that has no JSON",
      { roles: { [role]: { trust: { Version: 1n } } } },
      `roles["${role}"]: the policy trust cannot be used: `,
    ],
    [
      "too many shards",
      { streams: { [stream]: { shardCount: 10_001 } } },
      `streams["${stream}"].shardCount is 10001; expected a whole number from 1 to 10000`,
    ],
    ["an entry that is no object", { roles: { [role]: "x" } }, `roles["${role}"] is "x"; expected an object`],
    [
      "a key without account",
      { accessKeys: { AKIAX: {} } },
      'accessKeys["AKIAX"].account is missing; expected an account id',
    ],
    ["a role that is none", { roles: { admin: { trust } } }, 'roles["admin"]: expected the ARN of a role'],
    ["a role without trust", { roles: { [role]: {} } }, `roles["${role}"].trust is missing; expected a policy`],
    [
      "a trust that is no JSON",
      { roles: { [role]: { trust: "{" } } },
      `roles["${role}"]: the policy trust cannot be used: the document is not JSON`,
    ],
    [
      "a permission without statement",
      { roles: { [role]: { trust, permissions: { p: {} } } } },
      "the policy p cannot be used: Statement is missing",
    ],
    [
      "a managed policy of AWS",
      { policies: { "arn:aws:iam::aws:policy/AdministratorAccess": { document: trust } } },
      'policies["arn:aws:iam::aws:policy/AdministratorAccess"]: expected the ARN of a customer managed policy',
    ],
    [
      "a managed policy that is none",
      { policies: { [policyArn]: { document: { Statement: [] } } } },
      "the policy document cannot be used: Statement is missing",
    ],
    [
      "a managed policy without a document",
      { policies: { [policyArn]: {} } },
      "document is missing; expected a policy",
    ],
    [
      "an attached policy that nobody declared",
      {
        policies: { [policyArn]: { document: trust } },
        roles: { [role]: { trust, managedPolicyArns: [`${policyArn}2`] } },
      },
      `has the managed policy ${policyArn}2; expected a policy of AWS, or one of account ${owner} that is declared`,
    ],
    [
      "an attached policy of another account",
      {
        policies: { [policyArn.replace(owner, sender)]: { document: trust } },
        roles: { [role]: { trust, managedPolicyArns: [policyArn.replace(owner, sender)] } },
      },
      `has the managed policy ${policyArn.replace(owner, sender)}; expected`,
    ],
    [
      "a boundary that nobody declared",
      { roles: { [role]: { trust, permissionsBoundary: policyArn } } },
      `has the managed policy ${policyArn}; expected`,
    ],
    [
      "an attached policy that is a name",
      { roles: { [role]: { trust, managedPolicyArns: ["AdministratorAccess"] } } },
      'managedPolicyArns is ["AdministratorAccess"]; expected a list of items, each the ARN of a managed policy',
    ],
    [
      "a session that is too short",
      { roles: { [role]: { trust, maxSessionDuration: 60 } } },
      "maxSessionDuration is 60; expected",
    ],
    [
      "a stream that is none",
      { streams: { central: {} } },
      'streams["central"]: expected the ARN of a Kinesis data stream',
    ],
    [
      "a wrong status",
      { streams: { [stream]: { status: "active" } } },
      'status is "active"; expected one of ACTIVE, CREATING, DELETING, UPDATING',
    ],
    [
      "shards of a Firehose stream",
      { streams: { [stream.replace("kinesis", "firehose").replace("stream/", "deliverystream/")]: { shardCount: 2 } } },
      "a Firehose stream has no shards",
    ],
    ["a log group that is none", { logGroups: { "/app": {} } }, 'logGroups["/app"]: expected the ARN of a log group'],
    [
      "a log group of a wrong name",
      { logGroups: { [`arn:aws:logs:${region}:${owner}:log-group:a b`]: {} } },
      "expected the ARN of a log group",
    ],
    [
      "a log group of another partition",
      { logGroups: { [`arn:aws:logs:cn-north-1:${owner}:log-group:a`]: {} } },
      "expected the ARN of a log group",
    ],
    [
      "a log stream of a wrong name",
      { logGroups: { [`arn:aws:logs:${region}:${owner}:log-group:a`]: { logStreams: ["a:b"] } } },
      'logStreams is ["a:b"]; expected a list of items, each 1 to 512 characters without : and *',
    ],
    ["a list", [], "declarations is []; expected an object"],
  ])("%s is refused whole", (_, wrong, message) => {
    const { control } = new LocalLogs();
    const whole = Array.isArray(wrong) ? wrong : { accounts: { [owner]: { organization: "o-a1b2c3d4e5" } }, ...wrong };
    expect(() => control.declare(whole as object)).toThrow(message);
    expect(control.account(owner)).toBeUndefined();
  });

  test("a wrong secret is not repeated", () => {
    const declare = () =>
      new LocalLogs({ declarations: { accessKeys: { AK: { account: "hush", secretAccessKey: "" } } } });
    expect(declare).toThrow("account");
    const wrong = { accessKeys: { AK: { account: owner, secretAccessKey: ["hush"] } } } as object;
    expect(() => new LocalLogs({ declarations: wrong })).toThrow(
      /secretAccessKey is wrong; expected a secret, not empty \[LD3011\]$/,
    );
    for (const accessKeys of ["hush", { AK: "hush" }]) {
      expect(() => new LocalLogs({ declarations: { accessKeys } as object })).toThrow(
        /^accessKeys(\["AK"\])? is wrong; expected an object \[LD3003\]$/,
      );
    }
  });
});
