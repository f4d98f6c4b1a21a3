terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.sender]
    }
  }
}

variable "senders" {
  type = map(list(string))
}

module "hub" {
  source   = "../hub"
  accounts = distinct(flatten(values(var.senders)))
}

module "sender" {
  for_each        = var.senders
  source          = "../sender"
  log_groups      = [each.key]
  destination_arn = module.hub.destination_arn
  providers = {
    aws = aws.sender
  }
}
