import type { ResourceType } from "../resource-type/resource-type.ts";
import { destination } from "./destination.ts";
import { destinationPolicy } from "./destination-policy.ts";
import { firehoseStream } from "./firehose-stream.ts";
import { kinesisStream } from "./kinesis-stream.ts";
import { logGroup } from "./log-group.ts";
import { role } from "./role.ts";
import { rolePolicy } from "./role-policy.ts";
import { subscriptionFilter } from "./subscription-filter.ts";

/** By the name that Terraform has for a type. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  aws_cloudwatch_log_destination: destination,
  aws_cloudwatch_log_destination_policy: destinationPolicy,
  aws_cloudwatch_log_group: logGroup,
  aws_cloudwatch_log_subscription_filter: subscriptionFilter,
  aws_iam_role: role,
  aws_iam_role_policy: rolePolicy,
  aws_kinesis_firehose_delivery_stream: firehoseStream,
  aws_kinesis_stream: kinesisStream,
};
