import { beforeEach, describe, expect, test } from "vitest";
import { LocalLogs } from "../../../local/src/local-logs.ts";
import { owner, region, stream } from "../../local/wire.ts";
import { type Held, type InProcess, startInProcess } from "../in-process.ts";

/** In the form in which the provider sends it. */
const policy = (Action: string) =>
  JSON.stringify({ Statement: { Action, Effect: "Allow", Principal: { AWS: owner }, Resource: "*" } });
const firehose = `arn:aws:firehose:${region}:${owner}:deliverystream/archive`;
const here = { account: owner, region };

let local: LocalLogs;
let provider: InProcess;
let key: Held;
let arn: string;
beforeEach(async () => {
  local = new LocalLogs({ strict: true });
  provider = await startInProcess(local);
  key = await provider.apply("aws_kms_key", { policy: policy("kms:*") });
  arn = String(key.values.arn);
});

describe("a key", () => {
  test("is declared with what decides, and has the ids of a real one", async () => {
    const { key_id, id } = key.values;
    expect(key_id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect([id, arn]).toEqual([key_id, `arn:aws:kms:${region}:${owner}:key/${String(key_id)}`]);
    expect(local.control.key(arn)).toMatchObject({ policy: policy("kms:*"), keyState: "Enabled" });
    const imported = await provider.import("aws_kms_key", String(id));
    expect(imported.values).toMatchObject({ arn, policy: policy("kms:*"), is_enabled: true });
  });

  test("without a policy has the one of KMS, and plans no change", async () => {
    const made = await provider.apply("aws_kms_key", {});
    expect(made.values.policy).toContain(`"AWS":"arn:aws:iam::${owner}:root"`);
    expect(await provider.plan("aws_kms_key", {}, made)).toEqual({ changed: [], replaced: [] });
  });

  test("changes policy and state in place, keeps its aliases, and is replaced for another kind", async () => {
    await provider.apply("aws_kms_alias", { name: "alias/logs", target_key_id: arn });
    const config = { policy: policy("kms:Decrypt"), is_enabled: false };
    expect(await provider.plan("aws_kms_key", config, key)).toEqual({
      changed: ["is_enabled", "policy"],
      replaced: [],
    });
    await provider.apply("aws_kms_key", config, key);
    expect(local.control.key(arn)).toMatchObject({
      policy: policy("kms:Decrypt"),
      keyState: "Disabled",
      aliases: ["alias/logs"],
    });
    const { replaced } = await provider.plan("aws_kms_key", { ...config, key_usage: "SIGN_VERIFY" }, key);
    expect(replaced).toEqual(["key_usage"]);
  });

  test("that is destroyed waits for its deletion, and counts as gone", async () => {
    await provider.destroy("aws_kms_key", key);
    expect(local.control.key(arn)).toMatchObject({ keyState: "PendingDeletion" });
    expect(await provider.read("aws_kms_key", key)).toBeUndefined();
  });

  test("gets a policy by a resource of its own, and the one of KMS back", async () => {
    const made = await provider.apply("aws_kms_key_policy", { key_id: key.values.id, policy: policy("kms:Encrypt") });
    expect(local.control.key(arn)?.policy).toBe(policy("kms:Encrypt"));
    await provider.apply("aws_kms_key_policy", { key_id: key.values.id, policy: policy("kms:Decrypt") }, made);
    expect((await provider.import("aws_kms_key_policy", String(key.values.id))).values.policy).toBe(
      policy("kms:Decrypt"),
    );
    await provider.destroy("aws_kms_key_policy", made);
    expect(local.control.key(arn)?.policy).toBeUndefined();
    await expect(provider.apply("aws_kms_key_policy", { key_id: "none", policy: policy("kms:*") })).rejects.toThrow(
      "NotFoundException",
    );
  });
});

describe("an alias", () => {
  const alias = (target_key_id: unknown, name = "alias/logs") => ({ name, target_key_id });

  test("leads to a key by its id or ARN, which are the same, and moves to another in place", async () => {
    const made = await provider.apply("aws_kms_alias", alias(key.values.id));
    expect(made.values).toMatchObject({ id: "alias/logs", target_key_arn: arn });
    expect(local.control.keyArn(here, "alias/logs")).toBe(arn);
    expect(await provider.plan("aws_kms_alias", alias(arn), made)).toEqual({ changed: [], replaced: [] });
    expect((await provider.import("aws_kms_alias", "alias/logs")).values).toMatchObject({ target_key_arn: arn });
    const other = await provider.apply("aws_kms_key", {});
    await provider.apply("aws_kms_alias", alias(other.values.arn), made);
    expect(local.control.keyArn(here, "alias/logs")).toBe(other.values.arn);
    expect(local.control.key(arn)?.aliases).toEqual([]);
    await provider.destroy("aws_kms_alias", made);
    expect(local.control.keyArn(here, "alias/logs")).toBeUndefined();
  });

  test("has a name of its own, in its form, and a key that there is", async () => {
    await provider.apply("aws_kms_alias", alias(arn));
    await expect(provider.apply("aws_kms_alias", alias(arn))).rejects.toThrow("AlreadyExistsException");
    await expect(provider.apply("aws_kms_alias", alias(arn, "logs"))).rejects.toThrow("alias/ and letters");
    await expect(provider.apply("aws_kms_alias", alias("none", "alias/b"))).rejects.toThrow("NotFoundException");
    const made = await provider.apply("aws_kms_alias", { name_prefix: "alias/app-", target_key_id: arn });
    expect(made.values.name).toMatch(/^alias\/app-[0-9a-f]{26}$/);
  });
});

describe("the key of a stream", () => {
  const kinesis = (kms_key_id: unknown, more: object = {}) => ({
    name: "central",
    shard_count: 1,
    encryption_type: "KMS",
    kms_key_id,
    ...more,
  });

  test("is found by id, ARN and alias, and stays as it was given", async () => {
    await provider.apply("aws_kms_alias", { name: "alias/logs", target_key_id: arn });
    const aliasArn = `arn:aws:kms:${region}:${owner}:alias/logs`;
    let made: Held | undefined;
    for (const given of [key.values.id, arn, "alias/logs", aliasArn, "alias/aws/kinesis"]) {
      made = await provider.apply("aws_kinesis_stream", kinesis(given), made);
      const read = (await provider.read("aws_kinesis_stream", made)) as Held;
      expect(read.values.kms_key_id).toBe(given);
      expect(await provider.plan("aws_kinesis_stream", kinesis(given), read)).toEqual({ changed: [], replaced: [] });
    }
    await provider.apply("aws_kinesis_stream", kinesis("alias/logs"), made);
    expect(local.control.stream(stream)?.kmsKeyArn).toBe(arn);
  });

  test("that somebody else took away shows as drift", async () => {
    const made = await provider.apply("aws_kinesis_stream", kinesis(arn));
    local.control.declare({ streams: { [stream]: {} } });
    const read = await provider.read("aws_kinesis_stream", made);
    expect(read?.values).toMatchObject({ encryption_type: "NONE", kms_key_id: null });
  });

  test("of Firehose is kept, changed in place and imported", async () => {
    const config = (block: object | undefined) => ({
      name: "archive",
      destination: "extended_s3",
      extended_s3_configuration: [{ bucket_arn: "arn:aws:s3:::a", role_arn: `arn:aws:iam::${owner}:role/r` }],
      ...(block && { server_side_encryption: [block] }),
    });
    const managed = { enabled: true, key_type: "CUSTOMER_MANAGED_CMK", key_arn: arn };
    const type = "aws_kinesis_firehose_delivery_stream";
    const made = await provider.apply(type, config(managed));
    expect(local.control.stream(firehose)).toMatchObject({ kmsKeyArn: arn });
    const owned = config({ enabled: true, key_type: "AWS_OWNED_CMK" });
    const changed = await provider.apply(type, owned, made);
    expect(local.control.stream(firehose)?.kmsKeyArn).toBeUndefined();
    const read = (await provider.read(type, changed)) as Held;
    expect(await provider.plan(type, owned, read)).toEqual({ changed: [], replaced: [] });
    local.control.declare({ streams: { [firehose]: { kmsKeyArn: arn } } });
    expect((await provider.import(type, firehose)).values.server_side_encryption).toEqual([managed]);
  });

  test.each([
    [{ destination: "bogus" }, "expected destination to be one of"],
    [{ destination: "s3" }, "expected destination to be one of"],
    [{ destination: "splunk" }, "when destination is 'splunk', splunk_configuration is required"],
  ])("Firehose with %o is refused before anything is made", async (config, message) => {
    const applied = provider.apply("aws_kinesis_firehose_delivery_stream", { name: "archive", ...config });
    await expect(applied).rejects.toThrow(message);
    expect(local.control.stream(firehose)).toBeUndefined();
  });
});

describe("data sources of keys and streams", () => {
  test("tell what is known, and each account has the keys that AWS manages", async () => {
    await provider.apply("aws_kms_alias", { name: "alias/logs", target_key_id: arn });
    for (const key_id of ["alias/logs", arn, key.values.id]) {
      expect(await provider.data("aws_kms_key", { key_id })).toMatchObject({
        arn,
        id: key.values.id,
        key_manager: "CUSTOMER",
        enabled: true,
        key_state: "Enabled",
      });
    }
    local.control.declare({ keys: { [arn]: { keyState: "Disabled", keyUsage: "SIGN_VERIFY", keySpec: "RSA_2048" } } });
    expect(await provider.data("aws_kms_key", { key_id: arn })).toMatchObject({
      enabled: false,
      key_state: "Disabled",
      key_usage: "SIGN_VERIFY",
      key_spec: "RSA_2048",
    });
    await provider.apply("aws_kms_alias", { name: "alias/logs", target_key_id: arn });
    expect(await provider.data("aws_kms_alias", { name: "alias/logs" })).toMatchObject({ target_key_arn: arn });
    const managed = await provider.data("aws_kms_alias", { name: "alias/aws/kinesis" });
    expect(managed.target_key_arn).toMatch(/^arn:aws:kms:eu-west-1:111122223333:key\/[0-9a-f-]{36}$/);
    expect(await provider.data("aws_kms_key", { key_id: "alias/aws/kinesis" })).toMatchObject({
      arn: managed.target_key_arn,
      key_manager: "AWS",
    });
    await provider.apply("aws_kinesis_stream", { name: "central", shard_count: 2 });
    expect(await provider.data("aws_kinesis_stream", { name: "central" })).toMatchObject({
      arn: stream,
      status: "ACTIVE",
      open_shards: ["shardId-000000000000", "shardId-000000000001"],
      encryption_type: "NONE",
      stream_mode_details: [{ stream_mode: "PROVISIONED" }],
    });
    local.control.declare({ streams: { [firehose]: {} } });
    expect(await provider.data("aws_kinesis_firehose_delivery_stream", { name: "archive" })).toMatchObject({
      arn: firehose,
    });
  });

  test.each([
    ["aws_kms_key", { key_id: "none" }],
    ["aws_kms_key", { key_id: "alias/x" }],
    ["aws_kms_alias", { name: "alias/x" }],
    ["aws_kinesis_stream", { name: "central" }],
    ["aws_kinesis_firehose_delivery_stream", { name: "archive" }],
  ])("%s of %o is not invented", async (type, config) => {
    await expect(provider.data(type, config)).rejects.toThrow(`{"data":{"${type}":`);
  });
});
