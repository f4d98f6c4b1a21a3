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

data "aws_iam_policy_document" "access" {
  statement {
    effect = "Allow"
    principals {
      type        = "AWS"
      identifiers = ["222233334444"]
    }
    actions   = ["logs:PutSubscriptionFilter"]
    resources = [aws_cloudwatch_log_destination.central.arn]
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
  name              = "/vpc/flow-logs"
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

data "aws_iam_policy_document" "flow_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["vpc-flow-logs.amazonaws.com"]
    }
  }
}

resource "aws_vpc" "main" {
  provider   = aws.sender
  cidr_block = "10.0.0.0/16"
}

resource "aws_iam_role" "flow" {
  provider           = aws.sender
  name               = "flow-logs"
  assume_role_policy = data.aws_iam_policy_document.flow_trust.json
}

resource "aws_flow_log" "main" {
  provider        = aws.sender
  vpc_id          = aws_vpc.main.id
  iam_role_arn    = aws_iam_role.flow.arn
  log_destination = aws_cloudwatch_log_group.app.arn
  traffic_type    = "REJECT"
}
