import { LocalLogs } from "@log-destinations/local";
import { afterEach, expect, test, vi } from "vitest";
import { owner, region, role, send, sender, stream } from "../wire.ts";
import { central } from "./central.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("reset goes back to the declarations of the options, with no notes and the first clock", async () => {
  const accounts = { [sender]: { organization: "o-a1b2c3d4e5" } };
  const local = new LocalLogs({ declarations: { accounts } });
  local.control.declare({ accounts: { [owner]: { organization: "o-a1b2c3d4e5" } } });
  const { log } = await central(local);
  await local.as({ account: owner, region }).deleteDestination({ destinationName: "central" });
  local.clock.set("2020-01-01T00:00:00Z", { stopped: true });
  await log("lost");
  expect(local.notes()).toHaveLength(1);
  local.reset();
  expect(local.topology()).toEqual({
    accounts: [{ account: sender, organization: "o-a1b2c3d4e5" }],
    destinations: [],
    subscriptions: [],
    streams: [],
  });
  expect(local.notes()).toEqual([]);
  expect(local.clock.now()).toBeGreaterThan(Date.UTC(2025));
});

test("declarations that the caller changes later are not those that reset goes back to", () => {
  const accounts: Record<string, object> = {};
  const local = new LocalLogs({ declarations: { accounts } });
  accounts[sender] = { organization: "o-a1b2c3d4e5" };
  local.reset();
  expect(local.control.account(sender)).toBeUndefined();
});

test("restore brings records and the clock back, as often as one likes, and into another service", async () => {
  const local = new LocalLogs();
  const { log } = await central(local);
  local.clock.set("2026-01-31T12:00:00Z", { stopped: true });
  await log("before");
  const snapshot = local.snapshot();
  const records = local.records(stream);
  for (const service of [local, local, new LocalLogs()]) {
    service.reset();
    service.restore(snapshot);
    expect(service.records(stream)).toEqual(records);
    expect(service.clock.now()).toBe(Date.UTC(2026, 0, 31, 12));
    await service.as({ account: owner, region }).deleteDestination({ destinationName: "central" });
  }
  expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
});

test("numbers of records begin anew with the clock after a reset", async () => {
  const local = new LocalLogs({ clock: () => Date.UTC(2026, 0, 1) });
  local.clock.advance({ days: 1 });
  await central(local);
  local.reset();
  await central(local);
  expect(local.records(stream)).toMatchObject([
    { number: `${Date.UTC(2026, 0, 1)}000000`, time: Date.UTC(2026, 0, 1) },
  ]);
});

test("records of several shards are in the order of arrival, page by page", async () => {
  const local = new LocalLogs();
  local.control.declare({ streams: { [stream]: { shardCount: 4 } } });
  const { from } = await central(local);
  for (const logStreamName of "abcdefgh") {
    await from.call("CreateLogStream", { logGroupName: "/app", logStreamName });
    const logEvents = [{ timestamp: local.clock.now(), message: logStreamName }];
    await from.call("PutLogEvents", { logGroupName: "/app", logStreamName, logEvents });
  }
  const messages: string[] = [];
  for (let after = "0".repeat(19); ; ) {
    const page = local.records(stream, { after, limit: 2 });
    if (page.length === 0) break;
    messages.push(...page.map(({ logRecord }) => logRecord?.logEvents[0]?.message ?? ""));
    after = page.at(-1)?.number ?? "";
  }
  expect(messages.slice(1).join("")).toBe("abcdefgh");
});

test("what is no record of log events has no logRecord", async () => {
  const local = new LocalLogs();
  local.control.declare({ streams: { [stream]: {} } });
  const put = { StreamARN: stream, PartitionKey: "k", Data: Buffer.from("plain").toString("base64") };
  await send(local, "PutRecord", put, { target: "Kinesis_20131202", service: "kinesis" });
  const [plain] = local.records(stream);
  expect(plain).toEqual({ number: expect.any(String), partitionKey: "k", time: expect.any(Number), data: put.Data });
});

test("topology says where log events arrive, and why they do not", async () => {
  const local = new LocalLogs({ strict: true });
  const trust = {
    Statement: { Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" },
  };
  const put = { Statement: { Effect: "Allow", Action: "kinesis:PutRecord", Resource: stream } };
  local.control.declare({ roles: { [role]: { trust, permissions: { put } } }, streams: { [stream]: {} } });
  const { destinationArn } = await central(local);
  const filter = {
    level: "log-group",
    account: sender,
    region,
    logGroup: "/app",
    name: "all",
    filterPattern: "",
    destinationArn,
    distribution: "ByLogStream",
  };
  expect(local.topology().subscriptions).toEqual([{ ...filter, arrivesAt: stream }]);
  expect(local.topology().streams).toEqual([{ arn: stream, exists: true, records: 1 }]);
  local.control.withdraw({ roles: [role] });
  expect(local.topology().subscriptions).toEqual([
    { ...filter, why: `${role} cannot write to ${stream}: the role does not exist [LD3207]` },
  ]);
});

test("topology has the subscription of an account, with the log groups that it leaves out", async () => {
  const local = new LocalLogs();
  const api = local.as({ account: owner, region });
  await api.putAccountPolicy({
    policyName: "everything",
    policyType: "SUBSCRIPTION_FILTER_POLICY",
    policyDocument: JSON.stringify({ DestinationArn: stream, RoleArn: role, FilterPattern: "ERROR" }),
    selectionCriteria: 'LogGroupName NOT IN ["/loop"]',
  });
  expect(local.topology().subscriptions).toMatchObject([
    {
      level: "account",
      account: owner,
      name: "everything",
      filterPattern: "ERROR",
      excluded: ["/loop"],
      arrivesAt: stream,
    },
  ]);
});

test("fake timers of vitest move the service, also where they begin after it was made", async () => {
  const local = new LocalLogs();
  vi.useFakeTimers({ now: Date.UTC(2020, 0, 1) });
  const { log } = await central(local);
  await log("old");
  expect(local.records(stream).at(-1)?.time).toBe(Date.UTC(2020, 0, 1));
  vi.advanceTimersByTime(25 * 60 * 60_000);
  expect(local.records(stream)).toEqual([]);
  vi.useRealTimers();
  expect(local.clock.now()).toBeGreaterThan(Date.UTC(2025));
});

test("a role takes effect as the clock is advanced", async () => {
  const local = new LocalLogs({ propagation: 10_000 });
  local.control.declare({
    roles: {
      [role]: {
        trust: {
          Statement: { Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" },
        },
        permissions: { put: { Statement: { Effect: "Allow", Action: "kinesis:*", Resource: "*" } } },
      },
    },
  });
  await expect(central(local)).rejects.toThrow("Could not deliver test message");
  local.clock.advance({ seconds: 10 });
  await expect(central(local)).resolves.toBeDefined();
});

test.each([
  ["NaN", () => Number.NaN],
  ["a Date", () => new Date() as never],
])("a clock that gives %s is refused at once", (_, clock) => {
  expect(() => new LocalLogs({ clock })).toThrow(/^clock gives .*; expected milliseconds/);
});

test("fractions of a millisecond are no part of ids", async () => {
  const local = new LocalLogs({ clock: () => Date.UTC(2026, 0, 1) + 0.75 });
  await (await central(local)).log("x");
  expect(local.records(stream).map(({ number }) => number)).toEqual(
    [0, 2].map((count) => `${Date.UTC(2026, 0, 1)}00000${count}`),
  );
});

test("the last 10,000 notes are kept", async () => {
  const { NoteLog } = await import("../../../local/src/steering/note-log.ts");
  const notes = new NoteLog();
  for (let number = 1; number <= 25_000; number++) notes.add(0, String(number));
  expect(notes.after(0)).toHaveLength(10_000);
  expect(notes.after(24_999)).toEqual([{ number: 25_000, time: 0, text: "25000" }]);
});
