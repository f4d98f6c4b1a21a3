import { describe, expect, test } from "vitest";
import { refusal, stream } from "../wire.ts";
import { clock, create, iterator, kinesis, local, put, read, texts } from "./central-stream.ts";

describe("records", () => {
  test("come in the order of their arrival, with growing sequence numbers", async () => {
    await create(1);
    await put("a", { PartitionKey: "one" });
    clock.now += 500;
    await put("b", { PartitionKey: "two" });
    const { Records, MillisBehindLatest } = await read(await iterator({ ShardIteratorType: "TRIM_HORIZON" }));
    expect(Records).toMatchObject([
      { PartitionKey: "one", ApproximateArrivalTimestamp: (clock.now - 500) / 1000 },
      { PartitionKey: "two", ApproximateArrivalTimestamp: clock.now / 1000 },
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
    clock.now += 1000;
    const { SequenceNumber } = (await put("b")).body;
    clock.now += 1000;
    await put("c");
    const at = { StartingSequenceNumber: SequenceNumber };
    const latest = await iterator({ ShardIteratorType: "LATEST" });
    expect(await texts({ ShardIteratorType: "TRIM_HORIZON" })).toEqual(["a", "b", "c"]);
    expect(await texts({ ShardIteratorType: "AT_SEQUENCE_NUMBER", ...at })).toEqual(["b", "c"]);
    expect(await texts({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", ...at })).toEqual(["c"]);
    expect(await texts({ ShardIteratorType: "AT_TIMESTAMP", Timestamp: (clock.now - 1000) / 1000 })).toEqual([
      "b",
      "c",
    ]);
    await put("d");
    expect((await read(latest)).Records.map(({ Data }) => atob(Data))).toEqual(["d"]);
  });

  test("an iterator expires after five minutes, and one that was never given out is refused", async () => {
    await create(1);
    const ShardIterator = await iterator({ ShardIteratorType: "LATEST" });
    clock.now += 300_001;
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
    clock.now += 24 * 3600_000;
    expect(await texts({ ShardIteratorType: "TRIM_HORIZON" })).toEqual(["old"]);
    expect(local.control.records(stream)).toHaveLength(1);
    clock.now += 1;
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
      refusal("SerializationException", "records.2.member.data is not base64 [LD3316]"),
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
