provider "aws" {
  region     = "eu-west-1"
  access_key = "111122223333"
  secret_key = "any"
}

data "aws_ssm_parameter" "organization" {
  name = "/logging/organization"
}

data "aws_iam_role" "writer" {
  name = "company-logs-writer"
}

data "aws_kinesis_stream" "logs" {
  name = "company-logs"
}

resource "aws_cloudwatch_log_destination" "central" {
  name       = "central"
  role_arn   = data.aws_iam_role.writer.arn
  target_arn = data.aws_kinesis_stream.logs.arn
}

resource "aws_cloudwatch_log_destination_policy" "central" {
  destination_name = aws_cloudwatch_log_destination.central.name
  access_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "logs:PutSubscriptionFilter"
      Resource  = aws_cloudwatch_log_destination.central.arn
      Condition = { StringEquals = { "aws:PrincipalOrgID" = nonsensitive(data.aws_ssm_parameter.organization.value) } }
    }]
  })
}
