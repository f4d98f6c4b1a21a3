import { createHash } from "node:crypto";
import type { ResourceContext } from "../context.ts";
import type { Value, Values } from "../protocol/types.ts";
import {
  all,
  atLeast,
  type Check,
  conflictsWith,
  inRange,
  lengthInRange,
  matchingPattern,
  oneOf,
  requiredWith,
  validArn,
} from "../resource-type/checks.ts";
import type { ArgumentPath } from "../resource-type/paths.ts";
import type { ResourceType } from "../resource-type/resource-type.ts";

/** What the real provider says of an argument or block. */
interface Argument {
  readonly check?: Check;
  readonly default?: Value;
  /** A block of the state where the configuration has none. */
  readonly leftOut?: Values;
  /** What is filled in where it is left out. */
  readonly computed?: (context: ResourceContext, block: Values) => Value;
  /** Its change replaces the stream. */
  readonly replaces?: true;
}

type Arguments = Readonly<Record<ArgumentPath, Argument>>;

const off: Argument = { default: false };
/** A text that the real provider reads back as an empty one. */
const text: Argument = { default: "" };
const arn: Argument = { check: validArn };
const name255: Argument = { check: lengthInRange(1, 255) };
const retriedFor = (seconds: number): Argument => ({ check: inRange(0, 7200), default: seconds });
const choice = (by: string, ...others: string[]): Argument => ({ check: oneOf(by, ...others), default: by });
const indexRotation: Argument = {
  check: oneOf("NoRotation", "OneHour", "OneDay", "OneWeek", "OneMonth"),
  default: "OneDay",
};

const logging: Arguments = {
  cloudwatch_logging_options: { leftOut: { enabled: false } },
  ...under("cloudwatch_logging_options", { enabled: off }),
};

const processing: Arguments = {
  processing_configuration: { leftOut: { enabled: false, processors: [] } },
  ...under("processing_configuration", {
    enabled: off,
    ...under("processors", {
      type: {
        check: oneOf(
          ...["RecordDeAggregation", "Decompression", "CloudWatchLogProcessing", "Lambda", "MetadataExtraction"],
          "AppendDelimiterToRecord",
        ),
      },
      ...under("parameters", {
        parameter_name: {
          check: oneOf(
            ...["LambdaArn", "NumberOfRetries", "MetadataExtractionQuery", "JsonParsingEngine", "RoleArn"],
            ...["BufferSizeInMBs", "BufferIntervalInSeconds", "SubRecordType", "Delimiter", "CompressionFormat"],
            "DataMessageExtraction",
          ),
        },
        parameter_value: { check: lengthInRange(1, 5120) },
      }),
    }),
  }),
};

const secret: Arguments = under("secrets_manager_configuration", {
  enabled: { computed: () => false, replaces: true },
  secret_arn: arn,
  role_arn: arn,
});

const compression: Argument = {
  check: oneOf("UNCOMPRESSED", "GZIP", "ZIP", "Snappy", "HADOOP_SNAPPY"),
  default: "UNCOMPRESSED",
};

const bucket: Arguments = {
  bucket_arn: arn,
  role_arn: arn,
  kms_key_arn: arn,
  compression_format: compression,
  error_output_prefix: { ...text, check: lengthInRange(0, 1024) },
  prefix: text,
  ...logging,
};

const s3: Arguments = {
  ...bucket,
  buffering_interval: { default: 300 },
  buffering_size: { check: atLeast(1), default: 5 },
};

const serializer: Arguments = {
  orc_ser_de: { check: conflictsWith("parquet_ser_de") },
  ...under("orc_ser_de", {
    block_size_bytes: { check: atLeast(67_108_864), default: 268_435_456 },
    bloom_filter_false_positive_probability: { default: 0.05 },
    compression: { check: oneOf("NONE", "ZLIB", "SNAPPY"), default: "SNAPPY" },
    dictionary_key_threshold: { default: 0 },
    enable_padding: off,
    format_version: { check: oneOf("V0_11", "V0_12"), default: "V0_12" },
    padding_tolerance: { default: 0.05 },
    row_index_stride: { check: atLeast(1000), default: 10_000 },
    stripe_size_bytes: { check: atLeast(8_388_608), default: 67_108_864 },
  }),
  parquet_ser_de: { check: conflictsWith("orc_ser_de") },
  ...under("parquet_ser_de", {
    block_size_bytes: { check: atLeast(67_108_864), default: 268_435_456 },
    compression: { check: oneOf("UNCOMPRESSED", "GZIP", "SNAPPY"), default: "SNAPPY" },
    enable_dictionary_compression: off,
    max_padding_bytes: { default: 0 },
    page_size_bytes: { check: atLeast(65_536), default: 1_048_576 },
    writer_version: { check: oneOf("V1", "V2"), default: "V1" },
  }),
};

const conversion: Arguments = under("data_format_conversion_configuration", {
  enabled: { default: true },
  ...under("input_format_configuration.deserializer", {
    hive_json_ser_de: { check: conflictsWith("open_x_json_ser_de") },
    open_x_json_ser_de: { check: conflictsWith("hive_json_ser_de") },
    ...under("open_x_json_ser_de", {
      case_insensitive: { default: true },
      convert_dots_in_json_keys_to_underscores: off,
    }),
  }),
  ...under("output_format_configuration.serializer", serializer),
  ...under("schema_configuration", {
    catalog_id: { computed: ({ account }) => account },
    region: { computed: ({ region }) => region },
    role_arn: arn,
    version_id: { default: "LATEST" },
  }),
});

/** What the destinations have in common that records are sent to, and what failed goes to a bucket. */
function sending(retrySeconds: number): Arguments {
  return {
    buffering_interval: { check: inRange(0, 900), default: 300 },
    buffering_size: { check: inRange(1, 100), default: 5 },
    retry_duration: retriedFor(retrySeconds),
    role_arn: arn,
    ...logging,
    ...processing,
    ...under("s3_configuration", s3),
  };
}

const searchable: Arguments = {
  ...sending(300),
  s3_backup_mode: { ...choice("FailedDocumentsOnly", "AllDocuments"), replaces: true },
  ...under("vpc_config", {
    role_arn: { ...arn, replaces: true },
    security_group_ids: { replaces: true },
    subnet_ids: { replaces: true },
    vpc_id: { computed: (_, { subnet_ids }) => vpcIdOf(subnet_ids) },
  }),
};

const searchDomain: Arguments = {
  ...searchable,
  cluster_endpoint: { check: conflictsWith("domain_arn") },
  domain_arn: { check: all(conflictsWith("cluster_endpoint"), validArn) },
  index_rotation_period: indexRotation,
  type_name: { ...text, check: lengthInRange(0, 100) },
};

/** Where a Firehose stream sends its records. Each has a block of its name. [F345] */
export const firehoseDestinations: readonly string[] = [
  ...["elasticsearch", "extended_s3", "http_endpoint", "iceberg", "opensearch", "opensearchserverless"],
  ...["redshift", "snowflake", "splunk"],
];

/**
 * The arguments of `aws_kinesis_firehose_delivery_stream` with a check or a default, as in
 * `internal/service/firehose/delivery_stream.go` of the real provider. [F344]
 */
const firehoseArguments: Arguments = {
  destination: { check: oneOf(...firehoseDestinations) },

  kinesis_source_configuration: { check: conflictsWith("msk_source_configuration", "server_side_encryption") },
  ...under("kinesis_source_configuration", { kinesis_stream_arn: arn, role_arn: arn }),
  msk_source_configuration: { check: conflictsWith("kinesis_source_configuration", "server_side_encryption") },
  ...under("msk_source_configuration", {
    msk_cluster_arn: arn,
    read_from_timestamp: { check: matchingPattern(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/) },
    ...under("authentication_configuration", { connectivity: { check: oneOf("PUBLIC", "PRIVATE") }, role_arn: arn }),
  }),
  server_side_encryption: {
    check: conflictsWith("kinesis_source_configuration", "msk_source_configuration"),
    leftOut: { enabled: false, key_type: "AWS_OWNED_CMK" },
  },
  ...under("server_side_encryption", {
    enabled: off,
    key_arn: { check: all(requiredWith("enabled", "key_type"), validArn) },
    key_type: {
      check: all(requiredWith("enabled"), oneOf("AWS_OWNED_CMK", "CUSTOMER_MANAGED_CMK")),
      default: "AWS_OWNED_CMK",
    },
  }),

  ...under("extended_s3_configuration", {
    ...bucket,
    ...processing,
    ...conversion,
    buffering_interval: { default: 300 },
    buffering_size: { default: 5 },
    custom_time_zone: { check: lengthInRange(0, 50), default: "UTC" },
    file_extension: { ...text, check: all(lengthInRange(0, 50), matchingPattern(/^$|\.[0-9a-z!\-_.*'()]+/)) },
    s3_backup_mode: choice("Disabled", "Enabled"),
    ...under("dynamic_partitioning_configuration", {
      enabled: { ...off, replaces: true },
      retry_duration: retriedFor(300),
    }),
    ...under("s3_backup_configuration", s3),
  }),
  ...under("http_endpoint_configuration", {
    ...sending(300),
    ...secret,
    access_key: { ...text, check: lengthInRange(0, 4096) },
    name: { ...text, check: lengthInRange(1, 256) },
    role_arn: { ...text, ...arn },
    s3_backup_mode: choice("FailedDataOnly", "AllData"),
    url: { check: all(lengthInRange(1, 1000), matchingPattern(/^https:\/\/.*$/)) },
    ...under("request_configuration", { content_encoding: choice("NONE", "GZIP") }),
  }),
  ...under("iceberg_configuration", {
    ...sending(300),
    buffering_interval: { default: 300 },
    buffering_size: { default: 5 },
    append_only: { computed: () => false, replaces: true },
    catalog_arn: { ...arn, replaces: true },
    s3_backup_mode: choice("FailedDataOnly", "AllData"),
    "destination_table_configuration.#": { replaces: true },
    ...under("destination_table_configuration", { s3_error_output_prefix: { check: lengthInRange(0, 1024) } }),
  }),
  ...under("elasticsearch_configuration", searchDomain),
  ...under("opensearch_configuration", {
    ...searchDomain,
    ...under("document_id_options", {
      default_document_id_format: { check: oneOf("FIREHOSE_DEFAULT", "NO_DOCUMENT_ID") },
    }),
  }),
  ...under("opensearchserverless_configuration", searchable),
  ...under("redshift_configuration", {
    ...logging,
    ...processing,
    ...secret,
    copy_options: text,
    data_table_columns: text,
    password: text,
    retry_duration: retriedFor(3600),
    role_arn: arn,
    s3_backup_mode: choice("Disabled", "Enabled"),
    username: text,
    ...under("s3_backup_configuration", s3),
    ...under("s3_configuration", s3),
  }),
  ...under("snowflake_configuration", {
    ...sending(60),
    ...secret,
    buffering_interval: { check: inRange(0, 900), default: 0 },
    buffering_size: { check: inRange(1, 128), default: 1 },
    content_column_name: { ...text, ...name255 },
    data_loading_option: choice("JSON_MAPPING", "VARIANT_CONTENT_MAPPING", "VARIANT_CONTENT_AND_METADATA_MAPPING"),
    database: name255,
    key_passphrase: { ...text, check: lengthInRange(7, 255) },
    private_key: text,
    metadata_column_name: { ...text, ...name255 },
    s3_backup_mode: choice("FailedDataOnly", "AllData"),
    schema: name255,
    table: name255,
    user: { ...text, ...name255 },
    ...under("snowflake_role_configuration", { enabled: off, snowflake_role: name255 }),
  }),
  ...under("splunk_configuration", {
    ...logging,
    ...processing,
    ...secret,
    buffering_interval: { check: inRange(0, 60), default: 60 },
    buffering_size: { check: inRange(1, 5), default: 5 },
    hec_acknowledgment_timeout: { check: inRange(180, 600), default: 180 },
    hec_endpoint_type: choice("Raw", "Event"),
    hec_token: text,
    retry_duration: retriedFor(3600),
    s3_backup_mode: choice("FailedEventsOnly", "AllEvents"),
    ...under("s3_configuration", s3),
  }),
};

/** What the table says of the type, by argument. */
export const firehoseRules: Required<
  Pick<ResourceType, "checks" | "nestedDefaults" | "blocksLeftOut" | "nestedComputed" | "requiresReplace">
> = {
  checks: collect("check"),
  nestedDefaults: collect("default"),
  blocksLeftOut: collect("leftOut"),
  nestedComputed: collect("computed"),
  requiresReplace: Object.keys(collect("replaces")),
};

/** The arguments of a block, by their paths in the block around it. */
function under(block: string, inner: Arguments): Arguments {
  return Object.fromEntries(Object.entries(inner).map(([path, argument]) => [`${block}.${path}`, argument]));
}

function collect<Kind extends keyof Argument>(kind: Kind): Readonly<Record<ArgumentPath, NonNullable<Argument[Kind]>>> {
  const given = Object.entries(firehoseArguments).filter(([, argument]) => argument[kind] !== undefined);
  return Object.fromEntries(given.map(([path, argument]) => [path, argument[kind] as NonNullable<Argument[Kind]>]));
}

/** Made up in its form; the same subnets have the same one. */
function vpcIdOf(subnets: Value | undefined): string {
  return `vpc-${createHash("md5").update(JSON.stringify(subnets)).digest("hex").slice(0, 17)}`;
}
