import { beforeEach, describe, expect, test } from "vitest";
import { LocalLogs } from "../../../local/src/local-logs.ts";
import { owner, region } from "../../local/wire.ts";
import { type InProcess, startInProcess } from "../in-process.ts";

const type = "aws_cloudwatch_log_group";
const arn = `arn:aws:logs:${region}:${owner}:log-group:/app`;
const key = `arn:aws:kms:${region}:${owner}:key/1234abcd`;
const all = {
  name: "/app",
  retention_in_days: 1096,
  log_group_class: "INFREQUENT_ACCESS",
  kms_key_id: key,
  deletion_protection_enabled: true,
};

let local: LocalLogs;
let provider: InProcess;
beforeEach(async () => {
  local = new LocalLogs({ strict: true });
  provider = await startInProcess(local);
});

describe("a log group", () => {
  test("has its attributes in the service, and import finds them", async () => {
    const made = await provider.apply(type, all);
    expect(made.values).toMatchObject({ ...all, arn });
    expect(local.control.logGroup(arn)).toEqual({
      logStreams: [],
      retentionInDays: 1096,
      logGroupClass: "INFREQUENT_ACCESS",
      kmsKeyId: key,
      deletionProtectionEnabled: true,
    });
    const imported = await provider.import(type, "/app");
    expect(imported.values).toMatchObject({ ...all, arn });
    expect(await provider.plan(type, all, imported)).toEqual({ changed: [], replaced: [] });
  });

  test.each([
    ["retention_in_days", 7, "retentionInDays", 7],
    ["retention_in_days", null, "retentionInDays", undefined],
    ["kms_key_id", `${key}-2`, "kmsKeyId", `${key}-2`],
    ["kms_key_id", null, "kmsKeyId", undefined],
    ["deletion_protection_enabled", false, "deletionProtectionEnabled", undefined],
  ])("changes %s in place, to %s", async (argument, value, member, expected) => {
    const made = await provider.apply(type, all);
    const config = { ...all, [argument]: value };
    expect(await provider.plan(type, config, made)).toEqual({ changed: [argument], replaced: [] });
    const changed = await provider.apply(type, config, made);
    expect(local.control.logGroup(arn)?.[member as "kmsKeyId"]).toEqual(expected);
    const read = await provider.read(type, changed);
    expect(read && (await provider.plan(type, config, read))).toEqual({ changed: [], replaced: [] });
  });

  test("is replaced for another class", async () => {
    const made = await provider.apply(type, all);
    const { replaced } = await provider.plan(type, { ...all, log_group_class: "STANDARD" }, made);
    expect(replaced).toEqual(["log_group_class"]);
  });

  test("that somebody else changed shows it as drift", async () => {
    const made = await provider.apply(type, { name: "/app" });
    const api = local.as({ account: owner, region });
    await api.call("PutRetentionPolicy", { logGroupName: "/app", retentionInDays: 30 });
    await api.call("AssociateKmsKey", { logGroupName: "/app", kmsKeyId: key });
    const read = await provider.read(type, made);
    expect(read?.values).toMatchObject({ retention_in_days: 30, kms_key_id: key });
    expect(read && (await provider.plan(type, { name: "/app" }, read))).toEqual({
      changed: ["kms_key_id", "retention_in_days"],
      replaced: [],
    });
  });

  test("of the class DELIVERY keeps the retention of the service, whatever is configured", async () => {
    const config = { name: "/app", log_group_class: "DELIVERY", retention_in_days: 7 };
    const made = await provider.apply(type, config);
    expect(made.values.retention_in_days).toBe(2);
    expect(await provider.plan(type, config, made)).toEqual({ changed: [], replaced: [] });
  });

  test("with deletion protection stays, in the words of the service", async () => {
    const made = await provider.apply(type, all);
    await expect(provider.destroy(type, made)).rejects.toThrow(
      "deleting CloudWatch Logs Log Group (/app): ValidationException: Cannot delete log group with deletion protection " +
        "enabled. Disable deletion protection first.",
    );
    expect(local.control.logGroup(arn)).toBeDefined();
  });
});

describe("a log stream", () => {
  const stream = { name: "web", log_group_name: "/app" };

  test("is made, imported, replaced for another name, and deleted", async () => {
    await provider.apply(type, { name: "/app" });
    const made = await provider.apply("aws_cloudwatch_log_stream", stream);
    expect(made.values).toMatchObject({ ...stream, id: "web", arn: `${arn}:log-stream:web` });
    expect(local.control.logGroup(arn)).toEqual({ logStreams: ["web"] });
    expect((await provider.import("aws_cloudwatch_log_stream", "/app:web")).values).toEqual(made.values);
    const { replaced } = await provider.plan("aws_cloudwatch_log_stream", { ...stream, name: "api" }, made);
    expect(replaced).toEqual(["name"]);
    await provider.destroy("aws_cloudwatch_log_stream", made);
    expect(await provider.read("aws_cloudwatch_log_stream", made)).toBeUndefined();
  });

  test("goes with its log group, and has no name with a colon", async () => {
    const group = await provider.apply(type, { name: "/app" });
    const made = await provider.apply("aws_cloudwatch_log_stream", stream);
    await provider.destroy(type, group);
    expect(await provider.read("aws_cloudwatch_log_stream", made)).toBeUndefined();
    await provider.destroy("aws_cloudwatch_log_stream", made);
    await expect(provider.apply("aws_cloudwatch_log_stream", { ...stream, name: "a:b" })).rejects.toThrow("without :");
    await expect(provider.import("aws_cloudwatch_log_stream", "web")).rejects.toThrow("LOG_GROUP_NAME:LOG_STREAM_NAME");
  });
});

describe("data sources of log groups", () => {
  test("tell what the service knows", async () => {
    await provider.apply(type, { ...all, tags: { team: "logs" } });
    await provider.apply(type, { name: "/other" });
    expect(await provider.data(type, { name: "/app" })).toMatchObject({
      ...all,
      arn,
      tags: { team: "logs" },
      creation_time: expect.any(Number),
    });
    expect(await provider.data("aws_cloudwatch_log_groups", { log_group_name_prefix: "/a" })).toMatchObject({
      arns: [arn],
      log_group_names: ["/app"],
    });
    expect((await provider.data("aws_cloudwatch_log_groups", {})).log_group_names).toEqual(["/app", "/other"]);
  });

  test("do not invent one, and say how to declare it", async () => {
    await expect(provider.data(type, { name: "/app" })).rejects.toThrow('{"data":{"aws_cloudwatch_log_group":');
    local.control.declare({ logGroups: { [arn]: { retentionInDays: 7 } } });
    expect(await provider.data(type, { name: "/app" })).toMatchObject({ retention_in_days: 7, kms_key_id: null });
  });
});
