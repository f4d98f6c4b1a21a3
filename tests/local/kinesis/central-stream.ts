import { LocalLogs } from "@log-destinations/local";
import { beforeEach } from "vitest";
import { owner, send } from "../wire.ts";

/** The service of this test, by its own clock. */
export let local: LocalLogs;
export const clock = { now: 0 };
beforeEach(() => {
  clock.now = 1_767_225_600_000;
  local = new LocalLogs({ clock: () => clock.now });
});

export const kinesis = (operation: string, request: object, account = owner) =>
  send(local, operation, request, { account, target: "Kinesis_20131202", service: "kinesis" });
export const create = (ShardCount?: number) => kinesis("CreateStream", { StreamName: "central", ShardCount });
export const put = (text: string, more: object = {}) =>
  kinesis("PutRecord", { StreamName: "central", PartitionKey: "k", Data: btoa(text), ...more });
export const iterator = async (more: object, shard = 0) => {
  const ShardId = `shardId-${String(shard).padStart(12, "0")}`;
  return (await kinesis("GetShardIterator", { StreamName: "central", ShardId, ...more })).body.ShardIterator;
};
export const read = async (ShardIterator: unknown, more: object = {}) =>
  (await kinesis("GetRecords", { ShardIterator, ...more })).body as {
    Records: { Data: string; SequenceNumber: string; PartitionKey: string; ApproximateArrivalTimestamp: number }[];
    NextShardIterator: string;
    MillisBehindLatest: number;
  };
export const texts = async (more: object) => (await read(await iterator(more))).Records.map(({ Data }) => atob(Data));
