import { lambdaFunctionArn } from "../arns.ts";
import type { Value } from "../protocol/types.ts";
import type { KeptType, Place } from "./kept-type.ts";
import { knownFunction, knownPermission } from "./known-functions.ts";

const functionArn = "arn:{partition}:lambda:{region}:{account}:function:{function_name}";

/** The ARN of a function that is named, or given by its ARN. */
function arnOfFunction(name: Value | undefined, place: Place): string {
  return String(name).startsWith("arn:") ? String(name) : lambdaFunctionArn(place, String(name));
}

/** Functions and what calls them. */
export const compute: Readonly<Record<string, KeptType>> = {
  aws_lambda_function: {
    displayName: "Lambda Function",
    source: "internal/service/lambda/function.go",
    nameAttribute: "function_name",
    requiresReplace: ["function_name", "package_type", "tenancy_config"],
    defaults: {
      memory_size: 128,
      package_type: "Zip",
      publish: false,
      reserved_concurrent_executions: -1,
      skip_destroy: false,
      timeout: 3,
      "durable_config.retention_period": 14,
      "logging_config.application_log_level": "",
      "logging_config.system_log_level": "",
      "vpc_config.ipv6_allowed_for_dual_stack": false,
    },
    exactlyOneOf: [["filename", "image_uri", "s3_bucket"]],
    conflicts: [
      ["s3_object_version", "filename"],
      ["s3_object_version", "image_uri"],
      ["source_kms_key_arn", "image_uri"],
    ],
    id: "{function_name}",
    computed: {
      architectures: () => ["x86_64"],
      arn: functionArn,
      invoke_arn: "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations",
      response_streaming_invoke_arn:
        "arn:{partition}:apigateway:{region}:lambda:path/2021-11-15/functions/{arn}/response-streaming-invocations",
      version: "$LATEST",
      qualified_arn: "{arn}:{version}",
      qualified_invoke_arn:
        "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{qualified_arn}/invocations",
      source_code_size: 1,
    },
    known: knownFunction,
    taken: "ResourceConflictException",
  },
  aws_lambda_alias: {
    displayName: "Lambda Alias",
    source: "internal/service/lambda/alias.go",
    nameAttribute: "name",
    requiresReplace: ["function_name", "name"],
    id: ({ function_name, name }, place) => `${arnOfFunction(function_name, place)}:${String(name)}`,
    computed: {
      arn: "{id}",
      invoke_arn: "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations",
    },
    taken: "ResourceConflictException",
  },
  aws_lambda_permission: {
    displayName: "Lambda Permission",
    source: "internal/service/lambda/permission.go",
    nameAttribute: "statement_id",
    requiresReplace: [
      "action",
      "event_source_token",
      "function_name",
      "function_url_auth_type",
      "invoked_via_function_url",
      "principal",
      "principal_org_id",
      "qualifier",
      "source_account",
      "source_arn",
      "statement_id",
      "statement_id_prefix",
    ],
    id: "{statement_id}",
    known: knownPermission,
  },
  aws_lambda_event_source_mapping: {
    displayName: "Lambda Event Source Mapping",
    source: "internal/service/lambda/event_source_mapping.go",
    nameAttribute: "function_name",
    requiresReplace: [
      "amazon_managed_kafka_event_source_config",
      "event_source_arn",
      "queues",
      "self_managed_event_source",
      "self_managed_kafka_event_source_config",
      "starting_position",
      "starting_position_timestamp",
      "topics",
    ],
    defaults: { enabled: true, "document_db_event_source_config.full_document": "Default" },
    exactlyOneOf: [["event_source_arn", "self_managed_event_source"]],
    conflicts: [
      ["amazon_managed_kafka_event_source_config", "self_managed_event_source"],
      ["amazon_managed_kafka_event_source_config", "self_managed_kafka_event_source_config"],
      ["self_managed_kafka_event_source_config", "event_source_arn"],
    ],
    id: "{uuid}",
    computed: {
      uuid: "{id}",
      arn: "arn:{partition}:lambda:{region}:{account}:event-source-mapping:{id}",
      function_arn: ({ function_name: name }, place) => arnOfFunction(name, place),
      maximum_record_age_in_seconds: -1,
      maximum_retry_attempts: -1,
      parallelization_factor: 1,
      state: ({ enabled }) => (enabled === false ? "Disabled" : "Enabled"),
      state_transition_reason: "USER_INITIATED",
    },
  },
};
