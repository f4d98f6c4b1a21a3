import { expect, test } from "vitest";
import { undeclaredData } from "../../../terraform/src/data-sources/declared-data.ts";
import type { Type } from "../../../terraform/src/protocol/types.ts";
import type { DataDeclarations } from "../../../terraform/src/provider-declarations.ts";
import { account, ProtocolClient, region } from "../protocol-client.ts";

const declaring = (data: DataDeclarations) => new ProtocolClient({ declared: { data } });

test("what is read from AWS is refused with the entry that declares it, and that entry is taken", async () => {
  const client = new ProtocolClient();
  const error = await client.data("aws_ssm_parameter", { name: "/x", with_decryption: true }).catch((thrown) => thrown);
  expect(error.message).toContain("aws_ssm_parameter is read from AWS, and this run has no AWS [LD4503]");
  const entry = JSON.parse(error.message.split("\n").at(-1)).data as DataDeclarations;
  expect(entry.aws_ssm_parameter?.[0]?.where).toEqual({ name: "/x", with_decryption: true });
  const read = await declaring(entry).data("aws_ssm_parameter", { name: "/x", with_decryption: true });
  expect(read).toMatchObject({ name: "/x", value: "…", version: 1 });
});

test("the entry for each data source of the provider is one that the provider takes", async () => {
  const client = new ProtocolClient();
  for (const typeName of Object.keys(client.provider.types.dataSources)) {
    const error: Error | undefined = await client.data(typeName, {}).then(
      () => undefined,
      (thrown) => thrown,
    );
    if (!error?.message.includes("LD4503")) continue;
    expect(() => declaring(JSON.parse(error.message.split("\n").at(-1) ?? "").data)).not.toThrow();
  }
});

test("the entry has the id, which most configurations read", async () => {
  const { message } = await new ProtocolClient().data("aws_vpc", { default: true }).catch((thrown) => thrown);
  const read = await declaring(JSON.parse(message.split("\n").at(-1)).data).data("aws_vpc", { default: true });
  expect(read).toMatchObject({ default: true, id: "…" });
});

test("the first entry that matches is read, in its account and Region alone", async () => {
  const client = declaring({
    aws_ssm_parameter: [
      { account: "222233334444", values: { value: "of another account" } },
      { region: "us-east-1", values: { value: "of another Region" } },
      { where: { name: "/y" }, values: { value: "of another name" } },
      { where: { name: "/x" }, account, region, values: { value: "right" } },
      { values: { value: "any" } },
    ],
  });
  expect(await client.data("aws_ssm_parameter", { name: "/x" })).toMatchObject({ value: "right" });
  expect(await client.data("aws_ssm_parameter", { name: "/z" })).toMatchObject({ value: "any" });
  expect(await client.data("aws_ssm_parameter", { name: "/x", region: "us-east-1" })).toMatchObject({
    value: "of another Region",
  });
});

test("an entry is found by its blocks as well", async () => {
  const filter = [{ name: "tag:Name", values: ["logs"] }];
  const client = declaring({ aws_vpc: [{ where: { filter }, values: { id: "vpc-1" } }] });
  expect(await client.data("aws_vpc", { filter })).toMatchObject({ id: "vpc-1" });
  await expect(client.data("aws_vpc", { filter: [{ name: "tag:Name", values: ["other"] }] })).rejects.toThrow("LD4503");
});

test("an entry is found whatever the order of a set", async () => {
  const filter = (...values: string[]) => [{ name: "tag:Name", values }];
  const client = declaring({ aws_vpc: [{ where: { filter: filter("b", "a") }, values: { id: "vpc-1" } }] });
  expect(await client.data("aws_vpc", { filter: filter("a", "b") })).toMatchObject({ id: "vpc-1" });
});

test("what a block of the configuration leaves out is not compared", async () => {
  const secret = [{ name: "token", payload: "AQIC" }];
  const client = declaring({ aws_kms_secrets: [{ where: { secret }, values: { id: "found" } }] });
  expect(await client.data("aws_kms_secrets", { secret })).toMatchObject({ id: "found" });
});

test("a secret argument is not in the entry that declares it", () => {
  const type: Type = { kind: "object", members: { name: { kind: "string" }, password: { kind: "string" } } };
  const attribute = { type: type.members.name as Type, required: false, optional: true, computed: false };
  const others = { writeOnly: false, notIn: undefined };
  const attributes = {
    name: { ...attribute, ...others, sensitive: false },
    password: { ...attribute, ...others, sensitive: true },
  };
  const { detail } = undeclaredData("aws_x", { attributes, blocks: {}, type }, { name: "logs", password: "hush" });
  expect(JSON.parse(detail.split("\n").at(-1) ?? "").data.aws_x[0].where).toEqual({ name: "logs" });
});

test("a declaration goes before what the world knows", async () => {
  const client = declaring({ aws_caller_identity: [{ values: { account_id: "222233334444" } }] });
  expect(await client.data("aws_caller_identity", {})).toMatchObject({ account_id: "222233334444" });
});

test.each<[string, DataDeclarations, string]>([
  ["a type that there is not", { aws_nothing: [{ values: {} }] }, "data.aws_nothing is not a data source"],
  [
    "an attribute that there is not",
    { aws_ssm_parameter: [{ values: { val: "secret" } }] },
    "data.aws_ssm_parameter[0].values.val is not known; expected one of ",
  ],
  [
    "a number for a text",
    { aws_ssm_parameter: [{ values: { value: 5_550_123 } }] },
    "data.aws_ssm_parameter[0].values.value is a number; expected a text [LD4506]",
  ],
  [
    "a text in a list of texts",
    { aws_subnets: [{ values: { ids: "subnet-secret" } }] },
    "data.aws_subnets[0].values.ids is a text; expected a list, of which each is a text [LD4506]",
  ],
  [
    "a wrong member of an object",
    { aws_organizations_organization: [{ values: { roots: [{ id: 5_550_123 }] } }] },
    "data.aws_organizations_organization[0].values.roots[0].id is a number; expected a text [LD4506]",
  ],
])("%s is refused by its path, without the value", (_, data, message) => {
  expect(() => declaring(data)).toThrow(message);
  expect(() => declaring(data)).not.toThrow(/secret|5550123/);
});

test("a kept resource is found by a data source of its type, in its own account and Region", async () => {
  const client = new ProtocolClient();
  const config = { ...client.empty("aws_s3_bucket"), bucket: "logs" };
  const bucket = await client.create("aws_s3_bucket", config);
  const found = await client.data("aws_s3_bucket", { bucket: "logs" });
  expect(found).toMatchObject({ id: "logs", arn: "arn:aws:s3:::logs", bucket_domain_name: "logs.s3.amazonaws.com" });
  await client.apply("aws_s3_bucket", bucket, null);
  await expect(client.data("aws_s3_bucket", { bucket: "logs" })).rejects.toThrow("LD4503");
});

test("of two kept resources that a data source may mean, neither is read", async () => {
  const client = new ProtocolClient();
  const subnet = (cidr_block: string) => ({ ...client.empty("aws_subnet"), vpc_id: "vpc-1", cidr_block });
  const first = await client.create("aws_subnet", subnet("10.0.0.0/24"));
  await client.create("aws_subnet", subnet("10.0.1.0/24"));
  await expect(client.data("aws_subnet", { vpc_id: "vpc-1" })).rejects.toThrow("LD4503");
  const { id = null } = first;
  expect(await client.data("aws_subnet", { id })).toMatchObject({ cidr_block: "10.0.0.0/24" });
});

test("a kept resource is read in its Region alone", async () => {
  const client = new ProtocolClient();
  const queue = { ...client.empty("aws_sqs_queue"), name: "logs", region: "us-east-1" };
  await client.create("aws_sqs_queue", queue);
  await expect(client.data("aws_sqs_queue", { name: "logs" })).rejects.toThrow("LD4503");
  expect(await client.data("aws_sqs_queue", { name: "logs", region: "us-east-1" })).toMatchObject({
    arn: `arn:aws:sqs:us-east-1:${account}:logs`,
  });
});

test.each([
  [{}, region],
  [{ region: "us-east-1" }, "us-east-1"],
  [{ name: "us-east-1" }, "us-east-1"],
])("aws_region with %o is %s", async (config, expected) => {
  expect(await new ProtocolClient().data("aws_region", config)).toMatchObject({ id: expected, name: expected });
});

test("an organization is that of the account's declaration", async () => {
  const client = new ProtocolClient();
  await expect(client.data("aws_organizations_organization", {})).rejects.toThrow(
    `{"accounts":{"${account}":{"organization":"o-…"}}}`,
  );
  client.logs.control.declare({ accounts: { [account]: { organization: "o-a1b2c3d4e5" } } });
  expect(await client.data("aws_organizations_organization", {})).toMatchObject({ id: "o-a1b2c3d4e5" });
});

test.each([
  ["aws_arn", { arn: "arn:aws:sns:eu-west-1:111122223333:x" }, { service: "sns", resource: "x" }],
  ["aws_canonical_user_id", {}, { id: expect.stringMatching(/^[0-9a-f]{64}$/) }],
  ["aws_default_tags", {}, { id: "aws", tags: {} }],
  ["aws_service_principal", { service_name: "logs" }, { name: "logs.amazonaws.com", suffix: "amazonaws.com" }],
  [
    "aws_service_principal",
    { service_name: "logs", region: "cn-north-1" },
    { name: "logs.amazonaws.com.cn", id: "logs.cn-north-1.amazonaws.com.cn" },
  ],
])("%s follows from names alone", async (typeName, config, values) => {
  const client = new ProtocolClient(
    typeName === "aws_service_principal" && "region" in config ? { region: "cn-north-1" } : {},
  );
  expect(await client.data(typeName, config)).toMatchObject(values);
});
