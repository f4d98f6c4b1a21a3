variable "third" {
  type = number
}

variable "rest" {
  type = number
}

provider "aws" {
  region     = "eu-west-1"
  access_key = "111122223333"
  secret_key = "any"
}

resource "aws_kinesis_stream" "logs" {
  name        = "logs"
  shard_count = 1
}

resource "aws_iam_role" "writer" {
  name = "writer"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "logs.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "write" {
  name = "write"
  role = aws_iam_role.writer.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "kinesis:PutRecord", Resource = aws_kinesis_stream.logs.arn }]
  })
}

resource "aws_cloudwatch_log_destination" "each" {
  count      = var.third
  name       = "central-${count.index}"
  role_arn   = aws_iam_role.writer.arn
  target_arn = aws_kinesis_stream.logs.arn
  depends_on = [aws_iam_role_policy.write]
}

resource "aws_cloudwatch_log_group" "each" {
  count = var.third
  name  = "/app/${count.index}"
}

resource "aws_cloudwatch_log_subscription_filter" "each" {
  count           = var.rest
  name            = "central-${count.index}"
  log_group_name  = aws_cloudwatch_log_group.each[count.index % var.third].name
  filter_pattern  = ""
  destination_arn = aws_kinesis_stream.logs.arn
  role_arn        = aws_iam_role.writer.arn
  depends_on      = [aws_iam_role_policy.write]
}
