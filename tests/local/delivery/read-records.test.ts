import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { accessPolicy } from "@log-destinations/core";
import { readFirehoseEvent, readKinesisRecords, readLogRecords } from "@log-destinations/core/records";
import { LocalLogs, type ReceivedRecord } from "@log-destinations/local";
import { transformSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../../..");
const region = "eu-west-1";
const [owner, sender] = ["111122223333", "444455556666"];
const targets = {
  kinesis: `arn:aws:kinesis:${region}:${owner}:stream/central`,
  firehose: `arn:aws:firehose:${region}:${owner}:deliverystream/central`,
};
const messages = ["ERROR in aisle four", 'with "quotes" }{ \\ and\nlines', "ü €😀", " "];
const timestamp = Date.now();

/** What the service delivered to each target: its test message, then a record for each PutLogEvents. */
const delivered: Record<keyof typeof targets, readonly ReceivedRecord[]> = { kinesis: [], firehose: [] };

beforeAll(async () => {
  const local = new LocalLogs();
  local.control.declare({
    streams: { [targets.kinesis]: {}, [targets.firehose]: {} },
    logGroups: { [`arn:aws:logs:${region}:${sender}:log-group:/app`]: { logStreams: ["web"] } },
  });
  const [owning, sending] = [local.as({ account: owner, region }), local.as({ account: sender, region })];
  for (const [destinationName, targetArn] of Object.entries(targets)) {
    const { destination } = await owning.putDestination({
      destinationName,
      targetArn,
      roleArn: `arn:aws:iam::${owner}:role/to-central`,
    });
    const accessPolicyText = accessPolicy({ destinationArn: destination.arn, accounts: [sender] });
    await owning.putDestinationPolicy({ destinationName, accessPolicy: accessPolicyText });
    await sending.putSubscriptionFilter({
      logGroupName: "/app",
      filterName: `to-${destinationName}`,
      filterPattern: "",
      destinationArn: destination.arn,
    });
  }
  for (const part of [messages.slice(0, 2), messages.slice(2)]) {
    const logEvents = part.map((message) => ({ timestamp, message }));
    await sending.call("PutLogEvents", { logGroupName: "/app", logStreamName: "web", logEvents });
  }
  for (const [kind, arn] of Object.entries(targets))
    delivered[kind as keyof typeof targets] = local.control.records(arn);
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const put = messages.map((message) => ({ id: expect.stringMatching(/^\d{56}$/), timestamp, message }));

describe("what was logged is what is read", () => {
  it.each(["kinesis", "firehose"] as const)("from an object of all records of %s, in each form", async (kind) => {
    const members = delivered[kind].map(({ data }) => data);
    expect(members).toHaveLength(3);
    for (const object of [Buffer.concat(members), gzipSync(Buffer.concat(members))]) {
      const records = await all(readLogRecords(object));
      expect(records.flatMap(({ logEvents }) => logEvents)).toEqual(put);
      const source = { owner: sender, logGroup: "/app", logStream: "web", subscriptionFilters: [`to-${kind}`] };
      expect(records).toMatchObject([source, source]);
      const withControl = await all(readLogRecords(object, { controlMessages: true }));
      expect(withControl.map(({ messageType }) => messageType)).toEqual([
        "CONTROL_MESSAGE",
        "DATA_MESSAGE",
        "DATA_MESSAGE",
      ]);
    }
  });

  it("from the records of a Kinesis data stream, as an SDK and as a Lambda function gets them", async () => {
    const fromSdk = delivered.kinesis.map(({ data }, index) => ({ Data: data, SequenceNumber: String(index) }));
    const fromLambda = delivered.kinesis.map(({ data }, index) => ({
      kinesis: { data: base64(data), sequenceNumber: String(index) },
    }));
    for (const records of [fromSdk, fromLambda]) {
      const read = await all(readKinesisRecords(records));
      expect(read.map(({ sequenceNumber }) => sequenceNumber)).toEqual(["0", "1", "2"]);
      expect(read.flatMap(({ logRecords = [] }) => logRecords.flatMap(({ logEvents }) => logEvents))).toEqual(put);
    }
  });

  it("from the event of a Firehose transformation", async () => {
    const records = delivered.firehose.map(({ data }, index) => ({ recordId: String(index), data: base64(data) }));
    const read = await all(readFirehoseEvent({ records }));
    expect(read.map(({ recordId, logRecords }) => [recordId, logRecords?.length])).toEqual([
      ["0", 0],
      ["1", 1],
      ["2", 1],
    ]);
    expect(read.flatMap(({ logRecords = [] }) => logRecords.flatMap(({ logEvents }) => logEvents))).toEqual(put);
  });
});

describe("the README's programs", { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "read-records-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const page = readFileSync(join(root, "core/README.md"), "utf8");

  /** Runs the one sample that has this text, and more lines behind it. */
  const run = (text: string, more: string, ...argv: string[]): string => {
    const samples = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].flatMap(([, code = ""]) =>
      code.includes(text) ? [code] : [],
    );
    expect(samples).toHaveLength(1);
    const { code } = transformSync(`${samples[0]}\n${more}`, { loader: "ts", format: "esm", target: "node20" });
    const node = ["--import", "tsx", "--conditions=source", "--input-type=module", "-e", code, "--", ...argv];
    return execFileSync(process.execPath, node, { cwd: root, encoding: "utf8" });
  };
  const lines = messages.map((message) => `${sender} /app ${message}\n`).join("");

  it("a Lambda function of Firehose hands on each log event as a line", () => {
    const records = delivered.firehose.map(({ data }, index) => ({ recordId: `r${index}`, data: base64(data) }));
    const event = JSON.stringify({ records: [...records, { recordId: "r3", data: base64(Buffer.from("words")) }] });
    const printed = run("readFirehoseEvent", `console.log(JSON.stringify(await handler(${event})));`);
    const results = JSON.parse(printed).records as { recordId: string; result: string; data: string }[];
    expect(results.map(({ recordId, result }) => `${recordId} ${result}`)).toEqual([
      "r0 Dropped",
      "r1 Ok",
      "r2 Ok",
      "r3 ProcessingFailed",
    ]);
    const text = results.map(({ data }) => Buffer.from(data, "base64").toString()).join("");
    const logged = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(logged).toEqual(messages.map((message) => ({ owner: sender, logGroup: "/app", timestamp, message })));
  });

  it("a consumer of Kinesis prints each log event", () => {
    const records = delivered.kinesis.map(({ data }, index) => ({ Data: base64(data), SequenceNumber: String(index) }));
    const call = `await consume({ Records: ${JSON.stringify(records)}.map((one) => ({ ...one, Data: Buffer.from(one.Data, "base64") })) });`;
    expect(run("readKinesisRecords", call)).toBe(lines);
  });

  it("a reader of objects prints each log event", () => {
    const object = join(folder, "object");
    writeFileSync(object, gzipSync(Buffer.concat(delivered.firehose.map(({ data }) => data))));
    expect(run("readLogRecords(object)", "", object)).toBe(lines);
  });
});
