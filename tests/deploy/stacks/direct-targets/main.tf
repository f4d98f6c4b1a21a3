provider "aws" {
  region     = "eu-west-1"
  access_key = "111122223333"
  secret_key = "any"
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

data "aws_iam_policy_document" "lambda_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

# A Lambda function, which lets the service in by a permission.
resource "aws_iam_role" "reader" {
  name               = "reader"
  assume_role_policy = data.aws_iam_policy_document.lambda_trust.json
}

resource "aws_lambda_function" "reader" {
  function_name    = "reader"
  role             = aws_iam_role.reader.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = "${path.module}/reader.zip"
  source_code_hash = filebase64sha256("${path.module}/reader.zip")
}

resource "aws_cloudwatch_log_group" "to_function" {
  name = "/to-function"
}

resource "aws_lambda_permission" "logs" {
  statement_id   = "logs"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.reader.function_name
  principal      = "logs.amazonaws.com"
  source_arn     = "${aws_cloudwatch_log_group.to_function.arn}:*"
  source_account = "111122223333"
}

# Nothing orders it behind the permission: as the real provider, it is put again until the permission is there.
resource "aws_cloudwatch_log_subscription_filter" "to_function" {
  name            = "to-function"
  log_group_name  = aws_cloudwatch_log_group.to_function.name
  filter_pattern  = ""
  destination_arn = aws_lambda_function.reader.arn
}

# A Kinesis data stream.
resource "aws_kinesis_stream" "logs" {
  name        = "logs"
  shard_count = 1
}

# A Firehose stream.
resource "aws_s3_bucket" "archive" {
  bucket        = "archive-111122223333"
  force_destroy = true
}

resource "aws_kinesis_firehose_delivery_stream" "logs" {
  name        = "logs"
  destination = "extended_s3"

  extended_s3_configuration {
    role_arn   = aws_iam_role.writer.arn
    bucket_arn = aws_s3_bucket.archive.arn
  }
}

# The sender's own role writes to both.
resource "aws_iam_role" "writer" {
  name               = "writer"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "write" {
  name = "write"
  role = aws_iam_role.writer.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "kinesis:PutRecord", Resource = aws_kinesis_stream.logs.arn },
      { Effect = "Allow", Action = "firehose:PutRecord", Resource = aws_kinesis_firehose_delivery_stream.logs.arn },
    ]
  })
}

resource "aws_cloudwatch_log_group" "to_streams" {
  name = "/to-streams"
}

resource "aws_cloudwatch_log_subscription_filter" "to_stream" {
  for_each = {
    kinesis  = aws_kinesis_stream.logs.arn
    firehose = aws_kinesis_firehose_delivery_stream.logs.arn
  }
  name            = "to-${each.key}"
  log_group_name  = aws_cloudwatch_log_group.to_streams.name
  filter_pattern  = ""
  destination_arn = each.value
  role_arn        = aws_iam_role.writer.arn
  depends_on      = [aws_iam_role_policy.write]
}
