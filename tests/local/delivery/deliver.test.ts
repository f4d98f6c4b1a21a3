import { createHash, randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteDestinationCommand,
  DescribeDestinationsCommand,
  DescribeSubscriptionFiltersCommand,
  PutDestinationCommand,
  PutDestinationPolicyCommand,
  PutLogEventsCommand,
  PutSubscriptionFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
} from "@aws-sdk/client-kinesis";
import { LocalLogs } from "@log-destinations/local";
import { type RunningServer, serve } from "@log-destinations/local/node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { arnOf, owner, region, role, send, sender, stream } from "../wire.ts";

let local: LocalLogs;
let server: RunningServer;
let owning: CloudWatchLogsClient;
let sending: CloudWatchLogsClient;
let kinesis: KinesisClient;

const group = "/app/web";
const logStream = "i-1";

beforeEach(async () => {
  local = new LocalLogs();
  server = await serve(local);
  const as = (accessKeyId: string) => ({
    endpoint: server.url,
    region,
    credentials: { accessKeyId, secretAccessKey: "any" },
  });
  owning = new CloudWatchLogsClient(as(owner));
  sending = new CloudWatchLogsClient(as(sender));
  kinesis = new KinesisClient(as(owner));
});
afterEach(async () => {
  for (const client of [owning, sending, kinesis]) client.destroy();
  await server.close();
});

const policy = (...accounts: string[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: accounts },
        Action: "logs:PutSubscriptionFilter",
        Resource: arnOf("central"),
      },
    ],
  });
const allow = (...accounts: string[]) =>
  owning.send(new PutDestinationPolicyCommand({ destinationName: "central", accessPolicy: policy(...accounts) }));

async function setUp(filterPattern = "", distribution: "ByLogStream" | "Random" = "ByLogStream"): Promise<void> {
  await kinesis.send(new CreateStreamCommand({ StreamName: "central", ShardCount: 1 }));
  await owning.send(new PutDestinationCommand({ destinationName: "central", targetArn: stream, roleArn: role }));
  await allow(sender);
  await sending.send(new CreateLogGroupCommand({ logGroupName: group }));
  await sending.send(new CreateLogStreamCommand({ logGroupName: group, logStreamName: logStream }));
  await sending.send(
    new PutSubscriptionFilterCommand({
      logGroupName: group,
      filterName: "to-central",
      filterPattern,
      destinationArn: arnOf("central"),
      distribution,
    }),
  );
}

function log(...messages: string[]) {
  const timestamp = Date.now();
  const logEvents = messages.map((message) => ({ timestamp, message }));
  return sending.send(new PutLogEventsCommand({ logGroupName: group, logStreamName: logStream, logEvents }));
}

async function read() {
  const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName: "central" }));
  const { ShardIterator } = await kinesis.send(
    new GetShardIteratorCommand({
      StreamName: "central",
      ShardId: Shards[0]?.ShardId,
      ShardIteratorType: "TRIM_HORIZON",
    }),
  );
  const { Records = [] } = await kinesis.send(new GetRecordsCommand({ ShardIterator }));
  return Records.map(({ Data = new Uint8Array(), PartitionKey }) => ({
    partitionKey: PartitionKey,
    text: gunzipSync(Data).toString(),
  }));
}

const messagesOf = (records: { text: string }[]) =>
  records.flatMap(({ text }) => (JSON.parse(text).logEvents as { message: string }[]).map(({ message }) => message));

describe("two accounts, over the AWS SDK: HTTP/1.1 for logs, HTTP/2 for Kinesis", () => {
  test("a line of one account arrives in the other's stream, in the documented format", async () => {
    await setUp();
    const timestamp = Date.now();
    const logEvents = [
      { timestamp, message: 'first "quoted"' },
      { timestamp: timestamp + 1, message: "second é" },
    ];
    await sending.send(new PutLogEventsCommand({ logGroupName: group, logStreamName: logStream, logEvents }));

    const [control, data, ...more] = await read();
    expect(more).toEqual([]);
    const controlTimestamp = JSON.parse(control?.text ?? "").logEvents[0].timestamp;
    expect(control).toEqual({
      partitionKey: "3e21f5e8240cbb048271af4fdb892a1c",
      text: `{"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logGroup":"","logStream":"","subscriptionFilters":[],"logEvents":[{"id":"","timestamp":${controlTimestamp},"message":"CWL CONTROL MESSAGE: Checking health of destination Kinesis stream."}]}`,
    });
    const [first, second] = (JSON.parse(data?.text ?? "").logEvents as { id: string }[]).map(({ id }) => id);
    expect([first, second]).toEqual([expect.stringMatching(/^\d{56}$/), expect.stringMatching(/^\d{56}$/)]);
    expect(first).not.toBe(second);
    expect(data).toEqual({
      partitionKey: createHash("md5").update(`${sender}:${group}:${logStream}`).digest("hex"),
      text: `{"messageType":"DATA_MESSAGE","owner":"${sender}","logGroup":"${group}","logStream":"${logStream}","subscriptionFilters":["to-central"],"logEvents":[{"id":"${first}","timestamp":${timestamp},"message":"first \\"quoted\\""},{"id":"${second}","timestamp":${timestamp + 1},"message":"second é"}]}`,
    });
  });

  test("only what matches the filter is delivered", async () => {
    await setUp("ERROR -health");
    await log("ERROR one", "INFO two", "ERROR health");
    expect(messagesOf((await read()).slice(1))).toEqual(["ERROR one"]);
  });

  test("Random gives every record a partition key of its own", async () => {
    await setUp("", "Random");
    await log("a");
    await log("b");
    const keys = (await read()).slice(1).map(({ partitionKey }) => partitionKey);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(keys).size).toBe(2);
  });

  test("what does not fit into one record once it is compressed comes in two, nothing lost", async () => {
    await setUp();
    // Control characters are six in JSON.
    const random = () => Buffer.from(randomBytes(520_000).map((byte) => byte & 0x7f)).toString("latin1");
    const messages = [random(), random()];
    await log(...messages);
    const records = local.control.records(stream).slice(1);
    expect(records).toHaveLength(2);
    for (const { data, partitionKey } of records)
      expect(data.length + partitionKey.length).toBeLessThanOrEqual(2 ** 20);
    expect(messagesOf((await read()).slice(1))).toEqual(messages);
  });

  test("each of a group's filters delivers a record of its own", async () => {
    await setUp();
    await sending.send(
      new PutSubscriptionFilterCommand({
        logGroupName: group,
        filterName: "errors",
        filterPattern: "ERROR",
        destinationArn: arnOf("central"),
      }),
    );
    await log("ERROR one", "INFO two");
    const records = (await read()).slice(1).map(({ text }) => JSON.parse(text));
    expect(records.map(({ subscriptionFilters, logEvents }) => [subscriptionFilters, logEvents.length])).toEqual([
      [["errors"], 1],
      [["to-central"], 2],
    ]);
  });

  test("a target in another Region gets what is logged in this one", async () => {
    await setUp();
    const targetArn = stream.replace(region, "us-east-1");
    await owning.send(new PutDestinationCommand({ destinationName: "central", targetArn, roleArn: role }));
    await log("far away");
    const texts = local.control.records(targetArn).map(({ data }) => ({ text: gunzipSync(data).toString() }));
    expect(messagesOf(texts.slice(1))).toEqual(["far away"]);
    expect(local.control.records(stream)).toHaveLength(1);
  });

  test("a narrowed policy stops delivery and leaves the filter", async () => {
    await setUp();
    await allow("999999999999");
    await log("lost");
    await allow(sender);
    await log("arrives");
    expect(messagesOf((await read()).slice(1))).toEqual(["arrives"]);
  });

  test("a policy that turns from accounts to an organization stops filters without a role", async () => {
    await setUp();
    local.control.declare({ accounts: { [sender]: { organization: "o-a1b2c3d4e5" } } });
    const condition = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };
    const statement = { Effect: "Allow", Principal: "*", Action: "logs:*", Resource: "*", Condition: condition };
    const accessPolicy = JSON.stringify({ Statement: [statement] });
    const request = { destinationName: "central", accessPolicy, forceUpdate: true };
    await owning.send(new PutDestinationPolicyCommand(request));
    await log("lost");
    const filter = {
      logGroupName: group,
      filterName: "to-central",
      filterPattern: "",
      destinationArn: arnOf("central"),
    };
    const roleArn = `arn:aws:iam::${sender}:role/logs`;
    await sending.send(new PutSubscriptionFilterCommand({ ...filter, roleArn }));
    await log("arrives");
    expect(messagesOf((await read()).slice(1))).toEqual(["arrives"]);
  });

  test("a deleted destination stops delivery; the filter stays listed unchanged", async () => {
    await setUp();
    const list = () => sending.send(new DescribeSubscriptionFiltersCommand({ logGroupName: group }));
    const before = (await list()).subscriptionFilters;
    await owning.send(new DeleteDestinationCommand({ destinationName: "central" }));
    await log("lost");
    expect((await list()).subscriptionFilters).toEqual(before);
    expect(await read()).toHaveLength(1);
    const { StreamDescriptionSummary } = await kinesis.send(
      new DescribeStreamSummaryCommand({ StreamName: "central" }),
    );
    expect(StreamDescriptionSummary?.StreamStatus).toBe("ACTIVE");
  });

  test("each update of a destination writes another test message", async () => {
    await setUp();
    const { destinations } = await owning.send(new DescribeDestinationsCommand({}));
    expect(destinations).toHaveLength(1);
    await owning.send(new PutDestinationCommand({ destinationName: "central", targetArn: stream, roleArn: role }));
    expect((await read()).map(({ text }) => JSON.parse(text).messageType)).toEqual([
      "CONTROL_MESSAGE",
      "CONTROL_MESSAGE",
    ]);
  });
});

describe("a Firehose stream", () => {
  const firehose = `arn:aws:firehose:${region}:${owner}:deliverystream/archive`;

  test("gets log events as a Kinesis stream does", async () => {
    await setUp();
    await owning.send(new PutDestinationCommand({ destinationName: "central", targetArn: firehose, roleArn: role }));
    await log("archived");
    const texts = local.control.records(firehose).map(({ data }) => gunzipSync(data).toString());
    expect(texts.map((text) => JSON.parse(text).messageType)).toEqual(["CONTROL_MESSAGE", "DATA_MESSAGE"]);
    expect(JSON.parse(texts[1] ?? "")).toMatchObject({
      owner: sender,
      subscriptionFilters: ["to-central"],
      logEvents: [{ message: "archived" }],
    });
  });

  test("what it got can be read from code and over HTTP", async () => {
    const local = new LocalLogs();
    await send(local, "PutDestination", { destinationName: "central", targetArn: firehose, roleArn: role });
    const [record] = local.control.records(firehose);
    const text = gunzipSync(record?.data ?? "").toString();
    expect(JSON.parse(text).logEvents[0].message).toBe("CWL CONTROL MESSAGE: Checking health of destination Firehose.");
    const response = await local.fetch(`http://localhost/_local/v1/records?stream=${encodeURIComponent(firehose)}`);
    const { records } = await response.json();
    expect(gunzipSync(Buffer.from(records[0].data, "base64")).toString()).toBe(text);
    expect(records[0].partitionKey).toBe("3e21f5e8240cbb048271af4fdb892a1c");
  });
});
