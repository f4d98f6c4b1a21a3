import type { Value } from "../../../terraform/src/protocol/types.ts";

/*
 * What the source of the real provider says of the arguments of the modelled types: `internal/service/{firehose,iam,
 * kinesis,kms,logs}`. Written down apart from the types, so that one that departs from it is noticed.
 */

/** Arguments with `ForceNew`, or a plan modifier that replaces. A block's name stands for all that is in it. */
const replacing: readonly RegExp[] = [
  / region$/,
  /^aws_(cloudwatch_log_destination|kinesis_stream) name$/,
  /^aws_cloudwatch_log_account_policy (policy_name|policy_type|selection_criteria)$/,
  /^aws_cloudwatch_log_destination_policy destination_name$/,
  /^aws_cloudwatch_log_group (name|name_prefix|log_group_class)$/,
  /^aws_cloudwatch_log_stream (name|log_group_name)$/,
  /^aws_cloudwatch_log_subscription_filter (name|log_group_name|destination_arn)$/,
  /^aws_iam_policy (name|name_prefix|path|description)$/,
  /^aws_iam_policy_attachment (name|policy_arn)$/,
  /^aws_iam_role (name|name_prefix|path)$/,
  /^aws_iam_role_policy (name|name_prefix|role)$/,
  /^aws_iam_role_policy_attachment (role|policy_arn)$/,
  /_exclusive role_name$/,
  /^aws_kms_alias (name|name_prefix)$/,
  /^aws_kms_key (custom_key_store_id|customer_master_key_spec|key_usage|multi_region|xks_key_id)$/,
  /^aws_kms_key_policy key_id$/,
  /delivery_stream (name|destination)$/,
  /delivery_stream (kinesis|msk)_source_configuration\./,
  /\.vpc_config\./,
  /search(serverless)?_configuration\.s3_backup_mode$/,
  /dynamic_partitioning_configuration\.enabled$/,
  /secrets_manager_configuration\.enabled$/,
  /iceberg_configuration\.(append_only|catalog_arn)$/,
];

export function replaces(typeName: string, path: string): boolean {
  return replacing.some((of) => of.test(`${typeName} ${path}`) && !/ \w+_configuration.* region$/.test(path));
}

/** Blocks with `ForceNew`, or with an argument that has it and a value of its own. */
export function replacesWhenAdded(block: string): boolean {
  return /((kinesis|msk)_source|\.vpc_config|dynamic_partitioning|destination_table|secrets_manager)/.test(block);
}

/** Values of arguments that are left out. The first that fits is taken. */
const defaults: readonly (readonly [of: RegExp, value: Value])[] = [
  [/account_policy scope$/, "ALL"],
  [/subscription_filter distribution$/, "ByLogStream"],
  [/log_group retention_in_days$/, 0],
  [/(skip_destroy|force_detach_policies|enforce_consumer_deletion|bypass_policy_lockout_safety_check)$/, false],
  [/iam_(role|policy) path$/, "/"],
  [/max_session_duration$/, 3600],
  [/kinesis_stream encryption_type$/, "NONE"],
  [/kinesis_stream retention_period$/, 24],
  [/customer_master_key_spec$/, "SYMMETRIC_DEFAULT"],
  [/kms_key enable_key_rotation$/, false],
  [/kms_key is_enabled$/, true],
  [/kms_key key_usage$/, "ENCRYPT_DECRYPT"],

  [/data_format_conversion_configuration\.enabled$/, true],
  [/(enabled|enable_padding|enable_dictionary_compression)$/, false],
  [/snowflake_configuration\.buffering_interval$/, 0],
  [/snowflake_configuration\.buffering_size$/, 1],
  [/splunk_configuration\.buffering_interval$/, 60],
  [/buffering_interval$/, 300],
  [/buffering_size$/, 5],
  [/snowflake_configuration\.retry_duration$/, 60],
  [/(splunk|redshift)_configuration\.retry_duration$/, 3600],
  [/retry_duration$/, 300],
  [/compression_format$/, "UNCOMPRESSED"],
  [/ser_de\.compression$/, "SNAPPY"],
  [/custom_time_zone$/, "UTC"],
  [/index_rotation_period$/, "OneDay"],
  [/(extended_s3|redshift)_configuration\.s3_backup_mode$/, "Disabled"],
  [/splunk_configuration\.s3_backup_mode$/, "FailedEventsOnly"],
  [/search(serverless)?_configuration\.s3_backup_mode$/, "FailedDocumentsOnly"],
  [/s3_backup_mode$/, "FailedDataOnly"],
  [/content_encoding$/, "NONE"],
  [/data_loading_option$/, "JSON_MAPPING"],
  [/hec_acknowledgment_timeout$/, 180],
  [/hec_endpoint_type$/, "Raw"],
  [/key_type$/, "AWS_OWNED_CMK"],
  [/schema_configuration\.version_id$/, "LATEST"],
  [/block_size_bytes$/, 268_435_456],
  [/(bloom_filter_false_positive_probability|padding_tolerance)$/, 0.05],
  [/(dictionary_key_threshold|max_padding_bytes)$/, 0],
  [/format_version$/, "V0_12"],
  [/writer_version$/, "V1"],
  [/row_index_stride$/, 10_000],
  [/stripe_size_bytes$/, 67_108_864],
  [/page_size_bytes$/, 1_048_576],
  [/case_insensitive$/, true],
  [/convert_dots_in_json_keys_to_underscores$/, false],
  // Texts that AWS answers as empty ones.
  [
    /_configuration\.(prefix|error_output_prefix|file_extension|access_key|type_name|copy_options|data_table_columns)$/,
    "",
  ],
  [/(http_endpoint_configuration\.(name|role_arn)|redshift_configuration\.(password|username))$/, ""],
  [/snowflake_configuration\.(content_column_name|metadata_column_name|key_passphrase|private_key|user)$/, ""],
  [/splunk_configuration\.hec_token$/, ""],
];

export function defaultOf(typeName: string, path: string): Value {
  return defaults.find(([of]) => of.test(`${typeName} ${path}`))?.[1] ?? null;
}

/** Arguments and blocks with `ConflictsWith`: of each group only one may be given. */
export const conflicts: readonly (readonly [typeName: string, ...paths: string[]])[] = [
  ["aws_cloudwatch_log_group", "name", "name_prefix"],
  ["aws_iam_policy", "name", "name_prefix"],
  ["aws_iam_role", "name", "name_prefix"],
  ["aws_iam_role_policy", "name", "name_prefix"],
  ["aws_kms_alias", "name", "name_prefix"],
  ...(
    [
      ["server_side_encryption", "kinesis_source_configuration", "msk_source_configuration"],
      ["elasticsearch_configuration.domain_arn", "elasticsearch_configuration.cluster_endpoint"],
      ["opensearch_configuration.domain_arn", "opensearch_configuration.cluster_endpoint"],
      ["open_x_json_ser_de", "hive_json_ser_de"].map(
        (block) =>
          `extended_s3_configuration.data_format_conversion_configuration.input_format_configuration.deserializer.${block}`,
      ),
      ["orc_ser_de", "parquet_ser_de"].map(
        (block) =>
          `extended_s3_configuration.data_format_conversion_configuration.output_format_configuration.serializer.${block}`,
      ),
    ] as string[][]
  ).map((paths): readonly [string, ...string[]] => ["aws_kinesis_firehose_delivery_stream", ...paths]),
];

/** Arguments that take one value alone, so that none of their changes is seen. */
export const ofOneValue: readonly string[] = ["aws_cloudwatch_log_account_policy scope"];

/** By type, the import id of a resource. A type without one cannot be imported. */
export const importIds: Readonly<Record<string, (state: Readonly<Record<string, Value>>) => string>> = {
  aws_cloudwatch_log_account_policy: ({ policy_name, policy_type }) => `${String(policy_name)}:${String(policy_type)}`,
  aws_cloudwatch_log_destination: ({ name }) => String(name),
  aws_cloudwatch_log_destination_policy: ({ destination_name }) => String(destination_name),
  aws_cloudwatch_log_group: ({ name }) => String(name),
  aws_cloudwatch_log_stream: ({ log_group_name, name }) => `${String(log_group_name)}:${String(name)}`,
  aws_cloudwatch_log_subscription_filter: ({ log_group_name, name }) => `${String(log_group_name)}|${String(name)}`,
  aws_iam_policy: ({ arn }) => String(arn),
  aws_iam_role: ({ name }) => String(name),
  aws_iam_role_policies_exclusive: ({ role_name }) => String(role_name),
  aws_iam_role_policy: ({ role, name }) => `${String(role)}:${String(name)}`,
  aws_iam_role_policy_attachment: ({ role, policy_arn }) => `${String(role)}/${String(policy_arn)}`,
  aws_iam_role_policy_attachments_exclusive: ({ role_name }) => String(role_name),
  aws_kinesis_firehose_delivery_stream: ({ arn }) => String(arn),
  aws_kinesis_stream: ({ name }) => String(name),
  aws_kms_alias: ({ name }) => String(name),
  aws_kms_key: ({ key_id }) => String(key_id),
  aws_kms_key_policy: ({ key_id }) => String(key_id),
};

/** By type, what an import does not find: the service does not have it, here or on AWS. */
export const onlyInState: Readonly<Record<string, readonly string[]>> = {
  aws_cloudwatch_log_destination_policy: ["force_update"],
  aws_cloudwatch_log_group: ["skip_destroy"],
  aws_iam_policy: ["delay_after_policy_creation_in_ms"],
  aws_iam_role: ["force_detach_policies"],
  aws_kinesis_firehose_delivery_stream: ["timeouts"],
  aws_kinesis_stream: ["enforce_consumer_deletion", "timeouts"],
  aws_kms_key: ["bypass_policy_lockout_safety_check", "deletion_window_in_days", "timeouts"],
  aws_kms_key_policy: ["bypass_policy_lockout_safety_check"],
};

/** Types of which a destroyed resource leaves what it says in the service. */
export const staysAfterDestroy: readonly string[] = [
  // Of users and groups, which the local service does not have, nothing says that they are gone.
  "aws_iam_policy_attachment",
  "aws_cloudwatch_log_destination_policy",
  "aws_iam_role_policies_exclusive",
  "aws_iam_role_policy_attachments_exclusive",
  "aws_kms_key_policy",
];
