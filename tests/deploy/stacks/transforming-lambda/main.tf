provider "aws" {
  region     = "eu-west-1"
  access_key = "111122223333"
  secret_key = "any"
}

resource "aws_s3_bucket" "archive" {
  bucket        = "central-logs-archive-111122223333"
  force_destroy = true
}

data "aws_iam_policy_document" "firehose_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["firehose.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = ["111122223333"]
    }
  }
}

data "aws_iam_policy_document" "archive" {
  statement {
    actions   = ["s3:AbortMultipartUpload", "s3:GetBucketLocation", "s3:ListBucket", "s3:PutObject"]
    resources = [aws_s3_bucket.archive.arn, "${aws_s3_bucket.archive.arn}/*"]
  }
}

resource "aws_iam_role" "delivery" {
  name               = "central-logs-delivery"
  assume_role_policy = data.aws_iam_policy_document.firehose_trust.json
}

resource "aws_iam_role_policy" "delivery" {
  name   = "archive"
  role   = aws_iam_role.delivery.id
  policy = data.aws_iam_policy_document.archive.json
}

resource "aws_kinesis_firehose_delivery_stream" "logs" {
  name        = "central-logs"
  destination = "extended_s3"

  extended_s3_configuration {
    role_arn            = aws_iam_role.delivery.arn
    bucket_arn          = aws_s3_bucket.archive.arn
    buffering_size      = 64
    compression_format  = "UNCOMPRESSED"
    prefix              = "logs/!{timestamp:yyyy/MM/dd}/"
    error_output_prefix = "errors/!{firehose:error-output-type}/"

    processing_configuration {
      enabled = true
      processors {
        type = "Lambda"
        parameters {
          parameter_name  = "LambdaArn"
          parameter_value = "${aws_lambda_function.transform.arn}:$LATEST"
        }
      }
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

resource "aws_iam_role" "transform" {
  name               = "central-logs-transform"
  assume_role_policy = data.aws_iam_policy_document.lambda_trust.json
}

resource "aws_iam_role_policy_attachment" "transform" {
  role       = aws_iam_role.transform.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_cloudwatch_log_group" "transform" {
  name              = "/aws/lambda/central-logs-transform"
  retention_in_days = 14
}

resource "aws_lambda_function" "transform" {
  function_name    = "central-logs-transform"
  role             = aws_iam_role.transform.arn
  runtime          = "nodejs20.x"
  handler          = "index.handler"
  filename         = "${path.module}/transform.zip"
  source_code_hash = filebase64sha256("${path.module}/transform.zip")
  timeout          = 60

  environment {
    variables = {
      FORMAT = "json"
    }
  }
}

resource "aws_lambda_permission" "firehose" {
  statement_id  = "firehose"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.transform.function_name
  principal     = "firehose.amazonaws.com"
  source_arn    = aws_kinesis_firehose_delivery_stream.logs.arn
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
    actions   = ["firehose:PutRecord", "firehose:PutRecordBatch"]
    resources = [aws_kinesis_firehose_delivery_stream.logs.arn]
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
  target_arn = aws_kinesis_firehose_delivery_stream.logs.arn
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
