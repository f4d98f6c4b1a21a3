provider "aws" {
  alias      = "ireland"
  region     = "eu-west-1"
  access_key = "111122223333"
  secret_key = "any"
}

module "ireland" {
  source   = "./hub"
  accounts = ["222233334444"]
  providers = {
    aws = aws.ireland
  }
}

provider "aws" {
  alias      = "virginia"
  region     = "us-east-1"
  access_key = "111122223333"
  secret_key = "any"
}

module "virginia" {
  source   = "./hub"
  accounts = ["222233334444"]
  providers = {
    aws = aws.virginia
  }
}

provider "aws" {
  alias  = "sender_us"
  region = "us-east-1"
  assume_role {
    role_arn = "arn:aws:iam::222233334444:role/deploy"
  }
}

module "sender" {
  source          = "./sender"
  log_groups      = ["/app"]
  destination_arn = module.virginia.destination_arn
  providers = {
    aws = aws.sender_us
  }
}
