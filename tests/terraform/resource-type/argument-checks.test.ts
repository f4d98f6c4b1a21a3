import { describe, expect, test } from "vitest";
import { type AttributePath, severity } from "../../../terraform/src/protocol/messages.ts";
import { unknown, type Value, type Values } from "../../../terraform/src/protocol/types.ts";
import { configDiagnostics } from "../../../terraform/src/resource-type/config-diagnostics.ts";
import type { ResourceType } from "../../../terraform/src/resource-type/resource-type.ts";
import { resourceTypes } from "../../../terraform/src/resources/resources.ts";
import { type Block, emptyValues, resourceSchemas } from "../../../terraform/src/schema/schema.ts";
import { sampleOf } from "../modelled/argument-samples.ts";

const firehose = "aws_kinesis_firehose_delivery_stream";

/** Arguments and blocks that exclude or need each other, in one block. */
const together: readonly [path: string, bad: readonly Values[], good: readonly Values[]][] = [
  [
    "server_side_encryption",
    [
      { server_side_encryption: [{ enabled: true }], kinesis_source_configuration: [{}] },
      { server_side_encryption: [{ enabled: true }], msk_source_configuration: [{}] },
    ],
    [{ server_side_encryption: [{ enabled: true }] }],
  ],
  [
    "kinesis_source_configuration",
    [{ kinesis_source_configuration: [{}], msk_source_configuration: [{}] }],
    [{ kinesis_source_configuration: [{}] }],
  ],
  [
    "msk_source_configuration",
    [{ msk_source_configuration: [{}], kinesis_source_configuration: [{}] }],
    [{ msk_source_configuration: [{}] }],
  ],
  [
    "server_side_encryption.key_arn",
    [{ key_arn: "arn:aws:s3:::k" }, { key_arn: "arn:aws:s3:::k", enabled: true }],
    [{ key_arn: unknown }, { enabled: true, key_type: "AWS_OWNED_CMK" }],
  ],
  ["server_side_encryption.key_type", [{ key_type: "AWS_OWNED_CMK" }], [{ enabled: false, key_type: "AWS_OWNED_CMK" }]],
  ...["elasticsearch_configuration", "opensearch_configuration"].flatMap((block): (typeof together)[number][] => [
    [
      `${block}.domain_arn`,
      [{ domain_arn: "arn:aws:s3:::d", cluster_endpoint: "https://d" }],
      [{ domain_arn: "arn:aws:s3:::d" }],
    ],
    [
      `${block}.cluster_endpoint`,
      [{ cluster_endpoint: "https://d", domain_arn: unknown }],
      [{ cluster_endpoint: "https://d" }],
    ],
  ]),
  ...(
    [
      ["input_format_configuration.deserializer", "hive_json_ser_de", "open_x_json_ser_de"],
      ["output_format_configuration.serializer", "orc_ser_de", "parquet_ser_de"],
    ] as const
  ).flatMap(([block, one, other]): (typeof together)[number][] => {
    const within = `extended_s3_configuration.data_format_conversion_configuration.${block}`;
    return [
      [`${within}.${one}`, [{ [one]: [{}], [other]: [{}] }], [{ [one]: [{}] }]],
      [`${within}.${other}`, [{ [one]: [{}], [other]: [{}] }], [{ [other]: [{}] }]],
    ];
  }),
];

/** A configuration in which one block, and those around it, are given. */
function configuration(schema: Block, blocks: readonly string[], values: Values): Values {
  const [block, ...inner] = blocks;
  if (block === undefined) return { ...emptyValues(schema), ...values };
  const { nesting, ...nested } = schema.blocks[block] as Block["blocks"][string];
  const within = configuration(nested, inner, values);
  return { ...emptyValues(schema), [block]: nesting === "single" ? within : [within] };
}

/** The names on the way of a diagnostic. */
function namesOf(path: AttributePath | undefined): string {
  return (path?.steps ?? []).flatMap(({ attributeName }) => attributeName ?? []).join(".");
}

function errorsAt(typeName: string, path: string, values: Values): string[] {
  const schema = resourceSchemas[typeName] as Block;
  const config = configuration(schema, path.split(".").slice(0, -1), values);
  const diagnostics = configDiagnostics(typeName, resourceTypes[typeName] as ResourceType, schema, config);
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === severity.error);
  return errors.filter(({ attribute }) => namesOf(attribute) === path).map(({ summary }) => summary);
}

/** The argument with one of the values; if it is a list or set, a good one is in it too. */
function given(typeName: string, path: string, value: Value, good: Value): Values {
  const names = path.split(".");
  const name = names.pop() as string;
  const block = names.reduce((schema, inner) => schema.blocks[inner] as Block, resourceSchemas[typeName] as Block);
  const kind = block.attributes[name]?.type.kind;
  return { [name]: kind === "list" || kind === "set" ? [good, value] : value };
}

const checked = Object.entries(resourceTypes).flatMap(([typeName, { checks = {} }]) => {
  const region = resourceSchemas[typeName]?.attributes.region ? ["region"] : [];
  return [...region, ...Object.keys(checks)].map((path): [string, string] => [typeName, path]);
});
const excluding = new Set(together.map(([path]) => path));

describe("each argument with a check", () => {
  const single = checked.filter(([typeName, path]) => {
    const isBlock = !/(_arn|_type)$/.test(path) && excluding.has(path);
    return !(typeName === firehose && isBlock);
  });

  test.each(single)("%s %s is refused by its path where the real provider refuses it", (typeName, path) => {
    const { bad, good, beside } = sampleOf(typeName, path);
    expect(bad).not.toEqual([]);
    const errorsWith = (value: Value) =>
      errorsAt(typeName, path, { ...beside, ...given(typeName, path, value, good.at(-1) as Value) });
    for (const value of bad) expect(errorsWith(value), `with ${String(value).slice(0, 40)}`).toHaveLength(1);
    const taken: readonly Value[] = [...good, unknown, null];
    for (const value of taken) expect(errorsWith(value), `with ${String(value)}`).toEqual([]);
  });

  test.each(together)("%s of a Firehose stream is refused beside, or without, another", (path, bad, good) => {
    expect(checked).toContainEqual([firehose, path]);
    for (const values of bad) expect(errorsAt(firehose, path, values)).toHaveLength(1);
    for (const values of good) expect(errorsAt(firehose, path, values)).toEqual([]);
  });
});
