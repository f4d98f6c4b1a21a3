terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "log_groups" {
  type = set(string)
}

variable "destination_arn" {
  type = string
}

resource "aws_cloudwatch_log_group" "app" {
  for_each = var.log_groups
  name     = each.key
}

resource "aws_cloudwatch_log_subscription_filter" "app" {
  for_each        = var.log_groups
  name            = "central"
  log_group_name  = aws_cloudwatch_log_group.app[each.key].name
  filter_pattern  = "ERROR"
  destination_arn = var.destination_arn
}
