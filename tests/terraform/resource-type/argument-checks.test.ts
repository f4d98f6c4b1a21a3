import { describe, expect, test } from "vitest";
import { type AttributePath, severity } from "../../../terraform/src/protocol/messages.ts";
import { unknown, type Value, type Values } from "../../../terraform/src/protocol/types.ts";
import { configDiagnostics } from "../../../terraform/src/resource-type/config-diagnostics.ts";
import type { ResourceType } from "../../../terraform/src/resource-type/resource-type.ts";
import { resourceTypes } from "../../../terraform/src/resources/resources.ts";
import { type Block, emptyValues, resourceSchemas } from "../../../terraform/src/schema/schema.ts";

const firehose = "aws_kinesis_firehose_delivery_stream";

/** Values of an argument that the real provider refuses, and such that it takes. */
interface Sample {
  /** The type and path that it is for. The first that fits is taken. */
  readonly of: RegExp;
  readonly bad: readonly Value[];
  readonly good: readonly Value[];
  /** Other arguments that have to be there in the same block. */
  readonly beside?: Values;
}

const word = (of: RegExp, ...good: string[]): Sample => ({ of, bad: ["bogus", `${good[0]} `], good });
const range = (of: RegExp, low: number, high: number): Sample => ({ of, bad: [low - 1, high + 1], good: [low, high] });
const atLeast = (of: RegExp, low: number): Sample => ({ of, bad: [low - 1], good: [low, low * 1000] });
const length = (of: RegExp, low: number, high: number): Sample => {
  const tooShort = low > 0 ? ["x".repeat(low - 1)] : [];
  // The real provider counts bytes.
  return { of, bad: [...tooShort, "x".repeat(high + 1), "é".repeat(high)], good: ["x".repeat(low), "x".repeat(high)] };
};

const samples: readonly Sample[] = [
  { of: / region$/, bad: ["Ireland", "eu_west_1"], good: ["eu-west-1", "us-gov-west-1"] },
  {
    of: /assume_role_policy$/,
    bad: ["trust", "[]", "{"],
    good: ['{"Statement":[{"Effect":"Allow","Principal":{"Service":"logs.amazonaws.com"},"Action":"sts:AssumeRole"}]}'],
  },
  {
    of: /policy$/,
    bad: ["trust", "[]", "{"],
    good: ['{"Statement":[{"Effect":"Allow","Action":"kinesis:PutRecord","Resource":"*"}]}'],
  },
  {
    of: /server_side_encryption.key_arn$/,
    bad: ["nonsense"],
    good: ["arn:aws:kms:eu-west-1:111122223333:key/k"],
    beside: { enabled: true, key_type: "CUSTOMER_MANAGED_CMK" },
  },
  { ...word(/key_type$/, "AWS_OWNED_CMK", "CUSTOMER_MANAGED_CMK"), beside: { enabled: true } },
  {
    of: /(_arns?|permissions_boundary)$/,
    bad: [
      "nonsense",
      "arn:aws:s3",
      "arn:gcp:s3:::logs",
      "arn:aws:s3:eu_1::logs",
      "arn:aws:s3::12:logs",
      "arn:aws:s3:::",
    ],
    good: [
      "",
      "arn:aws:s3:::logs",
      "arn:aws-cn:iam::aws:policy/Admin",
      "arn:aws:kinesis:eu-west-1:111122223333:stream/s",
    ],
  },

  word(/firehose.* destination$/, "splunk", "extended_s3", "iceberg", "opensearchserverless"),
  word(/(extended_s3|redshift)_configuration.s3_backup_mode$/, "Enabled", "Disabled"),
  word(/splunk_configuration.s3_backup_mode$/, "AllEvents", "FailedEventsOnly"),
  word(/search(serverless)?_configuration.s3_backup_mode$/, "AllDocuments", "FailedDocumentsOnly"),
  word(/s3_backup_mode$/, "AllData", "FailedDataOnly"),
  word(/compression_format$/, "GZIP", "Snappy", "HADOOP_SNAPPY"),
  word(/orc_ser_de.compression$/, "ZLIB", "NONE"),
  word(/parquet_ser_de.compression$/, "GZIP", "UNCOMPRESSED"),
  word(/index_rotation_period$/, "NoRotation", "OneMonth"),
  word(/processors.type$/, "Lambda", "Decompression", "AppendDelimiterToRecord"),
  word(/parameter_name$/, "LambdaArn", "JsonParsingEngine", "DataMessageExtraction"),
  word(/content_encoding$/, "GZIP", "NONE"),
  word(/hec_endpoint_type$/, "Raw", "Event"),
  word(/data_loading_option$/, "JSON_MAPPING", "VARIANT_CONTENT_AND_METADATA_MAPPING"),
  word(/default_document_id_format$/, "NO_DOCUMENT_ID"),
  word(/connectivity$/, "PUBLIC", "PRIVATE"),
  word(/format_version$/, "V0_11", "V0_12"),
  word(/writer_version$/, "V1", "V2"),
  word(/kinesis_stream encryption_type$/, "NONE", "KMS"),
  word(/stream_mode$/, "ON_DEMAND", "PROVISIONED"),
  word(/shard_level_metrics$/, "ALL", "IteratorAgeMilliseconds"),
  word(/log_group_class$/, "STANDARD", "INFREQUENT_ACCESS", "DELIVERY"),
  word(/key_usage$/, "ENCRYPT_DECRYPT", "SIGN_VERIFY"),
  word(/distribution$/, "Random", "ByLogStream"),
  word(/emit_system_fields$/, "@aws.account", "@aws.region"),

  { of: /retention_in_days$/, bad: [2, 8, 4000], good: [0, 1, 400, 3653] },
  range(/ retention_period$/, 24, 8760),
  range(/max_record_size_in_kib$/, 1024, 10240),
  range(/max_session_duration$/, 3600, 43200),
  range(/deletion_window_in_days$/, 7, 30),
  range(/rotation_period_in_days$/, 90, 2560),
  range(/retry_duration$/, 0, 7200),
  range(/hec_acknowledgment_timeout$/, 180, 600),
  range(/splunk_configuration.buffering_interval$/, 0, 60),
  range(/splunk_configuration.buffering_size$/, 1, 5),
  range(/snowflake_configuration.buffering_size$/, 1, 128),
  atLeast(/(s3|backup)_configuration.buffering_size$/, 1),
  range(/buffering_interval$/, 0, 900),
  range(/buffering_size$/, 1, 100),
  atLeast(/block_size_bytes$/, 67_108_864),
  atLeast(/page_size_bytes$/, 65_536),
  atLeast(/row_index_stride$/, 1000),
  atLeast(/stripe_size_bytes$/, 8_388_608),

  length(/error_output_prefix$/, 0, 1024),
  length(/parameter_value$/, 1, 5120),
  length(/custom_time_zone$/, 0, 50),
  length(/type_name$/, 0, 100),
  length(/access_key$/, 0, 4096),
  length(/key_passphrase$/, 7, 255),
  length(/snowflake_configuration.*(column_name|database|schema|table|user|snowflake_role)$/, 1, 255),
  length(/http_endpoint_configuration.name$/, 1, 256),
  { of: /role description$/, bad: ["x".repeat(1001), "a “quote”"], good: ["", "x".repeat(1000)] },
  { of: /file_extension$/, bad: ["zip", `.${"z".repeat(50)}`], good: ["", ".zip"] },
  { of: /url$/, bad: ["http://example.com", `https://${"x".repeat(1000)}`], good: ["https://example.com"] },
  { of: /read_from_timestamp$/, bad: ["2026-01-02", "now"], good: ["2026-01-02T03:04:05Z"] },
  { of: /path$/, bad: ["deploy", "/deploy"], good: ["/", "/deploy/"] },
  { of: /filter_pattern$/, bad: ["x".repeat(1025)], good: ["", "ERROR"] },
  {
    of: /kms_alias name(_prefix)?$/,
    bad: ["logs", "alias/aws/logs", "alias/a:b"],
    good: ["alias/logs", "alias/a/b_c"],
  },
  length(/log_group name_prefix$/, 1, 483),
  length(/iam_role name_prefix$/, 1, 38),
  length(/policy name_prefix$/, 1, 102),
  { of: /name(_prefix)?$/, bad: ["a:b*", "x".repeat(1025)], good: ["logs"] },
];

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
    const sample = samples.find(({ of }) => of.test(`${typeName} ${path}`));
    expect(sample, "a sample of values").toBeDefined();
    const { bad, good, beside } = sample as Sample;
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
