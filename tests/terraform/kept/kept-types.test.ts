import { describe, expect, test } from "vitest";
import type { KeptType } from "../../../terraform/src/kept/kept-type.ts";
import { keptTypes } from "../../../terraform/src/kept/kept-types.ts";
import type { Value, Values } from "../../../terraform/src/protocol/types.ts";
import type { Block } from "../../../terraform/src/schema/schema.ts";
import { nullsOf, ProtocolClient } from "../protocol-client.ts";
import { argumentsOf, configOf, groupsOf, kept, leastOf, mostOf } from "./generated-configurations.ts";

/** Creates, reads, plans again, changes arguments, and destroys. */
async function goThrough(typeName: string, entry: KeptType, names: readonly string[], changed: readonly string[]) {
  const client = new ProtocolClient();
  const block = client.block(typeName);
  const config = configOf(block, names);
  const errors = (await client.validate(typeName, config)).filter(({ severity }) => severity === 1);
  expect(errors).toEqual([]);

  const created = await client.create(typeName, config);
  if (block.attributes.id) expect(created.id).toMatch(/./);
  expect(nullsOf(block, created)).toEqual([]);
  for (const name of names) expect({ [name]: created[name] }).toMatchObject({ [name]: given(block, name, config) });
  for (const [name, value] of Object.entries(entry.defaults ?? {})) {
    if (!name.includes(".") && !names.includes(name)) expect({ [name]: created[name] }).toEqual({ [name]: value });
  }
  expect(await client.read(typeName, created)).toEqual(created);
  expect(await client.plan(typeName, config, created)).toEqual({ planned: created, replaces: [] });

  let state = created;
  for (const name of changed) {
    const next = configOf(block, names, { [name]: 2 });
    const { planned, replaces } = await client.plan(typeName, next, created);
    expect({ name, replaces }).toEqual({ name, replaces: entry.requiresReplace.includes(name) ? [name] : [] });
    if (replaces.length > 0) continue;
    state = (await client.apply(typeName, state, planned)) as Values;
    expect(state.id).toEqual(created.id);
    expect(await client.read(typeName, state)).toEqual(state);
    expect((await client.plan(typeName, next, state)).planned).toEqual(state);
  }

  expect(await client.apply(typeName, state, null)).toBeNull();
  expect(await client.read(typeName, state)).toBeNull();
}

/** What a resource must show of a given argument: no null, which the provider may fill in, and nothing that is never kept. */
function given({ attributes }: Block, name: string, config: Values): Value {
  return attributes[name]?.writeOnly ? null : withoutNulls(config[name] ?? null);
}

function withoutNulls(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name, item]) => item !== null && !name.endsWith("_wo"));
  return Object.fromEntries(entries.map(([name, item]) => [name, withoutNulls(item)]));
}

describe.each(kept)("$typeName", ({ typeName, block, kept: entry }) => {
  test("names only arguments that its schema has, and no file but one of the provider's services", () => {
    const names = [...Object.keys(block.attributes), ...Object.keys(block.blocks)];
    expect(names).toEqual(
      expect.arrayContaining([
        entry.nameAttribute,
        ...entry.requiresReplace,
        ...groupsOf(entry, block).flat(),
        ...Object.keys(entry.computed ?? {}),
      ]),
    );
    for (const path of Object.keys(entry.defaults ?? {})) expect(pathsOf(block)).toContain(path);
    expect(entry.source ?? "internal/service/none.go").toMatch(/^internal\/service\/[\w/]+\.go$/);
  });

  test("takes one argument at a time, which updates or replaces as its entry says", async () => {
    for (const name of argumentsOf(block)) await goThrough(typeName, entry, leastOf(block, entry, name), [name]);
  });

  test("takes the most arguments that may stand together", async () => {
    const names = mostOf(block, entry);
    await goThrough(typeName, entry, names, names);
  });

  test("refuses arguments that may not stand together", async () => {
    const client = new ProtocolClient();
    for (const group of groupsOf(entry, block)) {
      const names = [...new Set([...leastOf(block, entry), ...group])];
      const diagnostics = await client.validate(typeName, configOf(block, names));
      expect(diagnostics.filter(({ severity }) => severity === 1).map(({ summary }) => summary)).not.toEqual([]);
    }
  });
});

const unread = kept.filter(({ block, kept: { source } }) => !source && (block.attributes.id || block.attributes.arn));

test.each(unread)("two of $typeName with the same arguments are two, and one is destroyed alone", async (type) => {
  const { typeName, block, kept: entry } = type;
  const client = new ProtocolClient();
  const config = configOf(block, leastOf(block, entry));
  const [first, second] = [await client.create(typeName, config), await client.create(typeName, config)];
  expect([second.id, second.arn]).not.toEqual([first.id, first.arn]);
  expect(await client.apply(typeName, first, null)).toBeNull();
  expect(await client.read(typeName, second)).toEqual(second);
});

test("ids of networks have the prefixes of EC2", async () => {
  const client = new ProtocolClient();
  const prefixes = { aws_subnet: "subnet", aws_security_group: "sg", aws_vpc_endpoint: "vpce", aws_route_table: "rtb" };
  for (const [typeName, prefix] of Object.entries(prefixes)) {
    const config = { ...client.empty(typeName), ...("name" in client.empty(typeName) && { name: "lambda" }) };
    const { id, arn } = await client.create(typeName, { ...config, vpc_id: "vpc-1" });
    expect({ typeName, id }).toEqual({ typeName, id: expect.stringMatching(new RegExp(`^${prefix}-[0-9a-f]{17}$`)) });
    expect(arn).toMatch(new RegExp(`^arn:aws:ec2:[\\w-]+:\\d{12}:[a-z-]+/${String(id)}$`));
  }
});

test("a flow log without a format has AWS's default one", async () => {
  const client = new ProtocolClient();
  const created = await client.create("aws_flow_log", { ...client.empty("aws_flow_log"), vpc_id: "vpc-1" });
  expect(created.log_format).toMatch(/^\$\{version\} \$\{account-id\} .* \$\{action\} \$\{log-status\}$/);
});

/** The path of each argument, also within blocks. */
function pathsOf({ attributes, blocks }: Block, path = ""): string[] {
  return [
    ...Object.keys(attributes).map((name) => `${path}${name}`),
    ...Object.entries(blocks).flatMap(([name, block]) => pathsOf(block, `${path}${name}.`)),
  ];
}

test("each entry is of a type that has a schema and is not modelled", () => {
  expect(kept.map(({ typeName }) => typeName)).toEqual(expect.arrayContaining(Object.keys(keptTypes)));
});

test("a type is announced once a run, and the resources that are only kept are counted", async () => {
  const client = new ProtocolClient();
  expect(client.provider.tally.summary()).toBeUndefined();
  const config = { ...client.empty("aws_s3_bucket"), bucket: "logs" };
  const warnings = async () => (await client.validate("aws_s3_bucket", config)).map(({ summary }) => summary);
  expect(await warnings()).toEqual(["aws_s3_bucket is only kept: nothing stands behind it [LD4501]"]);
  expect(await warnings()).toEqual([]);

  const bucket = await client.create("aws_s3_bucket", config);
  await client.read("aws_s3_bucket", bucket);
  await client.create("aws_cloudwatch_log_group", { ...client.empty("aws_cloudwatch_log_group"), name: "/app" });
  expect(client.provider.tally.summary()).toBe("1 of 2 resources was only kept");
  await client.apply("aws_s3_bucket", bucket, null);
  expect(client.provider.tally.summary()).toBeUndefined();
});

test("a name that is taken is refused, and a resource of this world can be imported, no other", async () => {
  const client = new ProtocolClient();
  const config = { ...client.empty("aws_s3_bucket"), bucket: "logs" };
  const bucket = await client.create("aws_s3_bucket", config);
  await expect(client.create("aws_s3_bucket", config)).rejects.toThrow("BucketAlreadyOwnedByYou");
  const imported = await client.import("aws_s3_bucket", "logs");
  expect(await client.read("aws_s3_bucket", imported)).toEqual(bucket);
  await expect(client.import("aws_s3_bucket", "other")).rejects.toThrow(
    '{"data":{"aws_s3_bucket":[{"where":{"id":"other"},"values":{}}]}}',
  );
});

test("two resources of one id are two, where something else tells them apart", async () => {
  const client = new ProtocolClient();
  const typeName = "aws_lambda_permission";
  const config = { ...client.empty(typeName), action: "lambda:InvokeFunction", principal: "logs.amazonaws.com" };
  const created = [];
  for (const function_name of ["a", "b"]) {
    created.push(await client.create(typeName, { ...config, statement_id: "logs", function_name }));
  }
  for (const permission of created) expect(await client.read(typeName, permission)).toEqual(permission);
  expect(client.provider.tally.summary()).toBe("2 of 2 resources were only kept");
  await client.apply(typeName, created[0] as Values, null);
  expect(await client.read(typeName, created[1] as Values)).toEqual(created[1]);
});

test("an alias has the ARN of its function and its own name, whether the function is named or given by its ARN", async () => {
  const client = new ProtocolClient();
  const typeName = "aws_lambda_alias";
  const config = { ...client.empty(typeName), name: "live", function_version: "1" };
  const named = await client.create(typeName, { ...config, function_name: "watch" });
  expect(named.arn).toMatch(/^arn:aws:lambda:[\w-]+:\d{12}:function:watch:live$/);
  const other = String(named.arn).replace("watch:live", "other");
  expect(await client.create(typeName, { ...config, function_name: other })).toMatchObject({
    arn: `${other}:live`,
    invoke_arn: expect.stringContaining(`/functions/${other}:live/invocations`),
  });
});
