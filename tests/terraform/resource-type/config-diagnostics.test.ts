import { describe, expect, test } from "vitest";
import { severity } from "../../../terraform/src/protocol/messages.ts";
import { unknown, type Values } from "../../../terraform/src/protocol/types.ts";
import { configDiagnostics, deprecations } from "../../../terraform/src/resource-type/config-diagnostics.ts";
import type { ResourceType } from "../../../terraform/src/resource-type/resource-type.ts";
import { resourceTypes } from "../../../terraform/src/resources/resources.ts";
import { type Block, emptyValues, resourceSchemas } from "../../../terraform/src/schema/schema.ts";

function errors(typeName: string, values: Values) {
  const schema = resourceSchemas[typeName] as Block;
  const config = { ...emptyValues(schema), ...values };
  return configDiagnostics(typeName, resourceTypes[typeName] as ResourceType, schema, config)
    .filter((diagnostic) => diagnostic.severity === severity.error)
    .map(({ summary, attribute }) => [summary, attribute?.steps]);
}

const firehose = "aws_kinesis_firehose_delivery_stream";

test("an error has the path and the words of the real provider, for items of lists too", () => {
  expect(errors("aws_iam_role", { managed_policy_arns: ["arn:aws:iam::aws:policy/Admin", "nonsense"] })).toEqual([
    [
      expect.stringMatching(/^"managed_policy_arns\.1" \(nonsense\) is an invalid ARN: arn: invalid prefix;/),
      [{ attributeName: "managed_policy_arns" }],
    ],
  ]);
  expect(errors(firehose, { extended_s3_configuration: [{ compression_format: "gzip" }] })).toEqual([
    [
      'expected compression_format to be one of ["UNCOMPRESSED" "GZIP" "ZIP" "Snappy" "HADOOP_SNAPPY"], got gzip',
      [{ attributeName: "extended_s3_configuration" }, { elementKeyInt: 0 }, { attributeName: "compression_format" }],
    ],
  ]);
  expect(errors(firehose, { server_side_encryption: [{ enabled: null, key_type: "AWS_OWNED_CMK" }] })).toEqual([
    [
      '"server_side_encryption.0.key_type": all of `server_side_encryption.0.enabled,server_side_encryption.0.key_type` must be specified',
      expect.anything(),
    ],
  ]);
});

test("the value of a secret is in no error", () => {
  const secret = "hunter";
  const found = errors(firehose, {
    snowflake_configuration: [{ key_passphrase: secret, schema: "" }],
    http_endpoint_configuration: [{ access_key: secret.repeat(1000), url: "https://example.com" }],
  });
  expect(found).toHaveLength(3);
  expect(JSON.stringify(found)).not.toContain(secret);
  expect(JSON.stringify(found)).toContain("got (sensitive value)");
});

describe("an argument that is deprecated", () => {
  const schema = resourceSchemas.aws_iam_role as Block;
  const warned = (values: Values) =>
    deprecations({ inline_policy: "use another", "inline_policy.name": "no name" }, schema, {
      ...emptyValues(schema),
      ...values,
    }).map(({ severity, summary, detail }) => [severity, summary, detail]);
  const warning = (detail: string) => [severity.warning, "Argument is deprecated", detail];

  test("is a warning where it is given or comes from another resource", () => {
    expect(warned({})).toEqual([]);
    expect(warned({ inline_policy: unknown })).toEqual([warning("use another")]);
    expect(warned({ inline_policy: [{ name: null }] })).toEqual([warning("use another")]);
    expect(warned({ inline_policy: [{ name: "a" }] })).toEqual([warning("use another"), warning("no name")]);
  });
});
