provider "aws" {
  region     = "eu-west-1"
  access_key = "111122223333"
  secret_key = "any"
}

locals {
  regions = toset(["eu-west-1", "eu-central-1"])
}

resource "aws_kinesis_stream" "logs" {
  for_each    = local.regions
  region      = each.key
  name        = "central-logs"
  shard_count = 1
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["logs.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "write" {
  statement {
    actions   = ["kinesis:PutRecord"]
    resources = ["arn:aws:kinesis:*:111122223333:stream/central-logs"]
  }
}

resource "aws_iam_role" "writer" {
  name               = "central-logs-writer"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "write" {
  name   = "write"
  role   = aws_iam_role.writer.id
  policy = data.aws_iam_policy_document.write.json
}

resource "aws_cloudwatch_log_destination" "central" {
  for_each   = local.regions
  region     = each.key
  name       = "central"
  role_arn   = aws_iam_role.writer.arn
  target_arn = aws_kinesis_stream.logs[each.key].arn
}

resource "aws_cloudwatch_log_destination_policy" "central" {
  for_each         = local.regions
  region           = each.key
  destination_name = aws_cloudwatch_log_destination.central[each.key].name
  access_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "222233334444" }
      Action    = "logs:PutSubscriptionFilter"
      Resource  = aws_cloudwatch_log_destination.central[each.key].arn
    }]
  })
}
