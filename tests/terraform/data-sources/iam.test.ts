import { beforeEach, describe, expect, test } from "vitest";
import { account, ProtocolClient } from "../protocol-client.ts";

const trust = {
  Statement: [{ Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const document = { Statement: [{ Effect: "Allow", Action: "kinesis:PutRecord", Resource: "*" }] };
const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const policyArn = (name: string) => `arn:aws:iam::${account}:policy/${name}`;

let client: ProtocolClient;
beforeEach(() => {
  client = new ProtocolClient();
  const [write, limit] = [policyArn("write"), policyArn("limits/limit")];
  client.logs.control.declare({
    policies: {
      [write]: { document, description: "Writes", tags: { team: "logs" } },
      [limit]: { document },
      [policyArn("other/write")]: { document },
    },
    roles: {
      [roleArn("app/writer")]: {
        trust,
        description: "Writes logs",
        maxSessionDuration: 7200,
        permissionsBoundary: limit,
        managedPolicyArns: [write],
        tags: { team: "logs" },
      },
      [roleArn("reader")]: { trust },
      "arn:aws:iam::222233334444:role/app/writer": { trust },
    },
  });
});

describe("aws_iam_role", () => {
  test("tells what is declared of a role, by its name without the path", async () => {
    const role = await client.data("aws_iam_role", { name: "writer" });
    expect(role).toMatchObject({
      arn: roleArn("app/writer"),
      path: "/app/",
      description: "Writes logs",
      max_session_duration: 7200,
      permissions_boundary: policyArn("limits/limit"),
      tags: { team: "logs" },
    });
    expect(JSON.parse(String(role.assume_role_policy))).toEqual(trust);
    expect(await client.data("aws_iam_role", { name: "reader" })).toMatchObject({
      max_session_duration: 3600,
      permissions_boundary: "",
      tags: {},
    });
  });

  test("of a role that there is not has the declaration of one", async () => {
    await expect(client.data("aws_iam_role", { name: "none" })).rejects.toThrow(
      `{"roles":{"${roleArn("none")}":{"trust":{}}}}`,
    );
  });
});

test.each([
  [{}, ["app/writer", "reader"]],
  [{ name_regex: "^writ" }, ["app/writer"]],
  [{ path_prefix: "/app/" }, ["app/writer"]],
  [{ path_prefix: "/app/", name_regex: "reader" }, []],
])("aws_iam_roles with %o are those of the account: %o", async (config, expected) => {
  const { arns, names } = await client.data("aws_iam_roles", config);
  expect([...(arns as string[])].sort()).toEqual(expected.map(roleArn));
  expect([...(names as string[])].sort()).toEqual(expected.map((name) => name.replace(/^.*\//, "")).sort());
});

describe("aws_iam_policy", () => {
  test("tells what is declared of a policy and how often it is attached; as a boundary it is not", async () => {
    const policy = await client.data("aws_iam_policy", { arn: policyArn("write") });
    expect(policy).toMatchObject({
      name: "write",
      path: "/",
      description: "Writes",
      attachment_count: 1,
      tags: { team: "logs" },
    });
    expect(JSON.parse(String(policy.policy))).toEqual(document);
    expect(await client.data("aws_iam_policy", { arn: policyArn("limits/limit") })).toMatchObject({
      path: "/limits/",
      attachment_count: 0,
    });
  });

  test("finds one by its name and path, of the account and of AWS", async () => {
    expect(await client.data("aws_iam_policy", { name: "write", path_prefix: "/other/" })).toMatchObject({
      arn: policyArn("other/write"),
    });
    const managed = "arn:aws:iam::aws:policy/AmazonKinesisFullAccess";
    expect(await client.data("aws_iam_policy", { name: "AmazonKinesisFullAccess" })).toMatchObject({ arn: managed });
    await expect(client.data("aws_iam_policy", { name: "write" })).rejects.toThrow("multiple IAM Policies matched");
    await expect(client.data("aws_iam_policy", { name: "none" })).rejects.toThrow(
      `no matching IAM Policy found\nMake it in this stack, or declare it for --config`,
    );
  });

  test("of AWS that has no document here is there without one; of the account it is not", async () => {
    const arn = "arn:aws:iam::aws:policy/AWSHealthFullAccess";
    expect(await client.data("aws_iam_policy", { arn })).toMatchObject({ name: "AWSHealthFullAccess", policy: null });
    await expect(client.data("aws_iam_policy", { arn: policyArn("none") })).rejects.toThrow(
      `{"policies":{"${policyArn("none")}":{"document":{}}}}`,
    );
  });
});

test("tags that the provider ignores are not read", async () => {
  const ignoring = new ProtocolClient({}, client.logs, { ignore_tags: [{ keys: ["team"], key_prefixes: null }] });
  expect((await ignoring.data("aws_iam_role", { name: "writer" })).tags).toEqual({});
  expect((await ignoring.data("aws_iam_policy", { arn: policyArn("write") })).tags).toEqual({});
});
