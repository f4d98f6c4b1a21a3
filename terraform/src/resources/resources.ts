import type { ResourceType } from "../resource-type/resource-type.ts";
import { accountPolicy } from "./account-policy.ts";
import { destination } from "./destination.ts";
import { destinationPolicy } from "./destination-policy.ts";
import { firehoseStream } from "./firehose-stream.ts";
import { kinesisStream } from "./kinesis-stream.ts";
import { kmsAlias } from "./kms-alias.ts";
import { kmsKey } from "./kms-key.ts";
import { kmsKeyPolicy } from "./kms-key-policy.ts";
import { logGroup } from "./log-group.ts";
import { logStream } from "./log-stream.ts";
import { policy } from "./policy.ts";
import { policyAttachment } from "./policy-attachment.ts";
import { role } from "./role.ts";
import { rolePoliciesExclusive, rolePolicyAttachmentsExclusive } from "./role-exclusives.ts";
import { rolePolicy } from "./role-policy.ts";
import { rolePolicyAttachment } from "./role-policy-attachment.ts";
import { subscriptionFilter } from "./subscription-filter.ts";

/** By the name that Terraform has for a type. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  aws_cloudwatch_log_account_policy: accountPolicy,
  aws_cloudwatch_log_destination: destination,
  aws_cloudwatch_log_destination_policy: destinationPolicy,
  aws_cloudwatch_log_group: logGroup,
  aws_cloudwatch_log_stream: logStream,
  aws_cloudwatch_log_subscription_filter: subscriptionFilter,
  aws_iam_policy: policy,
  aws_iam_policy_attachment: policyAttachment,
  aws_iam_role: role,
  aws_iam_role_policies_exclusive: rolePoliciesExclusive,
  aws_iam_role_policy: rolePolicy,
  aws_iam_role_policy_attachment: rolePolicyAttachment,
  aws_iam_role_policy_attachments_exclusive: rolePolicyAttachmentsExclusive,
  aws_kinesis_firehose_delivery_stream: firehoseStream,
  aws_kinesis_stream: kinesisStream,
  aws_kms_alias: kmsAlias,
  aws_kms_key: kmsKey,
  aws_kms_key_policy: kmsKeyPolicy,
};
