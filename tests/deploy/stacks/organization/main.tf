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
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalOrgID"
      values   = ["o-a1b2c3d4e5"]
    }
    actions   = ["logs:PutSubscriptionFilter"]
    resources = [aws_cloudwatch_log_destination.central.arn]
  }
}

resource "aws_cloudwatch_log_destination_policy" "central" {
  destination_name = aws_cloudwatch_log_destination.central.name
  access_policy    = data.aws_iam_policy_document.access.json
}

resource "aws_iam_role" "sender" {
  provider           = aws.sender
  name               = "to-central-logs"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "sender" {
  provider = aws.sender
  name     = "put"
  role     = aws_iam_role.sender.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "logs:PutLogEvents", Resource = "${aws_cloudwatch_log_group.app.arn}:*" }]
  })
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
  role_arn        = aws_iam_role.sender.arn
  depends_on      = [aws_cloudwatch_log_destination_policy.central]
}
