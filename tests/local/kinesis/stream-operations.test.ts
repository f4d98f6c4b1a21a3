import { describe, expect, test } from "vitest";
import { owner, refusal, role, send, sender, stream } from "../wire.ts";
import { clock, create, iterator, kinesis, local, put, read, texts } from "./central-stream.ts";

/** What both descriptions of the stream say. */
const description = () => ({
  StreamName: "central",
  StreamARN: stream,
  StreamStatus: "ACTIVE",
  StreamModeDetails: { StreamMode: "PROVISIONED" },
  RetentionPeriodHours: 24,
  StreamCreationTimestamp: clock.now / 1000,
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
