import type { KeptType } from "./kept-type.ts";

/** Topics, queues and events. */
export const messaging: Readonly<Record<string, KeptType>> = {
  aws_sns_topic: {
    displayName: "SNS Topic",
    source: "internal/service/sns/topic.go",
    nameAttribute: "name",
    requiresReplace: ["fifo_topic", "name", "name_prefix"],
    defaults: { content_based_deduplication: false, fifo_topic: false },
    id: "arn:{partition}:sns:{region}:{account}:{name}",
    computed: { arn: "{id}", owner: "{account}" },
  },
  aws_sqs_queue: {
    displayName: "SQS Queue",
    source: "internal/service/sqs/queue.go",
    nameAttribute: "name",
    requiresReplace: ["fifo_queue", "name", "name_prefix"],
    defaults: {
      content_based_deduplication: false,
      delay_seconds: 0,
      fifo_queue: false,
      max_message_size: 262_144,
      message_retention_seconds: 345_600,
      receive_wait_time_seconds: 0,
      visibility_timeout_seconds: 30,
    },
    conflicts: [["kms_master_key_id", "sqs_managed_sse_enabled"]],
    id: "https://sqs.{region}.{dns}/{account}/{name}",
    computed: {
      arn: "arn:{partition}:sqs:{region}:{account}:{name}",
      url: "{id}",
      kms_data_key_reuse_period_seconds: 300,
      sqs_managed_sse_enabled: ({ kms_master_key_id: key }) => key === null,
    },
  },
  aws_cloudwatch_event_rule: {
    displayName: "EventBridge Rule",
    source: "internal/service/events/rule.go",
    nameAttribute: "name",
    requiresReplace: ["event_bus_name", "name", "name_prefix"],
    defaults: { event_bus_name: "default", force_destroy: false },
    conflicts: [["is_enabled", "state"]],
    id: ({ event_bus_name: bus, name }) => (bus === "default" ? String(name) : `${String(bus)}/${String(name)}`),
    computed: {
      arn: ({ id }, { partition, region, account }) =>
        `arn:${partition}:events:${region}:${account}:rule/${String(id)}`,
    },
  },
  aws_cloudwatch_event_target: {
    displayName: "EventBridge Target",
    source: "internal/service/events/target.go",
    nameAttribute: "target_id",
    requiresReplace: ["event_bus_name", "rule", "target_id"],
    defaults: {
      event_bus_name: "default",
      force_destroy: false,
      "ecs_target.enable_ecs_managed_tags": false,
      "ecs_target.enable_execute_command": false,
      "ecs_target.task_count": 1,
      "ecs_target.network_configuration.assign_public_ip": false,
    },
    conflicts: [["input", "input_path", "input_transformer"]],
    id: "{rule}-{target_id}",
  },
};
