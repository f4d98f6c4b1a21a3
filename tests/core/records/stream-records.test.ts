import {
  type FirehoseTransformationEvent,
  type KinesisEventRecord,
  type KinesisRecord,
  LogRecordError,
  readFirehoseEvent,
  readKinesisRecords,
} from "@log-destinations/core/records";
import { describe, expect, it } from "vitest";
import { base64, control, gzip, joined, json, record, utf8 } from "./samples.ts";

const one = record("one", "two");

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const failure = (place: number, reason: string) =>
  expect.objectContaining({ error: expect.objectContaining({ record: place, reason }) });

describe("readKinesisRecords", () => {
  it("reads records as GetRecords answers them, each with its sequence number", async () => {
    const records = [
      { SequenceNumber: "1", PartitionKey: "p", Data: await gzip(json(control)) },
      { SequenceNumber: "2", PartitionKey: "p", Data: await gzip(json(one)) },
    ];
    expect(await all(readKinesisRecords(records))).toEqual([
      { sequenceNumber: "1", logRecords: [] },
      { sequenceNumber: "2", logRecords: [one] },
    ]);
    expect(await all(readKinesisRecords(records, { controlMessages: true }))).toMatchObject([
      { logRecords: [control] },
      {},
    ]);
  });

  it("reads records of a Lambda's event", async () => {
    const event = {
      Records: [{ eventID: "s:3", kinesis: { sequenceNumber: "3", data: base64(await gzip(json(one))) } }],
    };
    expect(await all(readKinesisRecords(event.Records))).toEqual([{ sequenceNumber: "3", logRecords: [one] }]);
  });

  it("goes on behind a record that cannot be read, and gives out none of it", async () => {
    const records = [
      { SequenceNumber: "1", Data: utf8("not ours") },
      { SequenceNumber: "2", Data: joined(await gzip(json(one)), await gzip(utf8("{}"))) },
      { SequenceNumber: "3", Data: (await gzip(json(one))).slice(0, -3) },
      { SequenceNumber: "4", Data: await gzip(json(one)) },
    ];
    const read = await all(readKinesisRecords(records));
    expect(read).toEqual([
      failure(0, "json"),
      failure(1, "shape"),
      failure(2, "gzip"),
      expect.objectContaining({ logRecords: [one] }),
    ]);
    expect(read.map(({ sequenceNumber }) => sequenceNumber)).toEqual(["1", "2", "3", "4"]);
    expect(read.slice(0, 3).every(({ error }) => error instanceof LogRecordError)).toBe(true);
  });

  it("holds the data of each record to maxBytes, and not all of them together", async () => {
    const Data = await gzip(json(one));
    const records = [1, 2, 3].map((number) => ({ SequenceNumber: String(number), Data }));
    const limit = json(one).length;
    expect(await all(readKinesisRecords(records, { maxBytes: limit }))).toMatchObject([{ logRecords: [one] }, {}, {}]);
    expect(await all(readKinesisRecords(records, { maxBytes: limit - 1 }))).toEqual(
      [0, 1, 2].map((place) => failure(place, "size")),
    );
  });

  it.each([
    ["a record of Firehose", { recordId: "1", data: "" }],
    ["an event record of another service", { eventSource: "aws:sqs", body: "" }],
    ["a record without data", { SequenceNumber: "1" }],
    ["a record without a sequence number", { Data: new Uint8Array() }],
    ["an event record without data", { kinesis: { sequenceNumber: "1" } }],
    ["an event record without a sequence number", { kinesis: { data: "" } }],
    ["an event record of words", { kinesis: "words" }],
    ["nothing", null],
  ])("refuses %s, whichever comes first", async (_, wrong) => {
    const records = [{ SequenceNumber: "1", Data: json(one) }, wrong as unknown as KinesisRecord];
    await expect(all(readKinesisRecords(records))).rejects.toThrow(
      /^records\[1\] is no record of a Kinesis data stream/,
    );
  });

  it("refuses the whole event in the place of its records, at once", () => {
    const event = { Records: [] } as unknown as Iterable<KinesisEventRecord>;
    for (const given of [event, undefined as unknown as typeof event])
      expect(() => readKinesisRecords(given)).toThrow(/no list; expected Records/);
  });
});

describe("readFirehoseEvent", () => {
  it("reads each record of the event, compressed or not, with its id", async () => {
    const event = {
      invocationId: "i",
      records: [
        { recordId: "1", data: base64(await gzip(json(one))) },
        { recordId: "2", data: base64(json(one)) },
        { recordId: "3", data: base64(await gzip(json(control))) },
        { recordId: "4", data: "%%%" },
        { recordId: "5", data: base64(utf8("words")) },
      ],
    };
    expect(await all(readFirehoseEvent(event))).toEqual([
      { recordId: "1", logRecords: [one] },
      { recordId: "2", logRecords: [one] },
      { recordId: "3", logRecords: [] },
      {
        recordId: "4",
        error: expect.objectContaining({ record: 3, reason: "shape", message: expect.stringContaining("no base64") }),
      },
      { recordId: "5", error: expect.objectContaining({ record: 4, reason: "json" }) },
    ]);
  });

  it.each([
    ["no event", undefined, "the event has no list of records"],
    ["an event of Kinesis", { Records: [] }, "the event has no list of records"],
    [
      "a request to an HTTP endpoint, whose records have no id",
      { records: [{ data: "" }] },
      "records[0] is no record of Firehose",
    ],
    ["a record without data", { records: [{ recordId: "1" }] }, "records[0] is no record of Firehose"],
  ])("refuses %s at once", (_, event, saying) => {
    expect(() => readFirehoseEvent(event as unknown as FirehoseTransformationEvent)).toThrow(saying);
  });
});
