import { unknown, type Values } from "../../../terraform/src/protocol/types.ts";
import { owner } from "../../local/wire.ts";
import { type Resource, region } from "./simulated-terraform.ts";

export const roleArn = `arn:aws:iam::${owner}:role/writer`;
export const streamArn = `arn:aws:kinesis:${region}:${owner}:stream/logs`;
export const destinationArn = `arn:aws:logs:${region}:${owner}:destination:central`;

const policyOf = (...statements: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });

export const stream: Resource = { type: "aws_kinesis_stream", values: { name: "logs", shard_count: 1 } };

export const role: Resource = {
  type: "aws_iam_role",
  values: {
    name: "writer",
    assume_role_policy: policyOf({
      Effect: "Allow",
      Principal: { Service: "logs.amazonaws.com" },
      Action: "sts:AssumeRole",
    }),
  },
};

/** The policy of the role; `planned` is it before the stream's ARN is known. */
export function rolePolicy(more: Values = {}): { planned: Resource; applied: Resource } {
  const values = { name: "write", role: "writer", ...more };
  const policy = policyOf({ Effect: "Allow", Action: "kinesis:PutRecord", Resource: streamArn });
  const type = "aws_iam_role_policy";
  return {
    planned: { type, values: { ...values, policy: unknown } },
    applied: { type, values: { policy, ...values, ...more } },
  };
}

export function destination(name = "central"): { planned: Resource; applied: Resource } {
  const type = "aws_cloudwatch_log_destination";
  return {
    planned: { type, values: { name, role_arn: unknown, target_arn: unknown } },
    applied: { type, values: { name, role_arn: roleArn, target_arn: streamArn } },
  };
}

export const accessPolicy: Resource = {
  type: "aws_cloudwatch_log_destination_policy",
  values: {
    destination_name: "central",
    access_policy: policyOf({
      Effect: "Allow",
      Principal: { AWS: owner },
      Action: "logs:PutSubscriptionFilter",
      Resource: destinationArn,
    }),
  },
};

export const logGroup: Resource = { type: "aws_cloudwatch_log_group", values: { name: "/app" } };

export const filter: Resource = {
  type: "aws_cloudwatch_log_subscription_filter",
  values: { name: "app", log_group_name: "/app", filter_pattern: "", destination_arn: destinationArn },
};
