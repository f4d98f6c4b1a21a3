import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { schemaVersion } from "../../terraform/src/schema/schema-message.ts";
import { central, owner, provider, region } from "./configuration.ts";
import { describeDeploys, startWorld, type World } from "./world.ts";

const resource = (type: string, name: string, ...body: string[]) =>
  `resource "${type}" "${name}" {\n  ${body.join("\n  ")}\n}\n`;
const group = (...body: string[]) => resource("aws_cloudwatch_log_group", "app", ...body);
const stream = (...body: string[]) => resource("aws_kinesis_stream", "logs", 'name = "logs"', ...body);
const role = (...body: string[]) =>
  resource(
    "aws_iam_role",
    "writer",
    'assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "logs.amazonaws.com" }, Action = "sts:AssumeRole" }] })',
    ...body,
  );
const toS3 = `extended_s3_configuration {\n bucket_arn = "arn:aws:s3:::a"\n role_arn = "arn:aws:iam::${owner}:role/w"\n }`;
const firehose = (...body: string[]) =>
  resource(
    "aws_kinesis_firehose_delivery_stream",
    "logs",
    'name = "logs"',
    'destination = "extended_s3"',
    toS3,
    ...body,
  );

async function deployed(configuration: string): Promise<World> {
  const world = await startWorld();
  world.write(provider + configuration);
  expect(await world.apply()).toMatchObject({ errors: [] });
  expect(await world.plan()).toEqual({});
  return world;
}

async function rewriteState(world: World, change: (state: { resources: { instances: object[] }[] }) => void) {
  const state = JSON.parse((await world.terraform("state", "pull")).stdout);
  change(state);
  writeFileSync(join(world.folder, "terraform.tfstate"), JSON.stringify(state));
}

describeDeploys("as with the real provider", () => {
  test("states have a version above the real provider's, and states of older versions still work", async () => {
    const world = await deployed(central());
    await rewriteState(world, ({ resources }) => {
      for (const { instances } of resources) {
        for (const instance of instances) {
          expect(instance).toMatchObject({ schema_version: schemaVersion });
          Object.assign(instance, { schema_version: 0 });
        }
      }
    });
    expect(await world.plan()).toEqual({});
    // As a provider of version 0 would find it, with one more than there is: terraform itself refuses.
    await rewriteState(world, ({ resources }) => {
      for (const { instances } of resources) Object.assign(instances[0] ?? {}, { schema_version: schemaVersion + 1 });
    });
    const { errors } = await world.apply("-destroy");
    expect(errors).toContainEqual(expect.stringContaining("managed by newer provider version"));
    expect((await world.client().describeDestinations()).destinations).toHaveLength(1);
  });

  test.each([
    ["tags", group('name = "/app"'), group('name = "/app"', "tags = {}")],
    ["a key", stream("shard_count = 1"), stream("shard_count = 1", 'kms_key_id = ""')],
    ["a description", role('name = "w"'), role('name = "w"', 'description = ""')],
  ])("no %s, and empty ones, are the same", async (_, none, empty) => {
    const world = await deployed(none);
    world.write(provider + empty);
    expect(await world.plan()).toEqual({});
    const other = await deployed(empty);
    other.write(provider + none);
    expect(await other.plan()).toEqual({});
  });

  test("tags that are null count as absent", async () => {
    const world = await startWorld();
    const tags = "default_tags {\n tags = {\n  c = null\n  d = 1\n }\n}";
    world.write(provider.replace("\n}", `\n${tags}\n}`) + group('name = "/app"', 'tags = { a = "x", b = null }'));
    expect(await world.apply()).toMatchObject({ errors: [], added: 1 });
    const resourceArn = `arn:aws:logs:${region}:${owner}:log-group:/app`;
    expect(await world.client().listTagsForResource({ resourceArn })).toEqual({ tags: { a: "x", d: "1" } });
    expect(await world.plan()).toEqual({});
  });

  test.each([
    ["log_group_class", group('name = "/app"'), group('name = "/app"', 'log_group_class = "INFREQUENT_ACCESS"')],
    [
      "kinesis_source_configuration",
      firehose(),
      firehose(
        `kinesis_source_configuration {\n kinesis_stream_arn = "arn:aws:kinesis:${region}:${owner}:stream/logs"\n role_arn = "arn:aws:iam::${owner}:role/w"\n }`,
      ),
    ],
  ])("another %s replaces it", async (_, before, after) => {
    const world = await deployed(before);
    world.write(provider + after);
    expect(Object.values(await world.plan())).toEqual([["delete", "create"]]);
  });

  const onDemand = 'stream_mode_details {\n stream_mode = "ON_DEMAND"\n }';

  test.each([
    [[], "shard_count must be at least 1 when stream_mode is PROVISIONED"],
    [["shard_count = 0"], "shard_count must be at least 1 when stream_mode is PROVISIONED"],
    [["shard_count = 2", onDemand], "shard_count must not be set when stream_mode is ON_DEMAND"],
  ])("a stream with %j is refused by the plan", async (body, message) => {
    const world = await startWorld();
    world.write(provider + stream(...body));
    await expect(world.plan()).rejects.toThrow(message);
  });

  test("a stream on demand is imported as such, and keeps its mode where the configuration has none", async () => {
    const world = await deployed(stream(onDemand));
    await world.terraform("state", "rm", "aws_kinesis_stream.logs");
    expect(await world.terraform("import", "aws_kinesis_stream.logs", "logs")).toMatchObject({ code: 0 });
    expect(await world.plan()).toEqual({});
    world.write(provider + stream());
    expect(await world.plan()).toEqual({});
    expect(await world.state()).toMatchObject({
      "aws_kinesis_stream.logs": { stream_mode_details: [{ stream_mode: "ON_DEMAND" }], shard_count: null },
    });
  });

  test.each([
    ["aws_cloudwatch_log_group.app", group('name_prefix = "/app/"')],
    ["aws_iam_role.writer", role('name_prefix = "writer-"')],
  ])("%s with a prefix is imported with it", async (address, configuration) => {
    const world = await deployed(configuration);
    const { name } = (await world.state())[address] as { name: string };
    await world.terraform("state", "rm", address);
    expect(await world.terraform("import", address, name)).toMatchObject({ code: 0 });
    expect(await world.plan()).toEqual({});
  });

  test("an @ in the import id of a type without a Region is part of the name", async () => {
    const name = "deploy@eu-west-1";
    const world = await deployed(role(`name = "${name}"`));
    await world.terraform("state", "rm", "aws_iam_role.writer");
    expect(await world.terraform("import", "aws_iam_role.writer", name)).toMatchObject({ code: 0 });
    expect(await world.plan()).toEqual({});
  });

  test.each([
    [group('name = "/app"', "retention_in_days = 8"), "expected retention_in_days to be one of [0 1 3 "],
    [group('name = "/app"', 'name_prefix = "/app"'), '"name": conflicts with name_prefix'],
    [
      role('name = "w"', "max_session_duration = 5"),
      "expected max_session_duration to be in the range (3600 - 43200), got 5",
    ],
    [role('name = "w x"'), '"name" is "w x"; expected 1 to 64 letters'],
    [
      resource("aws_iam_role", "w", 'assume_role_policy = "trust"'),
      '"assume_role_policy" contains an invalid JSON policy',
    ],
    [
      resource(
        "aws_iam_role",
        "w",
        'assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "*", NotAction = "*" }] })',
      ),
      '"assume_role_policy" is no policy that IAM takes: .*has both Action and NotAction',
    ],
    [
      resource("aws_cloudwatch_log_destination", "d", 'name = "d"', 'role_arn = "r"', 'target_arn = "t"'),
      '"role_arn" (r) is an invalid ARN',
    ],
    [
      resource("aws_cloudwatch_log_destination_policy", "p", 'destination_name = "d"', 'access_policy = "{"'),
      '"access_policy" contains an invalid JSON policy',
    ],
    [
      resource(
        "aws_cloudwatch_log_subscription_filter",
        "f",
        'name = "f"',
        'log_group_name = "/app"',
        'filter_pattern = ""',
        `destination_arn = "arn:aws:logs:${region}:${owner}:destination:d"`,
        'distribution = "Even"',
      ),
      'expected distribution to be one of ["Random" "ByLogStream"], got Even',
    ],
  ])("%s is refused before it is planned", async (configuration, message) => {
    const world = await startWorld();
    world.write(provider + configuration);
    const { diagnostics } = JSON.parse((await world.terraform("validate", "-json")).stdout);
    const escaped = message.replaceAll(/[[\]()]/g, "\\$&");
    expect(diagnostics[0]).toMatchObject({ severity: "error", summary: expect.stringMatching(escaped) });
    expect(diagnostics[0].range).toBeDefined();
  });

  test("a policy that is known only when it is applied is refused in the same words", async () => {
    const world = await startWorld();
    const statement = '{ Effect = "Allow", Principal = "*", Action = "*", NotAction = terraform_data.true.output }';
    world.write(
      `${provider}resource "terraform_data" "true" {\n input = "true"\n}\n${resource("aws_iam_role", "w", `assume_role_policy = jsonencode({ Statement = [${statement}] })`)}`,
    );
    const { errors } = await world.apply();
    expect(errors).toEqual([
      expect.stringMatching(/^"assume_role_policy" is no policy that IAM takes: .*has both Action and NotAction/),
    ]);
  });

  test("a resource whose creation failed halfway is tainted, and replaced by the next apply", async () => {
    const world = await startWorld();
    world.write(provider + central({ tags: 'tags = { "no!" = "x" }' }));
    const { errors } = await world.apply();
    expect(errors).toEqual([
      expect.stringContaining("creating CloudWatch Logs Destination (central): InvalidParameterException"),
    ]);
    expect((await world.client().describeDestinations()).destinations).toHaveLength(1);
    const { stdout } = await world.terraform("state", "pull");
    expect(stdout).toContain('"status": "tainted"');
    world.write(provider + central());
    expect(await world.plan()).toMatchObject({ "aws_cloudwatch_log_destination.central": ["delete", "create"] });
    expect(await world.apply()).toMatchObject({ errors: [] });
    expect(await world.plan()).toEqual({});
  });

  test("data sources that need no account, and default tags, work while the account is not known yet", async () => {
    const world = await startWorld();
    world.write(`
resource "terraform_data" "later" {
  input = { role = "arn:aws:iam::${owner}:role/deploy", team = "platform" }
}
provider "aws" {
  region = "${region}"
  assume_role { role_arn = terraform_data.later.output.role }
  default_tags { tags = { team = terraform_data.later.output.team, stage = "test" } }
}
data "aws_region" "here" {}
data "aws_partition" "here" {}
output "here" { value = "\${data.aws_partition.here.partition} \${data.aws_region.here.region}" }
${group('name = "/app"', 'tags = { own = "yes" }')}`);
    expect(await world.apply()).toMatchObject({ errors: [], added: 2 });
    const resourceArn = `arn:aws:logs:${region}:${owner}:log-group:/app`;
    expect(await world.client().listTagsForResource({ resourceArn })).toEqual({
      tags: { team: "platform", stage: "test", own: "yes" },
    });
    expect((await world.terraform("output", "-raw", "here")).stdout).toBe(`aws ${region}`);
    expect(await world.plan()).toEqual({});
  });

  test("with propagation, a refusal that waiting cannot change fails at once", async () => {
    const world = await startWorld({ propagation: 1 });
    world.write(provider + central().replace('filter_pattern  = ""', 'filter_pattern  = "[broken"'));
    const { errors } = await world.apply();
    expect(errors).toEqual([expect.stringContaining("putting CloudWatch Logs Subscription Filter (to-central)")]);
  });

  test("there is no warning for descriptive arguments, and for those with their default value", async () => {
    const world = await startWorld();
    world.write(
      provider +
        role('name = "w"', 'description = "writes"', 'tags = { a = "b" }', "max_session_duration = 3600") +
        group('name = "/app"', "retention_in_days = 0") +
        stream("shard_count = 1", "retention_period = 24", "enforce_consumer_deletion = false"),
    );
    expect(await world.apply()).toMatchObject({ errors: [], warnings: [], added: 3 });
  });
});
