import { LocalLogs } from "@log-destinations/local";
import { describe, expect, test } from "vitest";
import { good, mayPut, strictService, trustFor, undeliverable } from "../strict-service.ts";
import { owner, region, role, sender, stream } from "../wire.ts";

const key = `arn:aws:kms:${region}:${owner}:key/1234abcd`;
const alias = `arn:aws:kms:${region}:${owner}:alias/logs`;
const firehose = `arn:aws:firehose:${region}:${owner}:deliverystream/archive`;
const taken = { status: 200 };
const policyFor = (AWS: string) => ({
  Statement: { Effect: "Allow", Principal: { AWS }, Action: "kms:*", Resource: "*" },
});
const mayUse = (Resource: string) => ({ Statement: { Effect: "Allow", Action: "kms:GenerateDataKey", Resource } });

describe("keys", () => {
  test("are declared, read back with what was left out, and withdrawn with their aliases", () => {
    const { control } = new LocalLogs();
    const policy = policyFor(owner);
    control.declare({ keys: { [key]: { policy, aliases: ["alias/logs"] } } });
    expect(control.key(key)).toEqual({
      policy: JSON.stringify(policy),
      keyState: "Enabled",
      keySpec: "SYMMETRIC_DEFAULT",
      keyUsage: "ENCRYPT_DECRYPT",
      aliases: ["alias/logs"],
    });
    control.declare({ keys: { [key]: { keyState: "Disabled" } } });
    expect(control.key(key)).toEqual({
      keyState: "Disabled",
      keySpec: "SYMMETRIC_DEFAULT",
      keyUsage: "ENCRYPT_DECRYPT",
      aliases: [],
    });
    control.withdraw({ keys: [key, "never"] });
    expect(control.key(key)).toBeUndefined();
  });

  test("are found by id, ARN, alias and the ARN of an alias, in their account and Region", () => {
    const { control } = new LocalLogs({ declarations: { keys: { [key]: { aliases: ["alias/logs"] } } } });
    const here = { account: owner, region };
    for (const name of ["1234abcd", key, "alias/logs", alias]) expect(control.keyArn(here, name)).toBe(key);
    expect(control.keyArn({ account: sender, region }, alias)).toBe(key);
    expect(control.keyArn({ account: sender, region }, "alias/logs")).toBeUndefined();
    expect(control.keyArn({ account: owner, region: "us-east-1" }, "1234abcd")).toBeUndefined();
    expect(control.keyArn(here, "alias/other")).toBeUndefined();
  });

  test.each([
    ["central", {}, '["central"]: expected the ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID [LD3002]'],
    [alias, {}, "expected the ARN of a key"],
    [key, { keyState: "disabled" }, ".keyState is"],
    [key, { policy: { Version: "2012-10-17" } }, "the policy policy cannot be used: Statement is missing or empty"],
    [key, { policy: "{" }, "the policy policy cannot be used: the document is not JSON"],
    [key, { aliases: ["logs"] }, "aliases"],
    [key, { aliases: ["alias/aws/kinesis"] }, "aliases"],
    [key, { region }, "unknown member"],
  ])("%s with %o is refused", (name, declared, message) => {
    const { control } = new LocalLogs();
    expect(() => control.declare({ keys: { [name]: declared as object } })).toThrow(message);
    expect(control.key(key)).toBeUndefined();
  });

  test("a source is one of Firehose streams alone", () => {
    const { control } = new LocalLogs();
    expect(() => control.declare({ streams: { [stream]: { source: "DirectPut" } } })).toThrow(
      "a Kinesis data stream has no source; leave it out [LD3070]",
    );
    control.declare({ streams: { [firehose]: { source: "MSKAsSource" } } });
    expect(control.stream(firehose)).toEqual({ status: "ACTIVE", shardCount: 1, source: "MSKAsSource" });
  });
});

describe("the key of a stream", () => {
  const withKey = (permissions: object = { put: mayPut }, kmsKeyArn = key) => {
    const service = strictService({ ...good, permissions: permissions as never });
    service.local.control.declare({ streams: { [stream]: { kmsKeyArn } } });
    return service;
  };

  test("that lets the role in by its own policy needs no policy of the role", async () => {
    const { local, put } = withKey();
    expect(await put()).toMatchObject(undeliverable);
    local.control.declare({ keys: { [key]: { policy: policyFor(role) } } });
    expect(await put()).toMatchObject(taken);
  });

  test("by an alias is the key behind it, whose ARN the role's policy has to name", async () => {
    const { local, put, notes } = withKey({ put: mayPut, key: mayUse(alias) }, alias);
    local.control.declare({ keys: { [key]: { aliases: ["alias/logs"] } } });
    expect(await put()).toMatchObject(undeliverable);
    expect(notes).toEqual([expect.stringContaining(`none of its policies allows kms:GenerateDataKey on ${key}`)]);
    local.control.declare({ roles: { [role]: { trust: trustFor(), permissions: { put: mayPut, key: mayUse(key) } } } });
    expect(await put()).toMatchObject(taken);
  });

  test("that AWS manages asks nothing of the role", async () => {
    const { put } = withKey(undefined, `arn:aws:kms:${region}:${owner}:alias/aws/kinesis`);
    expect(await put()).toMatchObject(taken);
  });

  test("of Firehose asks nothing of the role, and has to be enabled", async () => {
    const may = { Statement: { Effect: "Allow", Action: "firehose:PutRecord", Resource: firehose } };
    const { local, put } = strictService({ ...good, permissions: { may } });
    local.control.declare({ streams: { [firehose]: { kmsKeyArn: key } }, keys: { [key]: {} } });
    expect(await put({ targetArn: firehose })).toMatchObject(taken);
    local.control.declare({ keys: { [key]: { keyState: "Disabled" } } });
    expect(await put({ targetArn: firehose })).toMatchObject(undeliverable);
  });

  test("whose policy hangs on what is not evaluated refuses the put, and the note says so", async () => {
    const { local, put, notes } = withKey({ put: mayPut, key: mayUse(key) });
    const { Statement } = policyFor(role);
    const policy = { Statement: { ...Statement, Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } } };
    local.control.declare({ keys: { [key]: { policy } } });
    expect(await put()).toMatchObject(undeliverable);
    expect(notes).toEqual([expect.stringMatching(/whether the policy of .* cannot be decided \[LD3087\]$/)]);
  });
});
