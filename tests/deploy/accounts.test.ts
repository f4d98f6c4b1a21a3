import { expect, test } from "vitest";
import { owner, provider, region, sender } from "./configuration.ts";
import { describeDeploys, startWorld } from "./world.ts";

const count = 12;

/** As many log groups and roles in each alias, so that the calls of both interleave. */
const twoAliases = `
provider "aws" {
  region = "${region}"
  assume_role { role_arn = "arn:aws:iam::${owner}:role/deploy" }
  default_tags { tags = { account = "logging" } }
}
provider "aws" {
  alias      = "workload"
  region     = "us-east-1"
  access_key = "${sender}"
  secret_key = "any"
}
resource "aws_cloudwatch_log_group" "logging" {
  count = ${count}
  name  = "/logging/\${count.index}"
}
resource "aws_cloudwatch_log_group" "workload" {
  provider = aws.workload
  count    = ${count}
  name     = "/workload/\${count.index}"
}
data "aws_caller_identity" "logging" {}
data "aws_caller_identity" "workload" { provider = aws.workload }
data "aws_region" "workload" { provider = aws.workload }
data "aws_partition" "logging" {}
output "who" {
  value = [
    data.aws_caller_identity.logging.arn, data.aws_caller_identity.workload.account_id,
    data.aws_region.workload.region, data.aws_partition.logging.partition,
  ]
}
`;

describeDeploys("accounts and Regions", () => {
  test("two aliases at once have an account and a Region each", async () => {
    const world = await startWorld();
    world.write(twoAliases);
    expect(await world.apply()).toMatchObject({ errors: [], added: 2 * count });
    const names = async (account: string, where: string) => {
      const { logGroups } = await world.client(account, where).describeLogGroups();
      return logGroups.map(({ logGroupName }) => logGroupName.split("/")[1]);
    };
    expect(await names(owner, region)).toEqual(Array(count).fill("logging"));
    expect(await names(sender, "us-east-1")).toEqual(Array(count).fill("workload"));
    expect(await names(owner, "us-east-1")).toEqual([]);
    expect(await names(sender, region)).toEqual([]);
    const resourceArn = `arn:aws:logs:${region}:${owner}:log-group:/logging/0`;
    expect(await world.client(owner).listTagsForResource({ resourceArn })).toEqual({ tags: { account: "logging" } });
    const { stdout } = await world.terraform("output", "-json", "who");
    expect(JSON.parse(stdout)).toEqual([
      `arn:aws:sts::${owner}:assumed-role/deploy/terraform`,
      sender,
      "us-east-1",
      "aws",
    ]);
    expect(await world.plan()).toEqual({});
  });

  test("a resource is created in its own region, and a change of it replaces the resource", async () => {
    const world = await startWorld();
    const groups = (...regions: string[]) =>
      `${provider}resource "aws_cloudwatch_log_group" "app" {\n for_each = toset(${JSON.stringify(regions)})\n name = "/app"\n region = each.key\n}\n`;
    world.write(groups(region, "us-east-1"));
    expect(await world.apply()).toMatchObject({ errors: [], added: 2 });
    for (const where of [region, "us-east-1"]) {
      expect((await world.client(owner, where).describeLogGroups()).logGroups).toHaveLength(1);
    }
    world.write(`${provider}resource "aws_cloudwatch_log_group" "app" {\n name = "/one"\n}\n`);
    await world.apply();
    world.write(
      `${provider.replace(region, "eu-central-1")}resource "aws_cloudwatch_log_group" "app" {\n name = "/one"\n}\n`,
    );
    expect(await world.plan()).toEqual({ "aws_cloudwatch_log_group.app": ["delete", "create"] });
    expect(await world.apply()).toMatchObject({ errors: [], added: 1, removed: 1 });
    expect((await world.client(owner, region).describeLogGroups()).logGroups).toEqual([]);
  });

  test("the account of a role that the same apply creates is used, and no default", async () => {
    const world = await startWorld();
    world.write(`${provider}
resource "aws_iam_role" "deploy" {
  name = "deploy"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "${owner}" }, Action = "sts:AssumeRole" }] })
}
provider "aws" {
  alias = "assumed"
  region = "${region}"
  assume_role { role_arn = aws_iam_role.deploy.arn }
}
resource "aws_cloudwatch_log_group" "app" {
  provider = aws.assumed
  name = "/app"
}
`);
    expect(await world.apply()).toMatchObject({ errors: [], added: 2 });
    expect(await world.state()).toMatchObject({
      "aws_cloudwatch_log_group.app": { arn: `arn:aws:logs:${region}:${owner}:log-group:/app` },
    });
  });
});
