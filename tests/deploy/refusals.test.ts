import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { central, owner, provider, region } from "./configuration.ts";
import { describeDeploys, startWorld } from "./world.ts";

describeDeploys("errors and warnings", () => {
  test("a role that may not write fails the apply at once, in the service's words; a note gives the reason", async () => {
    const world = await startWorld();
    world.write(provider + central({ action: "kinesis:GetRecords" }));
    const { errors } = await world.apply();
    expect(errors).toEqual([
      "creating CloudWatch Logs Destination (central): InvalidParameterException: Could not deliver test message to " +
        `specified destination. Check if the destination is valid.\n${world.notes[0]}`,
    ]);
    expect(world.notes).toEqual([expect.stringContaining("none of its policies allows kinesis:PutRecord")]);
    world.write(provider + central());
    expect(await world.apply()).toMatchObject({ errors: [] });
    expect(await world.plan()).toEqual({});
  });

  test("a role that IAM has not spread yet is waited for", async () => {
    let now = Date.now();
    const world = await startWorld({ propagation: 1_000, clock: () => now });
    world.write(provider + central());
    const applying = world.apply();
    const unknownYet = expect.stringContaining("IAM has not spread the role yet");
    await expect.poll(() => world.notes, { timeout: 20_000 }).toContainEqual(unknownYet);
    now += 1_000;
    expect(await applying).toMatchObject({ errors: [], added: 7 });
  });

  test("a refused access policy fails in the service's words, and the remedy follows", async () => {
    const world = await startWorld();
    world.write(provider + central({ account: `arn:aws:iam::${owner}:root` }));
    const { errors } = await world.apply();
    expect(errors).toEqual([
      expect.stringMatching(
        /^creating CloudWatch Logs Destination Policy \(central\): InvalidParameterException: Principal section of policy contains ARN instead of account ID: arn:aws:iam::111122223333:root\nStatement\[0\].*/s,
      ),
    ]);
  });

  test("a sender whom the policy does not allow is refused in the service's words", async () => {
    const world = await startWorld();
    const other = `provider "aws" {\n region = "${region}"\n alias = "other"\n access_key = "999900001111"\n}\n`;
    const filter = central().replaceAll(
      /(resource "aws_cloudwatch_log_(group|subscription_filter)" "app" \{)/g,
      "$1\n provider = aws.other",
    );
    world.write(provider + other + filter);
    expect((await world.apply()).errors).toEqual([
      "putting CloudWatch Logs Subscription Filter (to-central): AccessDeniedException: User with accountId: 999900001111 " +
        `is not authorized to perform: logs:PutSubscriptionFilter on resource: arn:aws:logs:${region}:${owner}:destination:central`,
    ]);
  });

  test("a resource type that is neither modelled nor kept gets terraform's own message", async () => {
    const world = await startWorld();
    world.write(`${provider}resource "aws_glacier_vault" "vault" {}\n`);
    expect((await world.apply()).errors).toEqual([
      'Invalid resource type\nThe provider hashicorp/aws does not support resource type "aws_glacier_vault".',
    ]);
  });

  test.each([
    [
      'endpoints {\n logs = "https://logs.eu-west-1.amazonaws.com"\n }',
      "this is a stand-in of the AWS provider, and endpoints.logs is https://logs.eu-west-1.amazonaws.com",
    ],
    ['profile = "production"', 'the account of the profile "production" is not declared'],
    ['access_key = "AKIAREAL"', "access_key belongs to no account"],
    ['assume_role {\n role_arn = "deploy"\n }', 'role_arn is "deploy"'],
    ['allowed_account_ids = ["999900001111"]', `AWS account ID not allowed: ${owner}`],
  ])("a provider with %s is refused", async (argument, message) => {
    const world = await startWorld();
    world.write(
      `provider "aws" {\n region = "${region}"\n ${argument}\n}\nresource "aws_cloudwatch_log_group" "app" {}\n`,
    );
    const { errors } = await world.apply();
    expect(errors).toEqual([expect.stringContaining(message)]);
  });

  test("a state that the real provider wrote is refused before anything is read or changed", async () => {
    const world = await startWorld();
    world.write(`${provider}resource "aws_cloudwatch_log_group" "app" {\n name = "/app"\n}\n`);
    await world.apply();
    const file = join(world.folder, "terraform.tfstate");
    const { stdout } = await world.terraform("state", "pull");
    const state = JSON.parse(stdout);
    state.resources[0].instances[0].private = "eyJzY2hlbWFfdmVyc2lvbiI6IjAifQ==";
    writeFileSync(file, JSON.stringify(state));
    for (const args of [[], ["-refresh=false", "-destroy"]]) {
      const { errors } = await world.apply(...args);
      expect(errors).toEqual([
        expect.stringContaining(
          "this is a stand-in of the AWS provider, and the state holds a real CloudWatch Logs Log Group",
        ),
      ]);
    }
    const { logGroups } = await world.client().describeLogGroups();
    expect(logGroups).toHaveLength(1);
  });

  test("arguments of the provider block without effect are named in a warning", async () => {
    const world = await startWorld();
    const block = 'shared_config_files = ["/dev/null"]\n max_retries = 3';
    world.write(`provider "aws" {\n region = "${region}"\n ${block}\n}\ndata "aws_region" "here" {}\n`);
    const { errors, warnings } = await world.apply();
    expect(errors).toEqual([]);
    expect(warnings[0]).toMatch(/^not modelled by the local service: shared_config_files \[LD4106\]\n/);
  });

  test("arguments of a resource without effect are kept in the state, and named in a warning", async () => {
    const world = await startWorld();
    const stream =
      'resource "aws_kinesis_stream" "logs" {\n name = "logs"\n shard_count = 1\n enforce_consumer_deletion = true\n}\n';
    world.write(provider + stream);
    const { errors, warnings } = await world.apply();
    expect(errors).toEqual([]);
    expect([...new Set(warnings)]).toEqual([
      expect.stringContaining("aws_kinesis_stream: not modelled by the local service: enforce_consumer_deletion"),
    ]);
    expect(await world.state()).toMatchObject({ "aws_kinesis_stream.logs": { enforce_consumer_deletion: true } });
    expect(await world.plan()).toEqual({});
  });
});
