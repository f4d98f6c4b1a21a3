import { expect, test } from "vitest";
import { central, owner, provider, region, sender } from "./configuration.ts";
import { describeDeploys, startWorld, type World } from "./world.ts";

const api = (world: World) => world.local.as({ account: owner, region });
const streamArn = `arn:aws:kinesis:${region}:${owner}:stream/logs`;
const destinationArn = `arn:aws:logs:${region}:${owner}:destination:central`;
const roleArn = `arn:aws:iam::${owner}:role/writer`;

async function deployed(tags = ""): Promise<World> {
  const world = await startWorld();
  world.write(provider + central({ tags }));
  expect(await world.apply()).toMatchObject({ errors: [], warnings: [], added: 7, changed: 0, removed: 0 });
  return world;
}

describeDeploys("a configuration in HCL", () => {
  test("creates all resources in the service, and a second plan has nothing to do", async () => {
    const world = await deployed('tags = { team = "observability" }');
    const { destinations } = await api(world).describeDestinations();
    expect(destinations).toEqual([
      {
        destinationName: "central",
        arn: destinationArn,
        roleArn,
        targetArn: streamArn,
        accessPolicy: expect.stringContaining(`"AWS":"${sender}"`),
        creationTime: expect.any(Number),
      },
    ]);
    expect(await api(world).listTagsForResource({ resourceArn: destinationArn })).toEqual({
      tags: { team: "observability" },
    });
    expect(world.local.control.stream(streamArn)).toMatchObject({ shardCount: 2 });
    expect(Object.keys(world.local.control.role(roleArn)?.permissions ?? {})).toEqual(["write"]);
    const { subscriptionFilters } = await api(world).describeSubscriptionFilters({ logGroupName: "/app" });
    expect(subscriptionFilters).toMatchObject([
      { filterName: "to-central", distribution: "ByLogStream", destinationArn },
    ]);
    expect(await world.state()).toMatchObject({
      "aws_cloudwatch_log_destination.central": {
        id: "central",
        arn: destinationArn,
        region,
        tags_all: { team: "observability" },
      },
      "aws_cloudwatch_log_group.app": { arn: `arn:aws:logs:${region}:${owner}:log-group:/app` },
    });
    expect(await world.plan()).toEqual({});
  });

  test("updates in place", async () => {
    const world = await deployed('tags = { team = "observability", stage = "test" }');
    const [before] = (await api(world).describeDestinations()).destinations;
    const changed = central({ tags: 'tags = { team = "platform" }', account: "999900001111" })
      .replace('filter_pattern  = ""', 'filter_pattern  = "ERROR"\n  distribution = "Random"')
      .replace("shard_count = 2", "shard_count = 4");
    world.write(provider + changed);
    expect(await world.plan()).toEqual({
      "aws_cloudwatch_log_destination.central": ["update"],
      "aws_cloudwatch_log_destination_policy.central": ["update"],
      "aws_cloudwatch_log_subscription_filter.app": ["update"],
      "aws_kinesis_stream.logs": ["update"],
    });
    expect(await world.apply()).toMatchObject({ errors: [], added: 0, changed: 4, removed: 0 });
    const [after] = (await api(world).describeDestinations()).destinations;
    expect(after).toMatchObject({
      creationTime: before?.creationTime,
      accessPolicy: expect.stringContaining("999900001111"),
    });
    expect(await api(world).listTagsForResource({ resourceArn: destinationArn })).toEqual({
      tags: { team: "platform" },
    });
    const { subscriptionFilters } = await api(world).describeSubscriptionFilters({ logGroupName: "/app" });
    expect(subscriptionFilters).toMatchObject([{ filterPattern: "ERROR", distribution: "Random" }]);
    expect(world.local.control.stream(streamArn)).toMatchObject({ shardCount: 4 });
    expect(await world.plan()).toEqual({});
  });

  test("apply_on_transformed_logs reaches the service, stays where it is left out again, and is turned off by false", async () => {
    const world = await deployed();
    const kept = async () => {
      const { subscriptionFilters } = await api(world).describeSubscriptionFilters({ logGroupName: "/app" });
      return subscriptionFilters.map(({ applyOnTransformedLogs }) => applyOnTransformedLogs);
    };
    const write = (line: string) =>
      world.write(provider + central().replace('filter_pattern  = ""', `filter_pattern  = ""\n  ${line}`));
    const changed = { errors: [], added: 0, changed: 1, removed: 0 };
    expect(await kept()).toEqual([false]);
    write("apply_on_transformed_logs = true");
    expect(await world.apply()).toMatchObject(changed);
    expect(await kept()).toEqual([true]);
    expect(await world.plan()).toEqual({});
    write('distribution = "Random"');
    expect(await world.apply()).toMatchObject(changed);
    expect(await kept()).toEqual([true]);
    write("apply_on_transformed_logs = false");
    expect(await world.apply()).toMatchObject(changed);
    expect(await kept()).toEqual([false]);
    expect(await world.plan()).toEqual({});
  });

  test("another name replaces the destination and what depends on it", async () => {
    const world = await deployed();
    world.write(provider + central({ name: "renamed" }));
    expect(await world.plan()).toEqual({
      "aws_cloudwatch_log_destination.central": ["delete", "create"],
      "aws_cloudwatch_log_destination_policy.central": ["delete", "create"],
      "aws_cloudwatch_log_subscription_filter.app": ["delete", "create"],
    });
    expect(await world.apply()).toMatchObject({ errors: [], added: 3, changed: 0, removed: 3 });
    const { destinations } = await api(world).describeDestinations();
    expect(destinations.map(({ destinationName }) => destinationName)).toEqual(["renamed"]);
    expect(await world.plan()).toEqual({});
  });

  test("a policy that is written another way is no change", async () => {
    const world = await deployed();
    const rewritten = central()
      .replace(`{ AWS = "${sender}" }`, `{ AWS = ["${sender}"] }`)
      .replace('Action = "sts:AssumeRole"', 'Action = ["sts:AssumeRole"]');
    world.write(provider + rewritten);
    expect(await world.plan()).toEqual({});
  });

  test("finds what was changed and deleted outside Terraform, and restores it", async () => {
    const world = await deployed('tags = { team = "observability" }');
    const service = api(world);
    await service.tagResource({ resourceArn: destinationArn, tags: { team: "other", extra: "yes" } });
    await service.deleteSubscriptionFilter({ logGroupName: "/app", filterName: "to-central" });
    world.local.control.declare({
      roles: {
        [roleArn]: {
          ...world.local.control.role(roleArn),
          trust: { Statement: { Effect: "Deny", Principal: "*", Action: "*" } },
        },
      } as never,
    });
    expect(await world.plan()).toEqual({
      "aws_cloudwatch_log_destination.central": ["update"],
      "aws_cloudwatch_log_subscription_filter.app": ["create"],
      "aws_iam_role.writer": ["update"],
    });
    expect(await world.apply()).toMatchObject({ errors: [], added: 1, changed: 2, removed: 0 });
    expect(await service.listTagsForResource({ resourceArn: destinationArn })).toEqual({
      tags: { team: "observability" },
    });
    expect(world.local.control.role(roleArn)?.trust).toContain("logs.amazonaws.com");
    expect(await world.plan()).toEqual({});
  });

  test("creates everything again that the service has lost", async () => {
    const world = await deployed();
    await api(world).deleteDestination({ destinationName: "central" });
    world.local.control.withdraw({ roles: [roleArn], streams: [streamArn] });
    expect(await world.plan()).toEqual({
      "aws_cloudwatch_log_destination.central": ["create"],
      "aws_cloudwatch_log_destination_policy.central": ["create"],
      "aws_iam_role.writer": ["create"],
      "aws_iam_role_policy.write": ["create"],
      "aws_kinesis_stream.logs": ["create"],
      // Its destination's ARN is known only once there is one again.
      "aws_cloudwatch_log_subscription_filter.app": ["delete", "create"],
    });
    expect(await world.apply()).toMatchObject({ errors: [] });
    expect(await world.plan()).toEqual({});
  });

  test("destroys all resources", async () => {
    const world = await deployed();
    expect(await world.apply("-destroy")).toMatchObject({ errors: [], removed: 7 });
    expect((await api(world).describeDestinations()).destinations).toEqual([]);
    expect(world.local.control.stream(streamArn)).toBeUndefined();
    expect(world.local.control.role(roleArn)).toBeUndefined();
    expect(await world.state()).toEqual({});
  });

  test("goes on where an apply was interrupted", async () => {
    let now = Date.now();
    const world = await startWorld({ propagation: 1_000, clock: () => now });
    world.write(provider + central());
    const applying = world.terraform("apply", "-auto-approve", "-no-color");
    await expect
      .poll(() => world.notes, { timeout: 20_000 })
      .toContainEqual(expect.stringContaining("IAM has not spread"));
    world.interrupt();
    const { code, stderr } = await applying;
    expect(code).not.toBe(0);
    expect(stderr).toContain("stopped before it was done");
    now += 1_000;
    expect(await world.apply()).toMatchObject({ errors: [], added: 3 });
    expect(await world.plan()).toEqual({});
  });

  test("imports by block and by command, also from a Region that the id names", async () => {
    const world = await deployed();
    world.write(
      provider +
        central() +
        'resource "aws_cloudwatch_log_group" "there" {\n name = "/there"\n region = "us-east-1"\n}\n',
    );
    await world.apply();
    const blocks = Object.entries({
      "aws_kinesis_stream.logs": "logs",
      "aws_iam_role.writer": "writer",
      "aws_iam_role_policy.write": "writer:write",
      "aws_cloudwatch_log_destination.central": `central@${region}`,
      "aws_cloudwatch_log_destination_policy.central": "central",
      "aws_cloudwatch_log_group.app": "/app",
      "aws_cloudwatch_log_subscription_filter.app": "/app|to-central",
    }).map(([to, id]) => `import {\n  to = ${to}\n  id = "${id}"\n}\n`);
    for (const address of Object.keys(await world.state())) await world.terraform("state", "rm", address);
    world.write(
      `${provider}${central()}${blocks.join("")}resource "aws_cloudwatch_log_group" "there" {\n name = "/there"\n region = "us-east-1"\n}\n`,
    );
    expect(
      await world.terraform("import", "-no-color", "aws_cloudwatch_log_group.there", "/there@us-east-1"),
    ).toMatchObject({ code: 0 });
    expect(await world.plan()).toEqual({});
    expect(await world.apply()).toMatchObject({ errors: [], added: 0, changed: 0, removed: 0 });
    expect(Object.keys(await world.state())).toHaveLength(8);
    const missing = await world.terraform("import", "-no-color", "aws_cloudwatch_log_group.app", "/nope");
    expect(missing.code).toBe(1);
  });
});
