import type { Type, Value, Values } from "../../../terraform/src/protocol/types.ts";
import { defaultOf } from "./real-provider.ts";
import * as world from "./sample-world.ts";

/** Values of an argument. */
export interface Sample {
  /** The type and path that it is for. The first that fits is taken. */
  readonly of: RegExp;
  /** Values that the real provider refuses. */
  readonly bad: readonly Value[];
  /**
   * Values that it takes. A resource of the sample world has the first one that is not empty, and then the next, a default
   * last; of a list or set it is the only item, of a map the only value.
   */
  readonly good: readonly Value[];
  /** Other arguments that have to be there in the same block. */
  readonly beside?: Values;
  /** What the block has before and after the argument changes, where that is more than the argument and `beside`. */
  readonly change?: readonly [before: Values, after: Values];
  /** What the resource has before and after, where the argument is in a block. */
  readonly around?: readonly [before: Values, after: Values];
}

const word = (of: RegExp, ...good: string[]): Sample => ({ of, bad: ["bogus", `${good[0]} `], good });
const range = (of: RegExp, low: number, high: number): Sample => ({ of, bad: [low - 1, high + 1], good: [low, high] });
const atLeast = (of: RegExp, low: number): Sample => ({ of, bad: [low - 1], good: [low, low * 1000] });
const length = (of: RegExp, low: number, high: number): Sample => {
  const tooShort = low > 0 ? ["x".repeat(low - 1)] : [];
  // The real provider counts bytes.
  const good = ["x".repeat(low), "x".repeat(high), "x".repeat(high - 1)];
  return { of, bad: [...tooShort, "x".repeat(high + 1), "é".repeat(high)], good };
};
/** Arguments that take any value. */
const any = (of: RegExp, ...good: Value[]): Sample => ({ of, bad: [], good });
const text = (of: RegExp): Sample => any(of, "first", "second");
const onOff = (of: RegExp): Sample => any(of, true, false);
const arn = (of: RegExp, ...good: string[]): Sample => ({
  of,
  bad: ["nonsense", "arn:aws:s3", "arn:gcp:s3:::logs", "arn:aws:s3:eu_1::logs", "arn:aws:s3::12:logs", "arn:aws:s3:::"],
  good: [...good, "", "arn:aws:s3:::logs", "arn:aws-cn:iam::aws:policy/Admin"],
});
const policy = (of: RegExp, document: (action: string) => object, ...actions: string[]): Sample => ({
  of,
  bad: ["trust", "[]", "{"],
  good: actions.map((action) => JSON.stringify(document(action))),
});

const allow = (Action: string) => ({ Statement: [{ Action, Effect: "Allow", Resource: "*" }] });
const allowAnyone = (Action: string) => ({ Statement: [{ Action, Effect: "Allow", Principal: "*", Resource: "*" }] });
const trust = (Service: string) => ({
  Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal: { Service } }],
});
const accessPolicy = (AWS: string) => ({
  Statement: [{ Action: "logs:PutSubscriptionFilter", Effect: "Allow", Principal: { AWS }, Resource: "*" }],
});

/** The sample of each argument of each modelled type. */
export const samples: readonly Sample[] = [
  { of: /^\w+ region$/, bad: ["Ireland", "eu_west_1"], good: ["eu-west-1", "us-east-1", "us-gov-west-1"] },
  any(/ tags$/, "first", "second"),
  any(/ timeouts\./, "5m", "10m"),

  any(/account_policy policy_name$/, "everything", "other"),
  {
    of: /policy_document$/,
    bad: ["document", "{"],
    good: world.streamArns.map((DestinationArn) =>
      JSON.stringify({ DestinationArn, FilterPattern: "ERROR", RoleArn: world.roleArns[0] }),
    ),
  },
  {
    of: /policy_type$/,
    bad: ["bogus", "RETENTION_POLICY"],
    good: ["SUBSCRIPTION_FILTER_POLICY"],
    change: [{ policy_type: "SUBSCRIPTION_FILTER_POLICY" }, { policy_type: "RETENTION_POLICY" }],
  },
  { of: /account_policy scope$/, bad: ["all"], good: ["ALL"], change: [{ scope: "ALL" }, { scope: "ALL" }] },
  any(/selection_criteria$/, 'LogGroupName NOT IN ["/app"]', 'LogGroupName NOT IN ["/other"]'),

  policy(/assume_role_policy$/, trust, "logs.amazonaws.com", "firehose.amazonaws.com"),
  policy(/access_policy$/, accessPolicy, "444455556666", "555566667777"),
  policy(/kms_key.* policy$/, allowAnyone, "kms:*", "kms:Decrypt"),
  {
    ...policy(/inline_policy\.policy$/, allow, "kinesis:PutRecord", "kinesis:*"),
    beside: { name: "inline" },
  },
  policy(/policy$/, allow, "kinesis:PutRecord", "kinesis:*"),

  {
    of: /server_side_encryption\.key_arn$/,
    bad: ["nonsense"],
    good: world.keyArns,
    beside: { enabled: true, key_type: "CUSTOMER_MANAGED_CMK" },
  },
  {
    ...word(/key_type$/, "AWS_OWNED_CMK", "CUSTOMER_MANAGED_CMK"),
    beside: { enabled: true },
    change: [
      { enabled: true, key_type: "CUSTOMER_MANAGED_CMK", key_arn: world.keyArns[0] },
      { enabled: true, key_type: "AWS_OWNED_CMK", key_arn: null },
    ],
  },
  arn(/target_arn$/, ...world.streamArns),
  { ...arn(/filter destination_arn$/, ...world.streamArns), beside: { role_arn: world.roleArns[0] } },
  arn(/(log_destination|subscription_filter) role_arn$/, ...world.roleArns),
  arn(/iam_policy_attachment policy_arn$/, ...world.exclusivePolicyArns),
  arn(/role_policy_attachment policy_arn$/, ...world.policyArns),
  arn(/(managed_policy_arns|permissions_boundary)$/, ...world.policyArns),
  any(/attachments_exclusive policy_arns$/, ...world.policyArns),
  arn(/_arns?$/, "arn:aws:s3:::first", "arn:aws:s3:::second"),

  word(/firehose.* destination$/, "splunk", "extended_s3", "iceberg", "opensearchserverless"),
  word(/(extended_s3|redshift)_configuration\.s3_backup_mode$/, "Enabled", "Disabled"),
  word(/splunk_configuration\.s3_backup_mode$/, "AllEvents", "FailedEventsOnly"),
  word(/search(serverless)?_configuration\.s3_backup_mode$/, "AllDocuments", "FailedDocumentsOnly"),
  word(/s3_backup_mode$/, "AllData", "FailedDataOnly"),
  word(/compression_format$/, "GZIP", "Snappy", "HADOOP_SNAPPY"),
  word(/orc_ser_de\.compression$/, "ZLIB", "NONE"),
  word(/parquet_ser_de\.compression$/, "GZIP", "UNCOMPRESSED"),
  word(/index_rotation_period$/, "NoRotation", "OneMonth"),
  word(/processors\.type$/, "Lambda", "Decompression", "AppendDelimiterToRecord"),
  word(/parameter_name$/, "LambdaArn", "JsonParsingEngine", "DataMessageExtraction"),
  word(/content_encoding$/, "GZIP", "NONE"),
  word(/hec_endpoint_type$/, "Event", "Raw"),
  word(/data_loading_option$/, "VARIANT_CONTENT_MAPPING", "JSON_MAPPING", "VARIANT_CONTENT_AND_METADATA_MAPPING"),
  word(/default_document_id_format$/, "NO_DOCUMENT_ID", "FIREHOSE_DEFAULT"),
  word(/connectivity$/, "PUBLIC", "PRIVATE"),
  word(/format_version$/, "V0_11", "V0_12"),
  word(/writer_version$/, "V2", "V1"),
  {
    ...word(/kinesis_stream encryption_type$/, "NONE", "KMS"),
    change: [
      { encryption_type: "KMS", kms_key_id: world.keyArns[0] },
      { encryption_type: "NONE", kms_key_id: null },
    ],
  },
  {
    ...word(/stream_mode$/, "ON_DEMAND", "PROVISIONED"),
    change: [{ stream_mode: "PROVISIONED" }, { stream_mode: "ON_DEMAND" }],
    around: [{ shard_count: 1 }, { shard_count: null }],
  },
  word(/shard_level_metrics$/, "IncomingBytes", "IteratorAgeMilliseconds", "ALL"),
  word(/log_group_class$/, "STANDARD", "INFREQUENT_ACCESS", "DELIVERY"),
  word(/key_usage$/, "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "ENCRYPT_DECRYPT"),
  word(/distribution$/, "Random", "ByLogStream"),
  word(/emit_system_fields$/, "@aws.account", "@aws.region"),

  { of: /retention_in_days$/, bad: [2, 8, 4000], good: [1, 400, 3653, 0] },
  range(/ retention_period$/, 24, 8760),
  range(/max_record_size_in_kib$/, 1024, 10240),
  range(/max_session_duration$/, 3600, 43200),
  range(/deletion_window_in_days$/, 7, 30),
  { ...range(/rotation_period_in_days$/, 90, 2560), beside: { enable_key_rotation: true } },
  range(/retry_duration$/, 0, 7200),
  range(/hec_acknowledgment_timeout$/, 180, 600),
  range(/splunk_configuration\.buffering_interval$/, 0, 60),
  range(/splunk_configuration\.buffering_size$/, 1, 5),
  range(/snowflake_configuration\.buffering_size$/, 1, 128),
  atLeast(/(s3|backup)_configuration\.buffering_size$/, 1),
  range(/buffering_interval$/, 0, 900),
  range(/buffering_size$/, 1, 100),
  atLeast(/block_size_bytes$/, 67_108_864),
  atLeast(/page_size_bytes$/, 65_536),
  atLeast(/row_index_stride$/, 1000),
  atLeast(/stripe_size_bytes$/, 8_388_608),
  any(/(shard_count|warm_throughput_mib_ps|delay_after_policy_creation_in_ms|max_padding_bytes)$/, 1, 2),
  any(/(bloom_filter_false_positive_probability|padding_tolerance|dictionary_key_threshold)$/, 0.25, 0.5),

  length(/error_output_prefix$/, 0, 1024),
  length(/parameter_value$/, 1, 5120),
  length(/custom_time_zone$/, 0, 50),
  length(/type_name$/, 0, 100),
  length(/access_key$/, 0, 4096),
  length(/key_passphrase$/, 7, 255),
  length(/snowflake_configuration.*(column_name|database|schema|table|user|snowflake_role)$/, 1, 255),
  length(/http_endpoint_configuration\.name$/, 1, 256),
  { of: /role description$/, bad: ["x".repeat(1001), "a “quote”"], good: ["", "first", "x".repeat(1000)] },
  { of: /file_extension$/, bad: ["zip", `.${"z".repeat(50)}`], good: ["", ".zip", ".json"] },
  {
    of: /url$/,
    bad: ["http://example.com", `https://${"x".repeat(1000)}`],
    good: ["https://example.com", "https://example.org"],
  },
  {
    of: /read_from_timestamp$/,
    bad: ["2026-01-02", "now"],
    good: ["2026-01-02T03:04:05Z", "2026-02-03T04:05:06Z"],
  },
  { of: /path$/, bad: ["deploy", "/deploy"], good: ["/deploy/", "/release/", "/"] },
  { of: /filter_pattern$/, bad: ["x".repeat(1025)], good: ["ERROR", "WARN", ""] },

  any(/kms_alias target_key_id$/, ...world.keyIds),
  any(/kms_key_policy key_id$/, ...world.policyKeyIds),
  any(/log_group kms_key_id$/, ...world.keyArns),
  {
    ...any(/kinesis_stream kms_key_id$/, ...world.keyArns),
    beside: { encryption_type: "KMS" },
  },
  any(/destination_policy destination_name$/, ...world.destinationNames),
  any(/(log_stream|subscription_filter) log_group_name$/, ...world.logGroupNames),
  any(/_exclusive role_name$/, ...world.exclusiveRoleNames),
  {
    ...any(/policy_names$/, "first", "second"),
    change: [{ policy_names: ["first", "second"] }, { policy_names: ["first"] }],
  },
  any(/iam_role_policy(_attachment)? role$/, ...world.roleNames),
  any(/policy_attachment roles$/, ...world.roleNames),
  {
    of: /kms_alias name(_prefix)?$/,
    bad: ["logs", "alias/aws/logs", "alias/a:b"],
    good: ["alias/logs", "alias/a/b_c"],
  },
  length(/log_group name_prefix$/, 1, 483),
  length(/iam_role name_prefix$/, 1, 38),
  length(/policy name_prefix$/, 1, 102),
  {
    of: /inline_policy\.name$/,
    bad: ["a:b*", "x".repeat(1025)],
    good: ["logs", "other"],
    beside: { policy: JSON.stringify(allow("kinesis:PutRecord")) },
  },
  text(/(cluster|collection|hec)_endpoint$/),
  text(/(cluster_jdbcurl|account_url|private_link_vpce_id|hec_token|private_key|password|username)$/),
  text(/(copy_options|data_table_columns|catalog_id|version_id|schema_configuration\.region|\.prefix)$/),
  text(/(timestamp_formats|column_to_json_key_mappings|bloom_filter_columns|unique_keys|common_attributes\.value)$/),
  text(/(security_group_ids|subnet_ids)$/),
  text(/policy_attachment (users|groups)$/),
  length(/kms_key custom_key_store_id$/, 1, 22),
  { ...length(/kms_key xks_key_id$/, 1, 128), beside: { custom_key_store_id: "x" } },
  word(/kms_key customer_master_key_spec$/, "RSA_2048", "ECC_NIST_P256", "ML_DSA_65", "SYMMETRIC_DEFAULT"),
  length(/kms_key description$/, 0, 8192),
  text(/policy description$/),
  onOff(/(enabled|enable_padding|enable_dictionary_compression|append_only|enable_key_rotation)$/),
  onOff(/(case_insensitive|convert_dots_in_json_keys_to_underscores)$/),
  onOff(/(apply_on_transformed_logs|force_update|skip_destroy|force_detach_policies|enforce_consumer_deletion)$/),
  onOff(/(bypass_policy_lockout_safety_check|multi_region)$/),
  {
    of: /(log_group|log_stream|destination|filter|role|policy|attachment|stream|_arn) name(_prefix)?$/,
    bad: ["a:b*", "x".repeat(1025)],
    good: ["logs", "other"],
  },
  text(/(index|log_group|log_stream|database|table|data_table|topic|common_attributes\.)_?name$/),
];

/** @throws Error where there is none, so that each argument has one */
export function sampleOf(typeName: string, path: string): Sample {
  const sample = samples.find(({ of }) => of.test(`${typeName} ${path}`));
  if (!sample) throw new Error(`no sample of ${typeName} ${path}; add one to samples`);
  return sample;
}

/** An argument of a block before and after a change, with what has to be beside it. */
export function changeOf(typeName: string, path: string, type: Type): readonly [before: Values, after: Values] {
  const { good, beside = {}, change } = sampleOf(typeName, path);
  if (change) return change;
  const name = path.replace(/^.*\./, "");
  const given = good.filter((value) => value !== "");
  // A default would come back also where nothing was kept.
  const isDefault = (value: Value): number => Number(value === defaultOf(typeName, path));
  const [before, after] = [...given].sort((a, b) => isDefault(a) - isDefault(b));
  if (before === undefined || after === undefined) throw new Error(`one sample of ${typeName} ${path}; expected two`);
  return [
    { ...beside, [name]: ofType(type, before) },
    { ...beside, [name]: ofType(type, after) },
  ];
}

function ofType({ kind }: Type, value: Value): Value {
  if (kind === "list" || kind === "set") return [value];
  return kind === "map" ? { key: value } : value;
}
