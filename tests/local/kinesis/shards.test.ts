import { describe, expect, test } from "vitest";
import { refusal } from "../wire.ts";
import { create, kinesis, put } from "./central-stream.ts";

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
