provider "aws" {
  region     = "eu-west-1"
  access_key = "111122223333"
  secret_key = "any"
}

provider "aws" {
  alias  = "sender"
  region = "eu-west-1"
  assume_role {
    role_arn = "arn:aws:iam::222233334444:role/deploy"
  }
}

module "logging" {
  source = "./logging"
  senders = {
    "/app/web"    = ["222233334444"]
    "/app/worker" = ["222233334444"]
  }
  providers = {
    aws        = aws
    aws.sender = aws.sender
  }
}
