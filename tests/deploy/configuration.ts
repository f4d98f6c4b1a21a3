import type { Value } from "../../terraform/src/protocol/types.ts";

/** The account that `startWorld` deploys to. */
export const owner = "111122223333";
export const sender = "222233334444";
export const region = "eu-west-1";

export const provider = `provider "aws" {
  region = "${region}"
}
`;

const trust = `jsonencode({
  Version   = "2012-10-17"
  Statement = [{ Effect = "Allow", Principal = { Service = "logs.amazonaws.com" }, Action = "sts:AssumeRole" }]
})`;

interface Central {
  name?: string;
  tags?: string;
  /** What the role may do. */
  action?: string;
  /** Who may subscribe. */
  account?: string;
  resource?: string;
}

/** A destination with what belongs to it, in HCL. */
export function central({
  name = "central",
  tags = "",
  action = "kinesis:PutRecord",
  account = sender,
  resource,
}: Central = {}): string {
  return `
resource "aws_kinesis_stream" "logs" {
  name        = "logs"
  shard_count = 2
}
resource "aws_iam_role" "writer" {
  name               = "writer"
  assume_role_policy = ${trust}
}
resource "aws_iam_role_policy" "write" {
  name   = "write"
  role   = aws_iam_role.writer.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "${action}", Resource = aws_kinesis_stream.logs.arn }]
  })
}
resource "aws_cloudwatch_log_destination" "central" {
  name       = "${name}"
  role_arn   = aws_iam_role.writer.arn
  target_arn = aws_kinesis_stream.logs.arn
  ${tags}
  depends_on = [aws_iam_role_policy.write]
}
resource "aws_cloudwatch_log_destination_policy" "central" {
  destination_name = aws_cloudwatch_log_destination.central.name
  access_policy    = jsonencode({
    Version   = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "${account}" }
      Action    = "logs:PutSubscriptionFilter"
      Resource  = ${resource ?? "aws_cloudwatch_log_destination.central.arn"}
    }]
  })
}
resource "aws_cloudwatch_log_group" "app" {
  name = "/app"
}
resource "aws_cloudwatch_log_subscription_filter" "app" {
  name            = "to-central"
  log_group_name  = aws_cloudwatch_log_group.app.name
  filter_pattern  = ""
  destination_arn = aws_cloudwatch_log_destination.central.arn
  depends_on      = [aws_cloudwatch_log_destination_policy.central]
}
`;
}

/** As Terraform's JSON has it: what is not given is not there. */
export function given(value: Value): unknown {
  if (Array.isArray(value)) return value.map(given);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(members.map(([name, item]) => [name, given(item)]));
}
