import { LocalLogs } from "@log-destinations/local";
import { beforeEach, describe, expect, test } from "vitest";
import { owner, refusal, role, send, sender, stream } from "./wire.ts";

let local: LocalLogs;
let now: number;
beforeEach(() => {
  now = 1_767_225_600_000;
  local = new LocalLogs({ clock: () => now });
});

const kinesis = (operation: string, request: object, account = owner) =>
  send(local, operation, request, { account, target: "Kinesis_20131202", service: "kinesis" });
const create = (ShardCount?: number) => kinesis("CreateStream", { StreamName: "central", ShardCount });
const put = (text: string, more: object = {}) =>
  kinesis("PutRecord", { StreamName: "central", PartitionKey: "k", Data: btoa(text), ...more });
const iterator = async (more: object, shard = 0) => {
  const ShardId = `shardId-${String(shard).padStart(12, "0")}`;
  return (await kinesis("GetShardIterator", { StreamName: "central", ShardId, ...more })).body.ShardIterator;
};
const read = async (ShardIterator: unknown, more: object = {}) =>
  (await kinesis("GetRecords", { ShardIterator, ...more })).body as {
    Records: { Data: string; SequenceNumber: string; PartitionKey: string; ApproximateArrivalTimestamp: number }[];
    NextShardIterator: string;
    MillisBehindLatest: number;
  };
const texts = async (more: object) => (await read(await iterator(more))).Records.map(({ Data }) => atob(Data));

/** What both descriptions of the stream say. */
const description = () => ({
  StreamName: "central",
  StreamARN: stream,
  StreamStatus: "ACTIVE",
  StreamModeDetails: { StreamMode: "PROVISIONED" },
  RetentionPeriodHours: 24,
  StreamCreationTimestamp: now / 1000,
  EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
  EncryptionType: "NONE",
});

describe("streams", () => {
  test("are ACTIVE at once, and described in the service's words", async () => {
    expect(await create(2)).toMatchObject({ status: 200, text: "" });
    expect((await kinesis("DescribeStreamSummary", { StreamARN: stream })).body.StreamDescriptionSummary).toEqual({
      ...description(),
      OpenShardCount: 2,
      ConsumerCount: 0,
    });
  });

  test("are described with their shards, and listed, page by page", async () => {
    await create(3);
    const { Shards } = (await kinesis("ListShards", { StreamName: "central" })).body as { Shards: object[] };
    const described = async (more: object) =>
      (await kinesis("DescribeStream", { StreamName: "central", ...more })).body.StreamDescription;
    expect(await described({ Limit: 2 })).toEqual({
      ...description(),
      Shards: Shards.slice(0, 2),
      HasMoreShards: true,
    });
    expect(await described({ ExclusiveStartShardId: "shardId-000000000001" })).toMatchObject({
      Shards: Shards.slice(2),
      HasMoreShards: false,
    });
    await kinesis("CreateStream", { StreamName: "other", ShardCount: 1 });
    const first = (await kinesis("ListStreams", { Limit: 1 })).body;
    expect(first).toMatchObject({ StreamNames: ["central"], HasMoreStreams: true });
    for (const more of [{ NextToken: first.NextToken }, { ExclusiveStartStreamName: "central" }]) {
      const second = (await kinesis("ListStreams", more)).body;
      expect(second).toMatchObject({ StreamNames: ["other"], HasMoreStreams: false });
      expect(second).not.toHaveProperty("NextToken");
    }
    expect((await kinesis("ListStreams", {}, sender)).body.StreamNames).toEqual([]);
  });

  test("a name and an ARN that contradict each other are refused", async () => {
    await create(1);
    await kinesis("CreateStream", { StreamName: "other", ShardCount: 1 });
    expect(await kinesis("DeleteStream", { StreamName: "other", StreamARN: stream })).toMatchObject(
      refusal("InvalidArgumentException", `StreamName other is another stream than StreamARN ${stream}`),
    );
    expect((await kinesis("ListStreams", {})).body.StreamNames).toEqual(["central", "other"]);
  });

  test("exist once, and not for other accounts", async () => {
    await create(1);
    expect(await create(1)).toMatchObject(
      refusal("ResourceInUseException", `Stream central under account ${owner} already exists.`),
    );
    expect(await kinesis("DescribeStreamSummary", { StreamName: "central" }, sender)).toMatchObject(
      refusal("ResourceNotFoundException", `Stream central under account ${sender} not found.`),
    );
    expect(await kinesis("DescribeStreamSummary", { StreamARN: stream }, sender)).toMatchObject({ status: 400 });
  });

  test("take their records with them when they are deleted", async () => {
    await create(1);
    await put("old");
    expect(await kinesis("DeleteStream", { StreamName: "central" })).toMatchObject({ status: 200, text: "" });
    await create(1);
    expect(await texts({ ShardIteratorType: "TRIM_HORIZON" })).toEqual([]);
  });

  test("hand what they got before they were known, or had other shards, to the shard of its partition key", async () => {
    const keyOf = async (shard: number) =>
      (await read(await iterator({ ShardIteratorType: "TRIM_HORIZON" }, shard))).Records.map(
        (record) => record.PartitionKey,
      );
    await send(local, "PutDestination", { destinationName: "central", targetArn: stream, roleArn: role });
    await create(3);
    // The test message's key is 3e21…, whose md5 is 8719…; md5("a") is 0cc1….
    await put("x", { PartitionKey: "a" });
    expect([await keyOf(0), await keyOf(1), await keyOf(2)]).toEqual([["a"], ["3e21f5e8240cbb048271af4fdb892a1c"], []]);
    local.control.declare({ streams: { [stream]: { shardCount: 1 } } });
    expect(await keyOf(0)).toEqual(["3e21f5e8240cbb048271af4fdb892a1c", "a"]);
  });

  test("without a number of shards they are on demand, and another mode is refused", async () => {
    await create();
    const summary = (await kinesis("DescribeStreamSummary", { StreamName: "central" })).body.StreamDescriptionSummary;
    expect(summary).toMatchObject({ StreamModeDetails: { StreamMode: "ON_DEMAND" }, OpenShardCount: 4 });
    const mode = { StreamName: "other", StreamModeDetails: { StreamMode: "FREE" } };
    expect(await kinesis("CreateStream", mode)).toMatchObject(
      refusal("ValidationException", expect.stringContaining("'streamModeDetails.streamMode'")),
    );
    const provisioned = { StreamName: "other", StreamModeDetails: { StreamMode: "PROVISIONED" } };
    expect(await kinesis("CreateStream", provisioned)).toMatchObject(
      refusal("InvalidArgumentException", "ShardCount is needed for a stream of the mode PROVISIONED"),
    );
  });

  test("a wrong name is a ValidationException", async () => {
    expect(await kinesis("CreateStream", { StreamName: "a b", ShardCount: 1 })).toMatchObject(
      refusal(
        "ValidationException",
        "1 validation error detected: Value at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
      ),
    );
    expect(await kinesis("DescribeStreamSummary", {})).toMatchObject(
      refusal("InvalidArgumentException", "StreamName or StreamARN is needed"),
    );
  });
});

describe("shards", () => {
  test("share the hash keys without gap or overlap, page by page", async () => {
    await create(3);
    const first = (await kinesis("ListShards", { StreamName: "central", MaxResults: 2 })).body;
    const second = (await kinesis("ListShards", { NextToken: first.NextToken })).body;
    expect(second).not.toHaveProperty("NextToken");
    const shards = [first, second].flatMap(({ Shards }) => Shards as { HashKeyRange: Record<string, string> }[]);
    const ranges = shards.map(({ HashKeyRange: { StartingHashKey = "", EndingHashKey = "" } }) => [
      BigInt(StartingHashKey),
      BigInt(EndingHashKey),
    ]);
    expect(ranges.map(([start]) => start)).toEqual([0n, ...ranges.slice(0, -1).map(([, end]) => (end ?? 0n) + 1n)]);
    expect(ranges.at(-1)?.[1]).toBe(2n ** 128n - 1n);
  });

  test("the partition key's hash chooses one, an explicit hash key another", async () => {
    await create(3);
    const shardOf = async (more: object) => (await put("x", more)).body.ShardId;
    // md5("a") is 0cc1…, md5("k") is 8ce4…, md5("b") is 92eb….
    expect(await shardOf({ PartitionKey: "a" })).toBe("shardId-000000000000");
    expect(await shardOf({ PartitionKey: "k" })).toBe("shardId-000000000001");
    const third = 2n ** 128n / 3n;
    expect(await shardOf({ ExplicitHashKey: String(third - 1n) })).toBe("shardId-000000000000");
    expect(await shardOf({ ExplicitHashKey: String(third) })).toBe("shardId-000000000001");
    expect(await shardOf({ ExplicitHashKey: String(2n ** 128n - 1n) })).toBe("shardId-000000000002");
    expect(await put("x", { ExplicitHashKey: String(2n ** 128n) })).toMatchObject(
      refusal("InvalidArgumentException", expect.any(String)),
    );
  });

  test("one that is not there is a ResourceNotFoundException", async () => {
    await create(1);
    expect(
      await kinesis("GetShardIterator", {
        StreamName: "central",
        ShardId: "shardId-000000000001",
        ShardIteratorType: "LATEST",
      }),
    ).toMatchObject(refusal("ResourceNotFoundException", expect.stringContaining("does not exist")));
    expect(await kinesis("ListShards", { StreamName: "central", ExclusiveStartShardId: "nonsense" })).toMatchObject(
      refusal("ResourceNotFoundException", expect.stringContaining("Shard nonsense in stream central")),
    );
  });
});

describe("records", () => {
  test("come in the order of their arrival, with growing sequence numbers", async () => {
    await create(1);
    await put("a", { PartitionKey: "one" });
    now += 500;
    await put("b", { PartitionKey: "two" });
    const { Records, MillisBehindLatest } = await read(await iterator({ ShardIteratorType: "TRIM_HORIZON" }));
    expect(Records).toMatchObject([
      { PartitionKey: "one", ApproximateArrivalTimestamp: (now - 500) / 1000 },
      { PartitionKey: "two", ApproximateArrivalTimestamp: now / 1000 },
    ]);
    const [first, second] = Records.map(({ SequenceNumber }) => SequenceNumber);
    expect(first).toMatch(/^\d{56}$/);
    expect(BigInt(second ?? 0)).toBeGreaterThan(BigInt(first ?? 0));
    expect(MillisBehindLatest).toBe(0);
  });

  test("page by Limit; the next iterator goes on, also behind what comes later", async () => {
    await create(1);
    for (const text of ["a", "b", "c"]) await put(text);
    const first = await read(await iterator({ ShardIteratorType: "TRIM_HORIZON" }), { Limit: 2 });
    expect(first.Records.map(({ Data }) => atob(Data))).toEqual(["a", "b"]);
    const second = await read(first.NextShardIterator);
    expect(second.Records.map(({ Data }) => atob(Data))).toEqual(["c"]);
    await put("d");
    expect((await read(second.NextShardIterator)).Records.map(({ Data }) => atob(Data))).toEqual(["d"]);
  });

  test("each type of iterator begins where it says", async () => {
    await create(1);
    await put("a");
    now += 1000;
    const { SequenceNumber } = (await put("b")).body;
    now += 1000;
    await put("c");
    const at = { StartingSequenceNumber: SequenceNumber };
    const latest = await iterator({ ShardIteratorType: "LATEST" });
    expect(await texts({ ShardIteratorType: "TRIM_HORIZON" })).toEqual(["a", "b", "c"]);
    expect(await texts({ ShardIteratorType: "AT_SEQUENCE_NUMBER", ...at })).toEqual(["b", "c"]);
    expect(await texts({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", ...at })).toEqual(["c"]);
    expect(await texts({ ShardIteratorType: "AT_TIMESTAMP", Timestamp: (now - 1000) / 1000 })).toEqual(["b", "c"]);
    await put("d");
    expect((await read(latest)).Records.map(({ Data }) => atob(Data))).toEqual(["d"]);
  });

  test("an iterator expires after five minutes, and one that was never given out is refused", async () => {
    await create(1);
    const ShardIterator = await iterator({ ShardIteratorType: "LATEST" });
    now += 300_001;
    expect(await kinesis("GetRecords", { ShardIterator })).toMatchObject(
      refusal("ExpiredIteratorException", expect.stringContaining("Iterator expired.")),
    );
    expect(await kinesis("GetRecords", { ShardIterator: "nonsense" })).toMatchObject(
      refusal("InvalidArgumentException", "Invalid ShardIterator."),
    );
  });

  test("are kept for 24 hours", async () => {
    await create(1);
    await put("old");
    now += 24 * 3600_000;
    expect(await texts({ ShardIteratorType: "TRIM_HORIZON" })).toEqual(["old"]);
    expect(local.control.records(stream)).toHaveLength(1);
    now += 1;
    expect(await texts({ ShardIteratorType: "TRIM_HORIZON" })).toEqual([]);
    expect(local.control.records(stream)).toEqual([]);
    await put("new");
    expect(await texts({ ShardIteratorType: "TRIM_HORIZON" })).toEqual(["new"]);
  });

  test("PutRecords puts many, or none where one of them is wrong", async () => {
    await create(2);
    const record = (PartitionKey: string, text: string) => ({ PartitionKey, Data: btoa(text) });
    const putAll = (...Records: object[]) => kinesis("PutRecords", { StreamName: "central", Records });
    expect(await putAll(record("a", "x"), { PartitionKey: "b", Data: "?" })).toMatchObject(
      refusal("SerializationException", "records.2.member.data is not base64"),
    );
    expect(await putAll(record("a", "x"), record("", "y"))).toMatchObject(
      refusal("ValidationException", expect.stringContaining("'records.2.member.partitionKey'")),
    );
    expect(await putAll(...Array(11).fill(record("a", "x".repeat(2 ** 20 - 1))))).toMatchObject(
      refusal("InvalidArgumentException", "Records size exceeds 10 MB limit"),
    );
    const { body } = await putAll(record("a", "x"), record("b", "y"), record("a", "z"));
    expect(body).toEqual({
      FailedRecordCount: 0,
      EncryptionType: "NONE",
      Records: [0, 1, 0].map((shard) => ({
        ShardId: `shardId-00000000000${shard}`,
        SequenceNumber: expect.stringMatching(/^\d{56}$/),
      })),
    });
    expect(await texts({ ShardIteratorType: "TRIM_HORIZON" })).toEqual(["x", "z"]);
  });

  test.each([
    ["Data of 14 megabytes", { Data: "A".repeat(14_000_000) }, "ValidationException"],
    ["Data without its end", { Data: "QUJD=" }, "SerializationException"],
    ["Data that is no base64", { Data: "?" }, "SerializationException"],
    ["more than a mebibyte", { Data: btoa("x".repeat(2 ** 20)) }, "ValidationException"],
    ["no partition key", { PartitionKey: "" }, "ValidationException"],
  ])("%s is refused", async (_, more, type) => {
    await create(1);
    expect(await put("x", more)).toMatchObject(refusal(type, expect.any(String)));
    expect(await texts({ ShardIteratorType: "TRIM_HORIZON" })).toEqual([]);
  });
});
