provider "aws" {
  region     = "eu-west-1"
  access_key = "111122223333"
  secret_key = "any"
}

resource "aws_kinesis_stream" "logs" {
  name             = "central-logs"
  shard_count      = 2
  retention_period = 48
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
    actions   = ["kinesis:PutRecord", "kinesis:PutRecords"]
    resources = [aws_kinesis_stream.logs.arn]
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
  name       = "central"
  role_arn   = aws_iam_role.writer.arn
  target_arn = aws_kinesis_stream.logs.arn
  depends_on = [aws_iam_role_policy.write]
}

locals {
  accounts = ["222233334444", "100000000000", "100000001111", "100000002222", "100000003333", "100000004444", "100000005555", "100000006666", "100000007777", "100000008888", "100000009999", "100000011110", "100000012221", "100000013332", "100000014443", "100000015554", "100000016665", "100000017776", "100000018887", "100000019998", "100000021109", "100000022220", "100000023331", "100000024442", "100000025553", "100000026664"]
}

data "aws_iam_policy_document" "access" {
  dynamic "statement" {
    for_each = local.accounts
    content {
      sid       = "Account${statement.value}"
      effect    = "Allow"
      actions   = ["logs:PutSubscriptionFilter"]
      resources = [aws_cloudwatch_log_destination.central.arn]
      principals {
        type        = "AWS"
        identifiers = [statement.value]
      }
    }
  }
}

resource "aws_cloudwatch_log_destination_policy" "central" {
  destination_name = aws_cloudwatch_log_destination.central.name
  access_policy    = data.aws_iam_policy_document.access.json
}

provider "aws" {
  alias  = "sender"
  region = "eu-west-1"
  assume_role {
    role_arn = "arn:aws:iam::222233334444:role/deploy"
  }
}

resource "aws_cloudwatch_log_group" "app" {
  provider          = aws.sender
  name              = "/app"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_subscription_filter" "app" {
  provider        = aws.sender
  name            = "central"
  log_group_name  = aws_cloudwatch_log_group.app.name
  filter_pattern  = ""
  destination_arn = aws_cloudwatch_log_destination.central.arn
  depends_on      = [aws_cloudwatch_log_destination_policy.central]
}
