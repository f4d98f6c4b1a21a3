import {
  accessPolicy,
  parseSelectionCriteria,
  selectionCriteria,
  subscriptionPolicyDocument,
} from "@log-destinations/core";
import { LocalLogs } from "@log-destinations/local";
import { beforeEach, describe, expect, test } from "vitest";
import { arnOf, owner, region, role, send, sender } from "../wire.ts";

const firehose = `arn:aws:firehose:${region}:${owner}:deliverystream/central`;
const errors = "/aws/kinesisfirehose/central";
const transforming = "/aws/lambda/transform";
const destinationArn = arnOf("central");

let local: LocalLogs;
let notes: string[];

beforeEach(async () => {
  notes = [];
  local = new LocalLogs({ onNote: (line) => notes.push(line) });
  local.control.declare({ streams: { [firehose]: { pipelineLogGroups: [transforming] } } });
  const api = local.as({ account: owner, region });
  await api.putDestination({ destinationName: "central", targetArn: firehose, roleArn: role });
  await api.putDestinationPolicy({
    destinationName: "central",
    accessPolicy: accessPolicy({ destinationArn, accounts: [owner, sender], accountLevel: true }),
  });
});

async function makeGroup(logGroupName: string, account = owner): Promise<void> {
  const to = { logGroupName, logStreamName: "s" };
  for (const operation of ["CreateLogGroup", "CreateLogStream"]) await send(local, operation, to, { account });
}
async function log(logGroupName: string, account = owner): Promise<void> {
  const logEvents = [{ timestamp: Date.now(), message: "a line" }];
  const put = { logGroupName, logStreamName: "s", logEvents };
  expect(await send(local, "PutLogEvents", put, { account })).toMatchObject({ status: 200 });
}
const put = (criteria: string | undefined, account = owner) =>
  local.as({ account, region }).putAccountPolicy({
    policyName: "all",
    policyType: "SUBSCRIPTION_FILTER_POLICY",
    policyDocument: subscriptionPolicyDocument({ DestinationArn: destinationArn, FilterPattern: "" }),
    selectionCriteria: criteria,
  });
const subscribe = (excluded: string[], account = owner) => put(selectionCriteria(excluded), account);
/** The records behind the test message. */
const arrived = () => local.control.records(firehose).length - 1;
const noteOf = (what: string, logGroup: string, remedy: string, stream = firehose) =>
  `${what} delivers nothing of ${logGroup}: the pipeline behind ${stream} logs into it, and on AWS each delivery from there would make the next; ${remedy} [LD3235]`;
const leaveOut = (...logGroups: string[]) =>
  `leave the log group out by its selection criteria: ${selectionCriteria(logGroups)}`;

describe("a loop", () => {
  test("of an account policy is named with the exclusion to add, when it is put and when something is logged, and not run", async () => {
    await makeGroup(transforming);
    await makeGroup("app");
    await subscribe([]);
    const note = noteOf("the account policy all", transforming, leaveOut(transforming));
    expect(notes).toEqual([note]);
    await log(transforming);
    expect(notes).toEqual([note, note]);
    expect(arrived()).toBe(0);
    await log("app");
    expect(arrived()).toBe(1);
  });

  test("is none where the criteria leave the log group out, and nothing is said", async () => {
    await makeGroup(transforming);
    await subscribe([transforming]);
    await log(transforming);
    expect(notes).toEqual([]);
    expect(arrived()).toBe(0);
  });

  test("by the log group of Firehose's errors is seen where that exists", async () => {
    await subscribe([transforming]);
    expect(notes).toEqual([]);
    await makeGroup(errors);
    await subscribe([transforming]);
    expect(notes).toEqual([noteOf("the account policy all", errors, leaveOut(errors, transforming))]);
    await log(errors);
    expect(arrived()).toBe(0);
  });

  test("by a Firehose stream that reads the Kinesis data stream of the destination is seen", async () => {
    const kinesis = `arn:aws:kinesis:${region}:${owner}:stream/central`;
    const reader = {
      source: "KinesisStreamAsSource",
      kinesisStreamArn: kinesis,
      pipelineLogGroups: [transforming],
    } as const;
    local.control.declare({ streams: { [kinesis]: {}, [firehose]: reader } });
    expect(local.control.stream(firehose)).toMatchObject(reader);
    const api = local.as({ account: owner, region });
    await api.putDestination({ destinationName: "central", targetArn: kinesis, roleArn: role });
    await makeGroup(errors);
    await subscribe(["app"]);
    const remedy = leaveOut("app", errors, transforming);
    const expected = [transforming, errors].map((logGroup) =>
      noteOf("the account policy all", logGroup, remedy, kinesis),
    );
    expect(notes).toEqual(expected);
    await log(errors);
    expect(notes.at(-1)).toBe(expected[1]);
    expect(local.control.records(kinesis)).toHaveLength(1);
    const other = { ...reader, kinesisStreamArn: kinesis.replace("central", "other") };
    local.control.declare({ streams: { [firehose]: other } });
    await log(errors);
    expect(local.control.records(kinesis)).toHaveLength(2);
  });

  test("is gone with the criteria of any one note, which go on to leave out what they did", async () => {
    await makeGroup(errors);
    await subscribe(["audit"]);
    const criteria = notes.map((note) => /LogGroupName.*\]/.exec(note.replace(/ \[LD\d+\]$/, ""))?.[0] ?? "");
    expect(criteria.map(parseSelectionCriteria)).toEqual(Array(2).fill([errors, transforming, "audit"]));
    notes = [];
    for (const pasted of criteria) await put(pasted);
    expect(notes).toEqual([]);
  });

  test("that no criteria have room for is named all the same", async () => {
    const many = Array.from({ length: 49 }, (_, n) => `${n}`.padStart(512, "x"));
    await subscribe([...many, "y".repeat(330)]);
    const tooLong =
      "selection criteria of 51 log groups are 25613 bytes; the service takes 25600: leave out fewer, or subscribe log groups by filters of their own [LD1921]";
    expect(notes).toEqual([noteOf("the account policy all", transforming, tooLong)]);
  });

  test("of a filter is named and not run, too", async () => {
    await makeGroup(transforming);
    await local
      .as({ account: owner, region })
      .putSubscriptionFilter({ logGroupName: transforming, filterName: "f", filterPattern: "", destinationArn });
    const note = noteOf("the filter f", transforming, "delete the filter");
    expect(notes).toEqual([note]);
    await log(transforming);
    expect(notes).toEqual([note, note]);
    expect(arrived()).toBe(0);
  });

  test("is none in another account, whose log groups of these names are its own", async () => {
    await makeGroup(transforming, sender);
    await subscribe([], sender);
    await log(transforming, sender);
    expect(notes).toEqual([]);
    expect(arrived()).toBe(1);
  });

  test("is declared of a stream, and read back", () => {
    expect(local.control.stream(firehose)).toMatchObject({ pipelineLogGroups: [transforming] });
    const wrong = { streams: { [firehose]: { pipelineLogGroups: ["/aws/lambda/*"] } } };
    expect(() => local.control.declare(wrong)).toThrow(/pipelineLogGroups/);
    const unread = { streams: { [firehose]: { kinesisStreamArn: firehose } } };
    expect(() => local.control.declare(unread)).toThrow(/kinesisStreamArn: .* reads no stream; .*LD3089/);
  });
});
