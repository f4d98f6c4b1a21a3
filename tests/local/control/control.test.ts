import { LocalLogs } from "@log-destinations/local";
import { describe, expect, test } from "vitest";
import { owner, refusal, region, role, send, sender, stream } from "../wire.ts";

const trust = '{ "Statement": [] , "Version": "2012-10-17" }'.replace(
  "[]",
  '[{"Effect":"Allow","Principal":{"Service":"logs.amazonaws.com"},"Action":"sts:AssumeRole"}]',
);

describe("declarations", () => {
  test("can be read back, policies byte for byte, and are nobody else's object", () => {
    const { control } = new LocalLogs();
    const declared = { trust, permissions: { put: { Statement: { Effect: "Allow", Action: "*", Resource: "*" } } } };
    control.declare({ roles: { [role]: declared }, accounts: { [sender]: { organization: "o-a1b2c3d4e5" } } });
    declared.trust = "changed";
    expect(control.role(role)).toEqual({
      trust,
      permissions: { put: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}' },
    });
    expect(control.account(sender)).toEqual({ organization: "o-a1b2c3d4e5" });
    expect(control.account(owner)).toBeUndefined();
    expect(control.stream(stream)).toBeUndefined();
    control.declare({ streams: { [stream]: { status: "CREATING", shardCount: 3 } } });
    expect(control.stream(stream)).toEqual({ status: "CREATING", shardCount: 3 });
  });

  test("a stream of CreateStream and one that is declared are the same", async () => {
    const local = new LocalLogs();
    const kinesis = { target: "Kinesis_20131202", service: "kinesis" };
    await send(local, "CreateStream", { StreamName: "central", ShardCount: 2 }, kinesis);
    expect(local.control.stream(stream)).toEqual({ status: "ACTIVE", shardCount: 2 });
    local.control.withdraw({ streams: [stream] });
    expect(await send(local, "DescribeStreamSummary", { StreamName: "central" }, kinesis)).toMatchObject(
      refusal("ResourceNotFoundException", `Stream central under account ${owner} not found.`),
    );
  });

  test("a log group that is declared is one of CreateLogGroup, and keeps its filters when it is declared again", async () => {
    const arn = `arn:aws:logs:${region}:${sender}:log-group:/app`;
    const own = `arn:aws:kinesis:${region}:${sender}:stream/own`;
    const local = new LocalLogs({ declarations: { logGroups: { [arn]: { logStreams: ["b"] } } } });
    const api = local.as({ account: sender, region });
    const roleArn = `arn:aws:iam::${sender}:role/logs`;
    await api.putSubscriptionFilter({
      logGroupName: "/app",
      filterName: "f",
      filterPattern: "",
      destinationArn: own,
      roleArn,
    });
    local.control.declare({ logGroups: { [arn]: { logStreams: ["a"] } } });
    expect(local.control.logGroup(arn)).toEqual({ logStreams: ["a", "b"] });
    expect((await api.describeSubscriptionFilters({ logGroupName: "/app" })).subscriptionFilters).toHaveLength(1);
    const request = { logGroupName: "/app", logStreamName: "a" };
    const logEvents = [{ timestamp: Date.now(), message: "m" }];
    await send(local, "PutLogEvents", { ...request, logEvents }, { account: sender });
    expect(local.control.records(own)).toHaveLength(2);
    local.control.declare({ logGroups: { [arn]: { retentionInDays: 7, deletionProtectionEnabled: true } } });
    local.control.declare({ logGroups: { [arn]: { retentionInDays: 30 } } });
    expect(local.control.logGroup(arn)).toEqual({
      logStreams: ["a", "b"],
      retentionInDays: 30,
      deletionProtectionEnabled: true,
    });
    local.control.withdraw({ logGroups: [arn, "never"] });
    expect(local.control.logGroup(arn)).toBeUndefined();
    local.control.declare({ logGroups: { [arn]: {} } });
    expect((await api.describeSubscriptionFilters({ logGroupName: "/app" })).subscriptionFilters).toEqual([]);
  });

  test("withdrawing forgets, also what was never there", () => {
    const { control } = new LocalLogs();
    control.declare({ roles: { [role]: { trust } }, accounts: { [sender]: { organization: "o-a1b2c3d4e5" } } });
    control.withdraw({ roles: [role, "never"], accounts: [sender], accessKeys: ["never"], streams: [stream] });
    expect([control.role(role), control.account(sender)]).toEqual([undefined, undefined]);
  });

  test("unknown options and kinds are refused by name, before anything is done", () => {
    const { control } = new LocalLogs();
    const roles = { [role]: { trust } };
    expect(() => control.declare({ roles }, { keepPermission: true } as object)).toThrow(
      "unknown option keepPermission; expected keepPermissions",
    );
    expect(control.role(role)).toBeUndefined();
    control.declare({ roles });
    expect(() => control.withdraw({ roles: [role], users: [] } as object)).toThrow(
      "unknown kind of declaration users; expected accounts, accessKeys, roles, policies, streams, functions, logGroups, keys",
    );
    expect(control.role(role)).toBeDefined();
  });

  test("the records of what is no stream are refused", () => {
    expect(() => new LocalLogs().control.records("central")).toThrow(
      'streamArn is "central"; expected the ARN of a Kinesis data stream or a Firehose stream',
    );
  });
});
