import { LocalLogs, type RoleDeclaration } from "@log-destinations/local";
import { describe, expect, test } from "vitest";
import { good, mayPut, strictService, trustFor, undeliverable } from "../strict-service.ts";
import { owner, region, role, send, sender, stream } from "../wire.ts";

const taken = { status: 200 };
const firehose = `arn:aws:firehose:${region}:${owner}:deliverystream/archive`;
const key = `arn:aws:kms:${region}:${owner}:key/k`;

const kinesis = (local: LocalLogs, operation: string, request: object) =>
  send(local, operation, request, { target: "Kinesis_20131202", service: "kinesis" });

describe("lenient: what is not declared counts as healthy, in the right account", () => {
  const lenient = { strict: false };
  test("an unknown role and stream", async () => {
    const local = new LocalLogs(lenient);
    const request = { destinationName: "central", targetArn: stream, roleArn: role };
    expect(await send(local, "PutDestination", request)).toMatchObject(taken);
  });

  test("not a stream of another account", async () => {
    const { put, notes } = strictService(good, lenient);
    const foreign = stream.replace(owner, sender);
    expect(await put({ targetArn: foreign })).toMatchObject(undeliverable);
    expect(notes).toEqual([
      `${role} cannot write to ${foreign}: the stream is of another account than ${owner} [LD3202]`,
    ]);
  });

  test("a role that is declared is evaluated", async () => {
    const { put } = strictService({ trust: trustFor() }, lenient);
    expect(await put()).toMatchObject(undeliverable);
  });
});

describe("lenient: what was deleted is missing", () => {
  const said = (what: string) => [expect.stringContaining(`the ${what} does not exist`)];

  test.each([
    ["by DeleteStream", (local: LocalLogs) => kinesis(local, "DeleteStream", { StreamName: "central" })],
    ["by withdrawing it", async (local: LocalLogs) => local.control.withdraw({ streams: [stream] })],
  ])("a stream %s, until it is made again", async (_, remove) => {
    const { local, put, notes } = strictService(undefined, { strict: false });
    await remove(local);
    expect(await put()).toMatchObject(undeliverable);
    expect(notes).toEqual(said("stream"));
    expect(await kinesis(local, "CreateStream", { StreamName: "central", ShardCount: 1 })).toMatchObject(taken);
    expect(await put()).toMatchObject(taken);
  });

  test("a role that was withdrawn, until it is declared again", async () => {
    const { local, put, notes } = strictService(good, { strict: false });
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
    expect(await strictService(good).put()).toMatchObject(taken);
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
    const { put, notes } = strictService(declared as RoleDeclaration | undefined);
    expect(await put(request)).toMatchObject(undeliverable);
    expect(notes).toEqual([expect.stringContaining(why)]);
  });

  test.each([
    ["a wildcard in Action and Resource", { Action: "kinesis:Put*", Resource: "arn:aws:kinesis:*:*:stream/cent???" }],
    ["an action in another case", { Action: "Kinesis:putrecord", Resource: "*" }],
    ["NotAction and NotResource", { NotAction: "s3:*", NotResource: firehose, Action: undefined, Resource: undefined }],
  ])("%s is enough", async (_, more) => {
    const put = { Statement: [{ ...mayPut.Statement, ...more }] };
    expect(await strictService({ ...good, permissions: { put } }).put()).toMatchObject(taken);
  });

  test("the Region's own service principal is trusted too", async () => {
    const trust = trustFor({ Principal: { Service: ["x.amazonaws.com", `logs.${region}.amazonaws.com`] } });
    expect(await strictService({ ...good, trust }).put()).toMatchObject(taken);
  });

  test.each(["CREATING", "UPDATING", "DELETING"] as const)("a stream that is %s is refused", async (status) => {
    const { local, put } = strictService(good);
    local.control.declare({ streams: { [stream]: { status } } });
    expect(await put()).toMatchObject(undeliverable);
    local.control.declare({ streams: { [stream]: {} } });
    expect(await put()).toMatchObject(taken);
  });

  test("an encrypted stream needs kms:GenerateDataKey", async () => {
    const { local, put, notes } = strictService(good);
    local.control.declare({ streams: { [stream]: { kmsKeyArn: key } } });
    expect(await put()).toMatchObject(undeliverable);
    expect(notes).toEqual([expect.stringContaining("kms:GenerateDataKey")]);
    const kms = { Statement: { Effect: "Allow", Action: "kms:GenerateDataKey", Resource: key } };
    local.control.declare({ roles: { [role]: { ...good, permissions: { put: mayPut, kms } } } });
    expect(await put()).toMatchObject(taken);
  });

  test("a Firehose stream needs firehose:PutRecord", async () => {
    const { local, put } = strictService(good);
    local.control.declare({ streams: { [firehose]: {} } });
    expect(await put({ targetArn: firehose })).toMatchObject(undeliverable);
    const permissions = { put: { Statement: { Effect: "Allow", Action: "firehose:PutRecord", Resource: firehose } } };
    local.control.declare({ roles: { [role]: { ...good, permissions } } });
    expect(await put({ targetArn: firehose })).toMatchObject(taken);
  });
});
