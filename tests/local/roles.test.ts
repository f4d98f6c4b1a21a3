import { LocalLogs, type LocalLogsOptions, type RoleDeclaration } from "@log-destinations/local";
import { describe, expect, test } from "vitest";
import { arnOf, owner, refusal, region, role, send, sender, stream } from "./wire.ts";

const undeliverable = refusal(
  "InvalidParameterException",
  "Could not deliver test message to specified destination. Check if the destination is valid.",
);
const taken = { status: 200 };
const firehose = `arn:aws:firehose:${region}:${owner}:deliverystream/archive`;
const key = `arn:aws:kms:${region}:${owner}:key/k`;

const trustFor = (more: object = {}) => ({
  Statement: [{ Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole", ...more }],
});
const mayPut = { Statement: { Effect: "Allow", Action: "kinesis:PutRecord", Resource: stream } };
const good: RoleDeclaration = { trust: trustFor(), permissions: { put: mayPut } };

const kinesis = (local: LocalLogs, operation: string, request: object) =>
  send(local, operation, request, { target: "Kinesis_20131202", service: "kinesis" });

function world(declared: RoleDeclaration | undefined, options: LocalLogsOptions = {}) {
  const notes: string[] = [];
  const local = new LocalLogs({ strict: true, onNote: (line) => notes.push(line), ...options });
  local.control.declare({ streams: { [stream]: {} }, ...(declared && { roles: { [role]: declared } }) });
  const put = (more: object = {}) =>
    send(local, "PutDestination", { destinationName: "central", targetArn: stream, roleArn: role, ...more });
  return { local, notes, put };
}

describe("lenient: what is not declared counts as healthy, in the right account", () => {
  const lenient = { strict: false };
  test("an unknown role and stream", async () => {
    const local = new LocalLogs(lenient);
    const request = { destinationName: "central", targetArn: stream, roleArn: role };
    expect(await send(local, "PutDestination", request)).toMatchObject(taken);
  });

  test("not a stream of another account", async () => {
    const { put, notes } = world(good, lenient);
    const foreign = stream.replace(owner, sender);
    expect(await put({ targetArn: foreign })).toMatchObject(undeliverable);
    expect(notes).toEqual([`${role} cannot write to ${foreign}: the stream is of another account than ${owner}`]);
  });

  test("a role that is declared is evaluated", async () => {
    const { put } = world({ trust: trustFor() }, lenient);
    expect(await put()).toMatchObject(undeliverable);
  });
});

describe("lenient: what was deleted is missing", () => {
  const said = (what: string) => [expect.stringContaining(`the ${what} does not exist`)];

  test.each([
    ["by DeleteStream", (local: LocalLogs) => kinesis(local, "DeleteStream", { StreamName: "central" })],
    ["by withdrawing it", async (local: LocalLogs) => local.control.withdraw({ streams: [stream] })],
  ])("a stream %s, until it is made again", async (_, remove) => {
    const { local, put, notes } = world(undefined, { strict: false });
    await remove(local);
    expect(await put()).toMatchObject(undeliverable);
    expect(notes).toEqual(said("stream"));
    expect(await kinesis(local, "CreateStream", { StreamName: "central", ShardCount: 1 })).toMatchObject(taken);
    expect(await put()).toMatchObject(taken);
  });

  test("a role that was withdrawn, until it is declared again", async () => {
    const { local, put, notes } = world(good, { strict: false });
    local.control.withdraw({ roles: [role, `${role}-never`] });
    expect(await put()).toMatchObject(undeliverable);
    expect(notes).toEqual(said("role"));
    local.control.declare({ roles: { [role]: good } });
    expect(await put()).toMatchObject(taken);
    expect(await put({ roleArn: `${role}-never` })).toMatchObject(taken);
  });
});

describe("strict: only what was declared", () => {
  test("a good role and stream are taken", async () => {
    expect(await world(good).put()).toMatchObject(taken);
  });

  test.each([
    ["an unknown role", undefined, {}, "the role does not exist"],
    ["an unknown stream", good, { targetArn: `${stream}-2` }, "the stream does not exist"],
    ["a role without policies", { trust: trustFor() }, {}, "none of its policies allows kinesis:PutRecord"],
    [
      "a policy about another stream",
      { trust: trustFor(), permissions: { put: { Statement: { ...mayPut.Statement, Resource: `${stream}-2` } } } },
      {},
      "none of its policies allows kinesis:PutRecord",
    ],
    [
      "a Deny in another policy",
      { ...good, permissions: { put: mayPut, no: { Statement: { Effect: "Deny", Action: "*", Resource: "*" } } } },
      {},
      "none of its policies allows kinesis:PutRecord",
    ],
    [
      "a trust in another service",
      { ...good, trust: trustFor({ Principal: { Service: "ec2.amazonaws.com" } }) },
      {},
      "its trust policy",
    ],
    [
      "a trust in another Region's service",
      { ...good, trust: trustFor({ Principal: { Service: "logs.us-east-1.amazonaws.com" } }) },
      {},
      "its trust policy",
    ],
    ["a trust for another action", { ...good, trust: trustFor({ Action: "sts:TagSession" }) }, {}, "its trust policy"],
    [
      "a trust in everybody but the service",
      {
        ...good,
        trust: {
          Statement: { Effect: "Allow", NotPrincipal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" },
        },
      },
      {},
      "its trust policy",
    ],
    ["a Deny in the trust", { ...good, trust: trustFor({ Effect: "Deny" }) }, {}, "its trust policy"],
  ] as const)("%s gets no test message, and a note says why", async (_, declared, request, why) => {
    const { put, notes } = world(declared as RoleDeclaration | undefined);
    expect(await put(request)).toMatchObject(undeliverable);
    expect(notes).toEqual([expect.stringContaining(why)]);
  });

  test.each([
    ["a wildcard in Action and Resource", { Action: "kinesis:Put*", Resource: "arn:aws:kinesis:*:*:stream/cent???" }],
    ["an action in another case", { Action: "Kinesis:putrecord", Resource: "*" }],
    ["NotAction and NotResource", { NotAction: "s3:*", NotResource: firehose, Action: undefined, Resource: undefined }],
  ])("%s is enough", async (_, more) => {
    const put = { Statement: [{ ...mayPut.Statement, ...more }] };
    expect(await world({ ...good, permissions: { put } }).put()).toMatchObject(taken);
  });

  test("the Region's own service principal is trusted too", async () => {
    const trust = trustFor({ Principal: { Service: ["x.amazonaws.com", `logs.${region}.amazonaws.com`] } });
    expect(await world({ ...good, trust }).put()).toMatchObject(taken);
  });

  test.each(["CREATING", "UPDATING", "DELETING"] as const)("a stream that is %s is refused", async (status) => {
    const { local, put } = world(good);
    local.control.declare({ streams: { [stream]: { status } } });
    expect(await put()).toMatchObject(undeliverable);
    local.control.declare({ streams: { [stream]: {} } });
    expect(await put()).toMatchObject(taken);
  });

  test("an encrypted stream needs kms:GenerateDataKey", async () => {
    const { local, put, notes } = world(good);
    local.control.declare({ streams: { [stream]: { kmsKeyArn: key } } });
    expect(await put()).toMatchObject(undeliverable);
    expect(notes).toEqual([expect.stringContaining("kms:GenerateDataKey")]);
    const kms = { Statement: { Effect: "Allow", Action: "kms:GenerateDataKey", Resource: key } };
    local.control.declare({ roles: { [role]: { ...good, permissions: { put: mayPut, kms } } } });
    expect(await put()).toMatchObject(taken);
  });

  test("a Firehose stream needs firehose:PutRecord", async () => {
    const { local, put } = world(good);
    local.control.declare({ streams: { [firehose]: {} } });
    expect(await put({ targetArn: firehose })).toMatchObject(undeliverable);
    const permissions = { put: { Statement: { Effect: "Allow", Action: "firehose:PutRecord", Resource: firehose } } };
    local.control.declare({ roles: { [role]: { ...good, permissions } } });
    expect(await put({ targetArn: firehose })).toMatchObject(taken);
  });
});

describe("a trust confined by the source", () => {
  const arn = (account: string) => `arn:aws:logs:${region}:${account}:*`;
  const organization = "o-a1b2c3d4e5";
  const unit = `${organization}/r-ab12/ou-ab12-11111111/`;

  /** Can the test message of the owner, and a log line of the sender, go through such a role? */
  async function reach(Condition: object) {
    const { local, put } = world({ ...good, trust: trustFor({ Condition }) });
    const organizationPath = `${unit}ou-ab12-22222222/`;
    local.control.declare({ accounts: { [owner]: { organizationPath }, [sender]: { organizationPath } } });
    const ownersTest = (await put()).status === 200;
    local.control.declare({ roles: { [role]: good } });
    await put();
    const Statement = [{ Effect: "Allow", Principal: { AWS: sender }, Action: "logs:*", Resource: arnOf("central") }];
    await send(local, "PutDestinationPolicy", {
      destinationName: "central",
      accessPolicy: JSON.stringify({ Statement }),
    });
    const asSender = { account: sender };
    const group = { logGroupName: "g" };
    await send(local, "CreateLogGroup", group, asSender);
    await send(local, "CreateLogStream", { ...group, logStreamName: "s" }, asSender);
    const filter = { ...group, filterName: "f", filterPattern: "", destinationArn: arnOf("central") };
    await send(local, "PutSubscriptionFilter", filter, asSender);
    local.control.declare({ roles: { [role]: { ...good, trust: trustFor({ Condition }) } } });
    const before = local.control.records(stream).length;
    const logEvents = [{ timestamp: Date.now(), message: "hello" }];
    const logged = await send(local, "PutLogEvents", { ...group, logStreamName: "s", logEvents }, asSender);
    expect(logged.status).toBe(200);
    return { ownersTest, sendersLine: local.control.records(stream).length > before };
  }

  test.each([
    ["both ARNs", { StringLike: { "aws:SourceArn": [arn(owner), arn(sender)] } }, true, true],
    [
      "the owner's ARN alone passes the test and never delivers",
      { ArnLike: { "aws:SourceArn": arn(owner) } },
      true,
      false,
    ],
    ["the sender's ARN alone fails the test", { ArnEquals: { "AWS:sourcearn": arn(sender) } }, false, true],
    ["an account wildcard", { ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:*:*` } }, true, true],
    ["another Region", { ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:*:*` } }, false, false],
    ["accounts", { StringEquals: { "aws:SourceAccount": [owner] } }, true, false],
    ["the organization", { StringEquals: { "aws:SourceOrgID": organization } }, true, true],
    ["another organization", { StringEquals: { "aws:SourceOrgID": "o-zzzzzzzzzz" } }, false, false],
    ["StringEquals, which knows no wildcards", { StringEquals: { "aws:SourceArn": arn(owner) } }, false, false],
    [
      "its forms of lists and of whatever case",
      { "ForAnyValue:StringEqualsIgnoreCase": { "AWS:SourceArn": [arn(owner), arn(sender)] } },
      false,
      false,
    ],
    ["what does not equal a pattern", { StringNotEquals: { "aws:SourceArn": arn(sender) } }, true, true],
    ["the path in an organization", { "ForAnyValue:StringLike": { "aws:SourceOrgPaths": `${unit}*` } }, true, true],
    ["another path", { "ForAnyValue:StringEquals": { "aws:SourceOrgPaths": `${organization}/r-ab12/` } }, false, false],
    ["the negation", { StringNotEquals: { "aws:SourceAccount": sender } }, true, false],
  ])("%s", async (_, condition, ownersTest, sendersLine) => {
    expect(await reach(condition)).toEqual({ ownersTest, sendersLine });
  });
});

test("a note names the operators that know wildcards", async () => {
  const Condition = { StringEquals: { "aws:SourceArn": `arn:aws:logs:${region}:${owner}:*` } };
  const { put, notes } = world({ ...good, trust: trustFor({ Condition }) });
  expect(await put()).toMatchObject(undeliverable);
  expect(notes).toEqual([
    expect.stringContaining("StringEquals compares aws:SourceArn without wildcards; use ArnLike or StringLike"),
  ]);
});

describe("IAM takes its time", () => {
  test("a new role is unknown until the propagation time has passed", async () => {
    let now = 1_767_225_600_000;
    const { put, notes } = world(good, { propagation: 10_000, clock: () => now });
    expect(await put()).toMatchObject(undeliverable);
    expect(notes).toEqual([expect.stringContaining("IAM has not spread the role yet")]);
    now += 10_000;
    expect(await put()).toMatchObject(taken);
  });

  test("a changed role is the old one until then, over several changes", async () => {
    let now = 1_767_225_600_000;
    const { local, put } = world(good, { propagation: 10_000, clock: () => now });
    now += 20_000;
    local.control.declare({ roles: { [role]: { trust: trustFor() } } });
    now += 6_000;
    local.control.declare({ roles: { [role]: good } });
    expect(await put()).toMatchObject(taken);
    now += 4_000;
    expect(await put()).toMatchObject(undeliverable);
    now += 6_000;
    expect(await put()).toMatchObject(taken);
  });
});
