provider "aws" {
  region     = "eu-west-1"
  access_key = "111122223333"
  secret_key = "any"
}

data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "key" {
  statement {
    sid       = "Account"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
  statement {
    sid       = "Logs"
    actions   = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
    resources = ["*"]
    principals {
      type        = "Service"
      identifiers = ["logs.eu-west-1.amazonaws.com"]
    }
  }
}

resource "aws_kms_key" "logs" {
  description             = "Central logs"
  deletion_window_in_days = 7
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "logs" {
  name          = "alias/central-logs"
  target_key_id = aws_kms_key.logs.key_id
}

resource "aws_kinesis_stream" "logs" {
  name            = "central-logs"
  encryption_type = "KMS"
  kms_key_id      = aws_kms_key.logs.arn
  stream_mode_details {
    stream_mode = "ON_DEMAND"
  }
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
    resources = [aws_kinesis_stream.logs.arn]
  }
  statement {
    actions   = ["kms:GenerateDataKey"]
    resources = [aws_kms_key.logs.arn]
    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["kinesis.eu-west-1.amazonaws.com"]
    }
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
