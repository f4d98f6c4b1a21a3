import { LocalLogs } from "@log-destinations/local";
import { beforeEach, describe, expect, test } from "vitest";
import { owner, refusal, region, send, sender } from "../wire.ts";

const key = `arn:aws:kms:${region}:${owner}:key/1234abcd`;
const arn = `arn:aws:logs:${region}:${owner}:log-group:/app`;
const done = { status: 200, text: "" };
const missing = refusal("ResourceNotFoundException", "The specified log group does not exist.");

let local: LocalLogs;
const call = (operation: string, request: object) => send(local, operation, request);
const create = (request: object = {}) => call("CreateLogGroup", { logGroupName: "/app", ...request });
const described = async (request: object = {}) => {
  const { body } = await call("DescribeLogGroups", request);
  return (body.logGroups as Record<string, unknown>[]).map(
    ({ retentionInDays, logGroupClass, kmsKeyId, deletionProtectionEnabled }) => ({
      retentionInDays,
      logGroupClass,
      kmsKeyId,
      deletionProtectionEnabled,
    }),
  );
};
const plain = {
  retentionInDays: undefined,
  logGroupClass: "STANDARD",
  kmsKeyId: undefined,
  deletionProtectionEnabled: false,
};

beforeEach(() => {
  local = new LocalLogs();
});

describe("attributes of a log group", () => {
  test("are given when it is made, and told by DescribeLogGroups", async () => {
    const given = { kmsKeyId: key, logGroupClass: "INFREQUENT_ACCESS", deletionProtectionEnabled: true };
    expect(await create(given)).toMatchObject(done);
    expect(await described()).toEqual([{ ...plain, ...given }]);
  });

  test("change one by one, and the others stay", async () => {
    await create({ tags: { team: "logs" } });
    const steps: [operation: string, request: object, change: object][] = [
      ["PutRetentionPolicy", { logGroupName: "/app", retentionInDays: 1096 }, { retentionInDays: 1096 }],
      ["AssociateKmsKey", { logGroupName: "/app", kmsKeyId: key }, { kmsKeyId: key }],
      [
        "PutLogGroupDeletionProtection",
        { logGroupIdentifier: "/app", deletionProtectionEnabled: true },
        { deletionProtectionEnabled: true },
      ],
      ["DisassociateKmsKey", { resourceIdentifier: arn }, { kmsKeyId: undefined }],
      ["DeleteRetentionPolicy", { logGroupName: "/app" }, { retentionInDays: undefined }],
      [
        "PutLogGroupDeletionProtection",
        { logGroupIdentifier: arn, deletionProtectionEnabled: false },
        { deletionProtectionEnabled: false },
      ],
      ["AssociateKmsKey", { resourceIdentifier: arn, kmsKeyId: key }, { kmsKeyId: key }],
    ];
    let expected: object = plain;
    for (const [operation, request, change] of steps) {
      expect(await call(operation, request)).toMatchObject(done);
      expected = { ...expected, ...change };
      expect(await described()).toEqual([expected]);
    }
    expect((await call("ListTagsForResource", { resourceArn: arn })).body).toEqual({ tags: { team: "logs" } });
  });

  test.each([
    ["Region", arn.replace("eu-west-1", "us-east-1")],
    ["account", arn.replace(/:\d{12}:/, ":222233334444:")],
  ])("are not changed by the ARN of another %s", async (_, resourceIdentifier) => {
    await create({});
    const refused = { body: { __type: "ResourceNotFoundException" } };
    expect(await call("AssociateKmsKey", { resourceIdentifier, kmsKeyId: key })).toMatchObject(refused);
    expect(await described()).toEqual([plain]);
  });

  test("of a class DELIVERY are kept for two days", async () => {
    await create({ logGroupClass: "DELIVERY" });
    expect(await described()).toEqual([{ ...plain, logGroupClass: "DELIVERY", retentionInDays: 2 }]);
  });

  test.each([
    ["PutRetentionPolicy", { logGroupName: "/no", retentionInDays: 7 }],
    ["DeleteRetentionPolicy", { logGroupName: "/no" }],
    ["AssociateKmsKey", { logGroupName: "/no", kmsKeyId: key }],
    ["DisassociateKmsKey", { logGroupName: "/no" }],
    ["PutLogGroupDeletionProtection", { logGroupIdentifier: "/no", deletionProtectionEnabled: true }],
    [
      "PutLogGroupDeletionProtection",
      { logGroupIdentifier: arn.replace(owner, sender), deletionProtectionEnabled: true },
    ],
  ])("are not those of a log group that is not there: %s %o", async (operation, request) => {
    await create();
    expect(await call(operation, request)).toMatchObject(missing);
  });

  test("a protected log group stays, and can be deleted without its protection", async () => {
    await create({ deletionProtectionEnabled: true });
    expect((await call("DeleteLogGroup", { logGroupName: "/app" })).body).toMatchObject({
      __type: "ValidationException",
    });
    expect(await described()).toHaveLength(1);
    await call("PutLogGroupDeletionProtection", { logGroupIdentifier: "/app", deletionProtectionEnabled: false });
    expect(await call("DeleteLogGroup", { logGroupName: "/app" })).toMatchObject(done);
  });

  test("a key that is refused makes no log group", async () => {
    local.control.declare({ keys: { [key]: { keyState: "Disabled" } } });
    expect(await create({ kmsKeyId: key })).toMatchObject({ status: 400 });
    expect(await described()).toEqual([]);
  });
});

test("DescribeLogGroups lists one class page by page, and two classes together", async () => {
  const classes = { a: "STANDARD", b: "INFREQUENT_ACCESS", c: "STANDARD", d: "ESSENTIALS", e: "DELIVERY" };
  for (const [logGroupName, logGroupClass] of Object.entries(classes)) await create({ logGroupName, logGroupClass });
  const names = async (request: object) => {
    const { body } = await call("DescribeLogGroups", request);
    const groups = body.logGroups as { logGroupName: string }[];
    return [groups.map(({ logGroupName }) => logGroupName).join(""), body.nextToken];
  };
  expect(await names({ logGroupClass: "STANDARD", limit: 1 })).toEqual(["a", "a"]);
  expect(await names({ logGroupClass: "STANDARD", limit: 1, nextToken: "a" })).toEqual(["c", undefined]);
  expect(await names({ logGroupClass: "ESSENTIALS" })).toEqual(["bd", undefined]);
  expect(await names({ logGroupClass: "INFREQUENT_ACCESS" })).toEqual(["bd", undefined]);
  expect(await names({ logGroupClass: "DELIVERY" })).toEqual(["e", undefined]);
  expect(await names({})).toEqual(["abcde", undefined]);
});
