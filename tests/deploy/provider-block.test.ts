import { expect, test } from "vitest";
import { owner, provider, region, sender } from "./configuration.ts";
import { describeDeploys, startWorld } from "./world.ts";

const group = (tags = "") => `resource "aws_cloudwatch_log_group" "app" {\n  name = "/app"\n  ${tags}\n}\n`;
const block = (...body: string[]) => `provider "aws" {\n  region = "${region}"\n  ${body.join("\n  ")}\n}\n`;
const resourceArn = `arn:aws:logs:${region}:${owner}:log-group:/app`;

describeDeploys("the provider block", () => {
  test("ignored tags are no change, whoever has made or changed them", async () => {
    const world = await startWorld();
    const ignoring = (patched: string) =>
      block(
        `default_tags {\n tags = { patched = "${patched}", team = "logs" }\n }`,
        'ignore_tags {\n keys = ["patched"]\n key_prefixes = ["c7n:"]\n }',
      );
    world.write(ignoring("monday") + group('tags = { stage = "test" }'));
    expect(await world.apply()).toMatchObject({ errors: [], warnings: [], added: 1 });
    const api = world.client();
    expect((await api.listTagsForResource({ resourceArn })).tags).toEqual({
      patched: "monday",
      team: "logs",
      stage: "test",
    });
    await api.tagResource({ resourceArn, tags: { "c7n:ticket": "1", patched: "by hand" } });
    world.write(ignoring("tuesday") + group('tags = { stage = "test" }'));
    expect(await world.plan()).toEqual({});
    expect((await world.state())["aws_cloudwatch_log_group.app"]).toMatchObject({
      tags: { stage: "test" },
      tags_all: { stage: "test", team: "logs" },
    });
    // Another change leaves them as they are.
    world.write(ignoring("tuesday") + group('tags = { stage = "live" }'));
    expect(await world.apply()).toMatchObject({ errors: [], changed: 1 });
    expect((await api.listTagsForResource({ resourceArn })).tags).toEqual({
      patched: "by hand",
      "c7n:ticket": "1",
      team: "logs",
      stage: "live",
    });
    expect(await world.plan()).toEqual({});
  });

  test("tags are an empty map once the last is taken away, and null where all values are", async () => {
    const world = await startWorld();
    const tags = async () => (await world.state())["aws_cloudwatch_log_group.app"]?.tags;
    world.write(provider + group("tags = { stage = null }"));
    expect(await world.apply()).toMatchObject({ errors: [], added: 1 });
    expect(await tags()).toBeNull();
    world.write(provider + group('tags = { stage = "test" }'));
    await world.apply();
    world.write(`${provider}${group()}output "count" {\n value = length(aws_cloudwatch_log_group.app.tags)\n}\n`);
    expect(await world.apply()).toMatchObject({ errors: [], changed: 1 });
    expect(await tags()).toEqual({});
    expect(await world.plan()).toEqual({});
  });

  test("a block as LocalStack's documentation has it applies, with a warning about its endpoints", async () => {
    const world = await startWorld();
    const endpoints = 'endpoints {\n logs = "http://localhost:4566"\n iam = "http://localhost:4566"\n }';
    const keys = ['access_key = "test"', 'secret_key = "test"', "skip_credentials_validation = true"];
    world.write(
      block(...keys, "skip_metadata_api_check = true", "skip_requesting_account_id = true", endpoints) + group(),
    );
    const applied = await world.apply();
    expect(applied).toMatchObject({ errors: [], added: 1 });
    // Terraform reads a block several times.
    expect([...new Set(applied.warnings)]).toEqual([expect.stringContaining("endpoints: iam, logs [LD4553]")]);
    expect((await world.client("000000000000").describeLogGroups()).logGroups).toHaveLength(1);
  });

  test("a Region that there is not, and one of another partition, are refused by the plan", async () => {
    const world = await startWorld();
    world.write(provider.replace(region, "eu-wst-1") + group());
    await expect(world.plan()).rejects.toThrow("invalid AWS Region: eu-wst-1");
    world.write(provider + group('region = "cn-north-1"'));
    await expect(world.plan()).rejects.toThrow(/partition \(aws-cn\) for per-resource Region \(cn-north-1\)/);
    world.write(`${provider}data "aws_caller_identity" "me" {}\ndata "aws_partition" "here" {}\n${group()}`);
    expect(await world.plan()).toMatchObject({ "aws_cloudwatch_log_group.app": ["create"] });
  });

  test("the provider's functions are called in the configuration, and their errors have its words", async () => {
    const world = await startWorld();
    const output = (name: string, value: string) => `output "${name}" {\n  value = ${value}\n}\n`;
    const role = `arn:aws:iam::${sender}:role/deep/path/deploy`;
    world.write(
      [
        'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n',
        provider,
        output("account", `provider::aws::arn_parse("${role}").account_id`),
        output("role", `provider::aws::trim_iam_role_path("${role}")`),
        output("built", 'provider::aws::arn_build("aws", "s3", "", "", "bucket")'),
        output("agent", 'provider::aws::user_agent("module", "1.0", "")'),
      ].join(""),
    );
    expect(await world.apply()).toMatchObject({ errors: [] });
    const outputs = JSON.parse((await world.terraform("output", "-json")).stdout);
    expect(Object.fromEntries(Object.keys(outputs).map((name) => [name, outputs[name].value]))).toEqual({
      account: sender,
      role: `arn:aws:iam::${sender}:role/deploy`,
      built: "arn:aws:s3:::bucket",
      agent: "module/1.0",
    });
    world.write(
      `terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n${output("bad", 'provider::aws::arn_parse("bucket")')}`,
    );
    await expect(world.plan()).rejects.toThrow("arn: invalid prefix");
  });
});
