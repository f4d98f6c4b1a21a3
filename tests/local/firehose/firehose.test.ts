import { LocalLogs } from "@log-destinations/local";
import { beforeEach, expect, test } from "vitest";
import { owner, refusal, region, role, send } from "../wire.ts";

let local: LocalLogs;
beforeEach(() => {
  local = new LocalLogs({ strict: true, clock: () => 1_767_225_600_000 });
});

const DeliveryStreamName = "archive";
const arn = `arn:aws:firehose:${region}:${owner}:deliverystream/archive`;
const ExtendedS3DestinationConfiguration = { RoleARN: role, BucketARN: "arn:aws:s3:::bucket" };
const firehose = (operation: string, request: object) =>
  send(local, operation, request, { target: "Firehose_20150804", service: "firehose" });
const create = (more: object = { ExtendedS3DestinationConfiguration }) =>
  firehose("CreateDeliveryStream", { DeliveryStreamName, ...more });

test("a stream that is made is described, declared to destinations, listed and deleted", async () => {
  expect((await create()).body).toEqual({ DeliveryStreamARN: arn });
  expect(local.control.stream(arn)).toEqual({ status: "ACTIVE", shardCount: 1 });
  expect((await firehose("DescribeDeliveryStream", { DeliveryStreamName })).body).toMatchObject({
    DeliveryStreamDescription: {
      DeliveryStreamARN: arn,
      DeliveryStreamStatus: "ACTIVE",
      DeliveryStreamType: "DirectPut",
      CreateTimestamp: 1_767_225_600,
      Destinations: [
        { ExtendedS3DestinationDescription: { BucketARN: "arn:aws:s3:::bucket", CompressionFormat: "UNCOMPRESSED" } },
      ],
    },
  });
  await create({ DeliveryStreamName: "a", ExtendedS3DestinationConfiguration });
  expect((await firehose("ListDeliveryStreams", { Limit: 1 })).body).toEqual({
    DeliveryStreamNames: ["a"],
    HasMoreDeliveryStreams: true,
  });
  const after = { ExclusiveStartDeliveryStreamName: "a" };
  expect((await firehose("ListDeliveryStreams", after)).body.DeliveryStreamNames).toEqual(["archive"]);
  await firehose("DeleteDeliveryStream", { DeliveryStreamName });
  expect(local.control.stream(arn)).toBeUndefined();
});

test("records arrive as they were put", async () => {
  await create();
  await firehose("PutRecord", { DeliveryStreamName, Record: { Data: btoa("one") } });
  const Records = [{ Data: btoa("two") }, { Data: btoa("three") }];
  const { body } = await firehose("PutRecordBatch", { DeliveryStreamName, Records });
  expect(body).toMatchObject({ FailedPutCount: 0, RequestResponses: [{}, {}] });
  const texts = local.control.records(arn).map(({ data }) => new TextDecoder().decode(data));
  expect(texts).toEqual(["one", "two", "three"]);
});

test("a stream that reads a Kinesis data stream takes no records, and belongs to its pipeline", async () => {
  const KinesisStreamARN = `arn:aws:kinesis:${region}:${owner}:stream/central`;
  const KinesisStreamSourceConfiguration = { KinesisStreamARN, RoleARN: role };
  const reads = { DeliveryStreamType: "KinesisStreamAsSource", KinesisStreamSourceConfiguration };
  await create({ ...reads, ExtendedS3DestinationConfiguration });
  expect(local.control.stream(arn)).toMatchObject({
    source: "KinesisStreamAsSource",
    kinesisStreamArn: KinesisStreamARN,
  });
  const put = await firehose("PutRecord", { DeliveryStreamName, Record: { Data: "" } });
  expect(put).toMatchObject(refusal("InvalidSourceException", expect.stringContaining("takes no records")));
});

test("a secret of a destination is not kept", async () => {
  const EndpointConfiguration = { Url: "https://example.com", AccessKey: "s3cret" };
  await create({ HttpEndpointDestinationConfiguration: { EndpointConfiguration } });
  const { text } = await firehose("DescribeDeliveryStream", { DeliveryStreamName });
  expect(text).toContain("https://example.com");
  expect(text).not.toContain("s3cret");
});

test.each([
  ["CreateDeliveryStream", {}, "InvalidArgumentException", "0 destination configurations"],
  [
    "CreateDeliveryStream",
    { ExtendedS3DestinationConfiguration, SplunkDestinationConfiguration: {} },
    "InvalidArgumentException",
    "2 destination configurations",
  ],
  [
    "CreateDeliveryStream",
    { DeliveryStreamType: "KinesisStreamAsSource", ExtendedS3DestinationConfiguration },
    "InvalidArgumentException",
    "goes with the type",
  ],
  ["CreateDeliveryStream", { Tags: [{ Key: "a" }] }, "ValidationException", "Tags is not modelled"],
  ["DescribeDeliveryStream", {}, "ResourceNotFoundException", "Firehose archive under account"],
  ["PutRecord", { Record: { Data: "" } }, "ResourceNotFoundException", "Firehose archive under account"],
  ["PutRecord", { Record: { Data: "?" } }, "SerializationException", "record.data is not base64"],
  ["PutRecordBatch", { Records: [] }, "ValidationException", "'records' failed"],
  ["UpdateDestination", {}, "UnknownOperationException", "PutRecordBatch"],
])("%s with %j is refused", async (operation, more, type, message) => {
  const answer = await firehose(operation, { DeliveryStreamName, ...more });
  expect(answer).toMatchObject(refusal(type, expect.stringContaining(message)));
});

test("a name is taken once", async () => {
  await create();
  expect(await create()).toMatchObject(refusal("ResourceInUseException", expect.any(String)));
});
