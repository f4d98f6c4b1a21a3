import type { KeptType } from "./kept-type.ts";

/** The fields of a flow log's default format. */
const flowLogFields = [
  ...["version", "account-id", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport"],
  ...["protocol", "packets", "bytes", "start", "end", "action", "log-status"],
];

/** What watches, writes or reads logs. */
export const logs: Readonly<Record<string, KeptType>> = {
  aws_cloudwatch_metric_alarm: {
    displayName: "CloudWatch Metric Alarm",
    source: "internal/service/cloudwatch/metric_alarm.go",
    nameAttribute: "alarm_name",
    requiresReplace: ["alarm_name"],
    defaults: { actions_enabled: true, treat_missing_data: "missing", "metric_query.return_data": false },
    conflicts: [
      ["extended_statistic", "statistic"],
      ["metric_query", "dimensions"],
      ["metric_query", "extended_statistic"],
      ["metric_query", "metric_name"],
      ["metric_query", "namespace"],
      ["metric_query", "period"],
      ["metric_query", "statistic"],
      ["threshold", "threshold_metric_id"],
    ],
    id: "{alarm_name}",
    computed: { arn: "arn:{partition}:cloudwatch:{region}:{account}:alarm:{alarm_name}" },
  },
  aws_cloudtrail: {
    displayName: "CloudTrail Trail",
    source: "internal/service/cloudtrail/trail.go",
    nameAttribute: "name",
    requiresReplace: ["name"],
    defaults: {
      enable_log_file_validation: false,
      enable_logging: true,
      include_global_service_events: true,
      is_multi_region_trail: false,
      is_organization_trail: false,
      "event_selector.include_management_events": true,
      "event_selector.read_write_type": "All",
    },
    conflicts: [["advanced_event_selector", "event_selector"]],
    id: "arn:{partition}:cloudtrail:{region}:{account}:trail/{name}",
    computed: { arn: "{id}", home_region: "{region}" },
    taken: "TrailAlreadyExistsException",
  },
  aws_flow_log: {
    displayName: "Flow Log",
    source: "internal/service/ec2/vpc_flow_log.go",
    nameAttribute: "id",
    requiresReplace: [
      "deliver_cross_account_role",
      "destination_options",
      "eni_id",
      "iam_role_arn",
      "log_destination",
      "log_destination_type",
      "log_format",
      "max_aggregation_interval",
      "regional_nat_gateway_id",
      "subnet_id",
      "traffic_type",
      "transit_gateway_attachment_id",
      "transit_gateway_id",
      "vpc_id",
    ],
    defaults: {
      log_destination_type: "cloud-watch-logs",
      max_aggregation_interval: 600,
      "destination_options.file_format": "plain-text",
      "destination_options.hive_compatible_partitions": false,
      "destination_options.per_hour_partition": false,
    },
    exactlyOneOf: [
      [
        "eni_id",
        "regional_nat_gateway_id",
        "subnet_id",
        "vpc_id",
        "transit_gateway_id",
        "transit_gateway_attachment_id",
      ],
    ],
    id: "fl-{hex}",
    computed: {
      arn: "arn:{partition}:ec2:{region}:{account}:vpc-flow-log/{id}",
      log_format: () => flowLogFields.map((field) => `\${${field}}`).join(" "),
    },
  },
  aws_cloudwatch_log_metric_filter: {
    displayName: "CloudWatch Logs Metric Filter",
    source: "internal/service/logs/metric_filter.go",
    nameAttribute: "name",
    requiresReplace: ["log_group_name", "name"],
    defaults: { "metric_transformation.unit": "None" },
    // Of two filters of one name in two log groups, each has that id.
    id: "{name}",
    computed: { apply_on_transformed_logs: false },
  },
};
