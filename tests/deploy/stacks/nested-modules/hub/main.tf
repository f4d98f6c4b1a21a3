terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "accounts" {
  type = list(string)
}

data "aws_region" "current" {}

resource "aws_kinesis_stream" "logs" {
  name        = "central-logs"
  shard_count = 1
}

resource "aws_iam_role" "writer" {
  name_prefix = "central-logs-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "logs.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "write" {
  name_prefix = "write-"
  role        = aws_iam_role.writer.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "kinesis:PutRecord", Resource = aws_kinesis_stream.logs.arn }]
  })
}

resource "aws_cloudwatch_log_destination" "central" {
  name       = "central-${data.aws_region.current.region}"
  role_arn   = aws_iam_role.writer.arn
  target_arn = aws_kinesis_stream.logs.arn
}

resource "aws_cloudwatch_log_destination_policy" "central" {
  destination_name = aws_cloudwatch_log_destination.central.name
  access_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = var.accounts }
      Action    = ["logs:PutSubscriptionFilter", "logs:PutAccountPolicy"]
      Resource  = aws_cloudwatch_log_destination.central.arn
    }]
  })
}

output "destination_arn" {
  value      = aws_cloudwatch_log_destination.central.arn
  depends_on = [aws_cloudwatch_log_destination_policy.central]
}
