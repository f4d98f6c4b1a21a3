import { expect, test } from "vitest";
import { severity } from "../../../terraform/src/protocol/messages.ts";
import { unknown, type Value, type Values } from "../../../terraform/src/protocol/types.ts";
import { type Block, emptyValues } from "../../../terraform/src/schema/schema.ts";
import { account, ProtocolClient, region } from "../protocol-client.ts";

const firehose = "aws_kinesis_firehose_delivery_stream";
const role = "aws_iam_role";

/** A configuration of a type: what is not given is null, in blocks too. */
function configuration(schema: Block, values: Values): Values {
  const filled: Record<string, Value> = { ...emptyValues(schema), ...values };
  for (const [name, nested] of Object.entries(schema.blocks)) {
    const items = filled[name];
    if (Array.isArray(items)) filled[name] = items.map((item) => configuration(nested, item as Values));
  }
  return filled;
}

const bucket = { role_arn: `arn:aws:iam::${account}:role/delivery`, bucket_arn: "arn:aws:s3:::logs" };
const toBucket = (values: Values = {}) => ({
  name: "logs",
  destination: "extended_s3",
  extended_s3_configuration: [{ ...bucket, ...values }],
});

async function created(typeName: string, values: Values) {
  const client = new ProtocolClient();
  const config = configuration(client.block(typeName), values);
  const state = await client.create(typeName, config);
  const next = (changed: Values) => client.plan(typeName, configuration(client.block(typeName), changed), state);
  expect((await client.plan(typeName, config, state)).planned).toEqual(state);
  expect(await client.read(typeName, state)).toEqual(state);
  return { client, state, next };
}

test("arguments that are left out within blocks have the real provider's values, at any depth", async () => {
  const { state } = await created(firehose, toBucket({ s3_backup_configuration: [bucket] }));
  const [s3] = state.extended_s3_configuration as Values[];
  expect(s3).toMatchObject({
    buffering_interval: 300,
    buffering_size: 5,
    compression_format: "UNCOMPRESSED",
    custom_time_zone: "UTC",
    prefix: "",
    s3_backup_mode: "Disabled",
    s3_backup_configuration: [{ buffering_interval: 300, compression_format: "UNCOMPRESSED" }],
  });
});

test("of a block that is left out, the state has the values that the real provider's has; taken out again, it stays", async () => {
  const encrypted = { ...toBucket(), server_side_encryption: [{ enabled: true, key_type: "AWS_OWNED_CMK" }] };
  const without = await created(firehose, toBucket());
  expect(without.state).toMatchObject({
    server_side_encryption: [{ enabled: false, key_type: "AWS_OWNED_CMK" }],
    extended_s3_configuration: [
      {
        cloudwatch_logging_options: [{ enabled: false }],
        processing_configuration: [{ enabled: false, processors: [] }],
      },
    ],
  });
  expect((await without.next(encrypted)).planned).toMatchObject(encrypted);
  const { state, next } = await created(firehose, encrypted);
  expect((await next(toBucket())).planned).toEqual(state);
});

test("what is computed within a block is known once it is made", async () => {
  const conversion = (schema: Values) => ({
    data_format_conversion_configuration: [
      {
        input_format_configuration: [{ deserializer: [{ open_x_json_ser_de: [{}] }] }],
        output_format_configuration: [{ serializer: [{ orc_ser_de: [{}] }] }],
        schema_configuration: [{ database_name: "d", table_name: "t", role_arn: bucket.role_arn, ...schema }],
      },
    ],
  });
  const { state } = await created(firehose, toBucket(conversion({})));
  expect(state.extended_s3_configuration).toMatchObject([
    conversion({ region, catalog_id: account, version_id: "LATEST" }),
  ]);
  const given = await created(firehose, toBucket(conversion({ region: "us-east-1" })));
  expect(given.state.extended_s3_configuration).toMatchObject([conversion({ region: "us-east-1" })]);
});

test("an argument of a block replaces where the real provider's does, and only there", async () => {
  const iceberg = (values: Values) => ({
    name: "logs",
    destination: "iceberg",
    iceberg_configuration: [
      {
        role_arn: bucket.role_arn,
        catalog_arn: "arn:aws:glue:eu-west-1:1:catalog",
        s3_configuration: [bucket],
        ...values,
      },
    ],
  });
  const { next } = await created(firehose, iceberg({}));
  expect((await next(iceberg({ catalog_arn: "arn:aws:glue:eu-west-1:2:catalog" }))).replaces).toEqual([
    "iceberg_configuration",
  ]);
  expect((await next(iceberg({ append_only: true }))).replaces).toEqual(["iceberg_configuration"]);
  expect((await next(iceberg({ retry_duration: 10 }))).replaces).toEqual([]);
});

test("JSON is planned and read in the form in which it is sent, and unknown JSON stays unknown", async () => {
  const trust =
    '{ "Statement": [{ "Principal": { "Service": "logs.amazonaws.com" }, "Effect": "Allow", "Action": "sts:AssumeRole" }] }';
  const sent =
    '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"Service":"logs.amazonaws.com"}}]}';
  const { client, state, next } = await created(role, { name: "w", assume_role_policy: trust });
  expect(state.assume_role_policy).toBe(sent);
  expect(client.logs.control.role(`arn:aws:iam::${account}:role/w`)?.trust).toBe(sent);
  const reworded = sent.replace('"sts:AssumeRole"', '["sts:AssumeRole"]');
  expect((await next({ name: "w", assume_role_policy: reworded })).planned).toEqual(state);
  // A state of an earlier program has the text as it was written.
  expect(await client.read(role, { ...state, assume_role_policy: trust })).toEqual(state);
  expect((await next({ name: "w", assume_role_policy: unknown })).planned.assume_role_policy).toBe(unknown);
});

test("the errors of a configuration come over the protocol", async () => {
  const client = new ProtocolClient();
  const config = configuration(client.block(role), { assume_role_policy: unknown, permissions_boundary: "nonsense" });
  expect(await client.validate(role, config)).toContainEqual(
    expect.objectContaining({
      severity: severity.error,
      summary: expect.stringContaining('"permissions_boundary" (nonsense) is an invalid ARN'),
      attribute: { steps: [{ attributeName: "permissions_boundary" }] },
    }),
  );
});
