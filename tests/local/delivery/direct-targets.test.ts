import { gunzipSync } from "node:zlib";
import { readLogRecords } from "@log-destinations/core/records";
import { type FunctionInvocation, LocalLogs, type LocalLogsOptions } from "@log-destinations/local";
import { expect, test } from "vitest";
import { noteId, owner, region, sender } from "../wire.ts";

const functionArn = `arn:aws:lambda:${region}:${owner}:function:reader`;
const group = `arn:aws:logs:${region}:${owner}:log-group:/app`;
const ownGroup = `arn:aws:logs:${region}:${owner}:log-group:/aws/lambda/reader`;
const permission = { statementId: "logs", principal: "logs.amazonaws.com", sourceArn: `${group}:*` };
const now = 1_767_225_600_000;

function start({ declarations, ...options }: LocalLogsOptions = {}) {
  const notes: string[] = [];
  let time = now;
  const local = new LocalLogs({
    strict: true,
    clock: () => time,
    onNote: (line) => notes.push(line),
    declarations: {
      functions: { [functionArn]: { permissions: [permission] } },
      logGroups: { [group]: { logStreams: ["web"] }, [ownGroup]: { logStreams: ["web"] } },
      ...declarations,
    },
    ...options,
  });
  const api = local.as({ account: owner, region });
  const filter = { logGroupName: "/app", filterName: "f", filterPattern: "", destinationArn: functionArn };
  return {
    local,
    notes,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    put: (more: object = {}) => api.call("PutSubscriptionFilter", { ...filter, ...more }),
    filters: async () => (await api.describeSubscriptionFilters({ logGroupName: "/app" })).subscriptionFilters,
    log: (message: string, logGroupName = "/app") =>
      api.call("PutLogEvents", { logGroupName, logStreamName: "web", logEvents: [{ timestamp: time, message }] }),
  };
}

const messagesOf = async ({ event }: FunctionInvocation) => {
  const messages: string[] = [];
  for await (const record of readLogRecords(Buffer.from(event.awslogs.data, "base64"))) {
    messages.push(...record.logEvents.map(({ message }) => message));
  }
  return messages;
};
const refused = (code: string, message: string) => ({ code, message });

test("a function gets what is logged, without a test message, and the code that stands in for it is called", async () => {
  const invoked: FunctionInvocation[] = [];
  const { local, put, log, notes } = start({ onInvoke: (invocation) => invoked.push(invocation) });
  await put();
  expect(local.control.invocations(functionArn)).toEqual([]);
  await log("hello");
  expect(invoked).toEqual(local.control.invocations(functionArn));
  expect(invoked).toMatchObject([{ functionArn, time: now }]);
  const [invocation] = invoked as [FunctionInvocation];
  expect(await messagesOf(invocation)).toEqual(["hello"]);
  expect(JSON.parse(gunzipSync(Buffer.from(invocation.event.awslogs.data, "base64")).toString())).toMatchObject({
    messageType: "DATA_MESSAGE",
    owner,
    logGroup: "/app",
    subscriptionFilters: ["f"],
  });
  expect(notes).toEqual([]);
});

test("invocations can be read over HTTP too, and for a function alone", async () => {
  const { local, put, log } = start();
  await put();
  await log("hello");
  const read = (arn: string) =>
    local.fetch(`http://localhost/_local/v1/invocations?function=${encodeURIComponent(arn)}`);
  const [invocation] = local.control.invocations(functionArn);
  const logRecord = { logGroup: "/app", logEvents: [{ message: "hello" }] };
  expect(await (await read(functionArn)).json()).toMatchObject({ invocations: [{ ...invocation, logRecord }] });
  expect((await (await read("reader")).json()).error).toMatchObject({ id: "LD3319" });
  expect(() => local.control.invocations("reader")).toThrow("expected the ARN of a Lambda function [LD3012]");
});

test.each([
  [
    "throws",
    () => {
      throw new RangeError("hello");
    },
  ],
  [
    "rejects",
    async () => {
      throw new RangeError("hello");
    },
  ],
])("code that %s is a note without the log event, and the log events are taken", async (_, onInvoke) => {
  const { local, put, log, notes } = start({ onInvoke });
  await put();
  await log("hello");
  await Promise.resolve();
  expect(local.control.invocations(functionArn)).toHaveLength(1);
  expect(notes).toEqual([`the code that stands in for ${functionArn} failed: RangeError [LD3247]`]);
});

test("code that is called can call the service again", async () => {
  const { local, put, log } = start({
    onInvoke: () => void local.as({ account: owner, region }).call("CreateLogGroup", { logGroupName: "/made" }),
  });
  await put();
  await log("hello");
  expect(local.control.logGroup(group.replace("/app", "/made"))).toBeDefined();
  expect(local.control.invocations(functionArn)).toHaveLength(1);
});

test("invocations are kept for a day, and then dropped by the next one", async () => {
  const changes: unknown[][] = [];
  const storage = {
    load: () => [],
    append: (more: readonly (readonly unknown[])[]) => changes.push(...more.map((each) => [...each])),
  };
  const { local, put, log, pass } = start({ storage });
  await put();
  await log("old");
  pass(24 * 3_600_000 + 1);
  expect(local.control.invocations(functionArn)).toEqual([]);
  await log("new");
  expect(local.control.invocations(functionArn)).toHaveLength(1);
  const ofInvocations = changes.filter(([table]) => table === "invocations").map(({ length }) => length);
  // Put, deleted, put.
  expect(ofInvocations).toEqual([4, 3, 4]);
});

test("a call that takes no effect invokes nothing", async () => {
  const invoked: unknown[] = [];
  let full = false;
  const append = () => {
    if (full) throw new Error("no space");
  };
  const { put, log } = start({ onInvoke: () => invoked.push(1), storage: { load: () => [], append } });
  await put();
  full = true;
  await expect(log("hello")).rejects.toMatchObject({ code: "ServiceUnavailableException" });
  expect(invoked).toEqual([]);
});

test.each([
  ["of its Region and log group", `${group}:*`, 0],
  ["of another Region", `${group.replace(region, "us-east-1")}:*`, 1],
  ["of another log group", `${group}2:*`, 1],
])(
  "a role that may put log events %s is taken, with a note where that is not enough",
  async (_, Resource, notesOfRole) => {
    const role = `arn:aws:iam::${owner}:role/sender`;
    const writer = `arn:aws:iam::${owner}:role/writer`;
    const stream = `arn:aws:kinesis:${region}:${owner}:stream/central`;
    const trust = {
      Statement: { Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "sts:AssumeRole" },
    };
    const may = (Action: string, on: string) => ({ put: { Statement: { Effect: "Allow", Action, Resource: on } } });
    const { local, put, log, notes } = start();
    local.control.declare({
      roles: {
        [role]: { trust, permissions: may("logs:PutLogEvents", Resource) },
        [writer]: { trust, permissions: may("kinesis:PutRecord", stream) },
      },
      streams: { [stream]: {} },
    });
    const api = local.as({ account: owner, region });
    const { destination } = await api.putDestination({
      destinationName: "central",
      targetArn: stream,
      roleArn: writer,
    });
    const statement = {
      Effect: "Allow",
      Principal: { AWS: owner },
      Action: "logs:PutSubscriptionFilter",
      Resource: "*",
    };
    await api.putDestinationPolicy({
      destinationName: "central",
      accessPolicy: JSON.stringify({ Statement: [statement] }),
    });
    await put({ destinationArn: destination.arn, roleArn: role });
    await log("hello");
    expect(local.control.records(stream)).toHaveLength(2);
    expect(notes.filter((line) => line.includes("does not allow logs:PutLogEvents"))).toHaveLength(notesOfRole);
  },
);

test("a permission that is taken away stops delivery, with the reason", async () => {
  const { local, put, log, notes } = start();
  await put();
  local.control.declare({ functions: { [functionArn]: { permissions: [{ ...permission, sourceArn: group }] } } });
  await log("lost");
  expect(local.control.invocations(functionArn)).toEqual([]);
  expect(notes).toEqual([expect.stringMatching(/^the filter f delivers nothing of \/app: .*\[LD3243\]$/)]);
  expect(notes[0]).toMatch(noteId);
});

test("what a function logs itself is not sent to it", async () => {
  const { local, put, log, notes } = start({
    declarations: { functions: { [functionArn]: { permissions: [{ ...permission, sourceArn: `${ownGroup}:*` }] } } },
  });
  await put({ logGroupName: "/aws/lambda/reader" });
  await log("loop", "/aws/lambda/reader");
  expect(local.control.invocations(functionArn)).toEqual([]);
  expect(notes).toEqual([expect.stringContaining("[LD3246]"), expect.stringContaining("[LD3245]")]);
});

test("a function takes no role, and is of the account", async () => {
  const { put, filters } = start();
  const roleArn = `arn:aws:iam::${owner}:role/to-reader`;
  await expect(put({ roleArn })).rejects.toMatchObject(
    refused("InvalidParameterException", "destinationArn for vendor lambda cannot be used with roleArn"),
  );
  await expect(put({ destinationArn: functionArn.replace(owner, sender) })).rejects.toMatchObject(
    refused(
      "AccessDeniedException",
      "Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.",
    ),
  );
  await expect(put({ destinationArn: "arn:aws:s3:::logs" })).rejects.toMatchObject(
    refused(
      "InvalidParameterException",
      "PutSubscriptionFilter operation cannot work with destinationArn for vendor s3",
    ),
  );
  expect(await filters()).toEqual([]);
});

test("a function that was never declared counts as one that lets the service in, unless strict is set", async () => {
  const other = `${functionArn}-2`;
  await start({ strict: false }).put({ destinationArn: other });
  await expect(start().put({ destinationArn: other })).rejects.toMatchObject(
    refused(
      "InvalidParameterException",
      "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
    ),
  );
});

test("an account policy to a function needs a permission for all log groups", async () => {
  const { local, log } = start();
  const api = local.as({ account: owner, region });
  const policyDocument = JSON.stringify({ DestinationArn: functionArn, FilterPattern: "" });
  const put = () =>
    api.putAccountPolicy({ policyName: "all", policyType: "SUBSCRIPTION_FILTER_POLICY", policyDocument });
  await expect(put()).rejects.toMatchObject({ code: "InvalidParameterException" });
  const sourceArn = `arn:aws:logs:${region}:${owner}:log-group:*`;
  local.control.declare({ functions: { [functionArn]: { permissions: [{ ...permission, sourceArn }] } } });
  await put();
  await log("hello");
  const [invocation] = local.control.invocations(functionArn) as [FunctionInvocation];
  expect(await messagesOf(invocation)).toEqual(["hello"]);
});

test("system fields are added to each log event where a filter asks for them, and given back", async () => {
  const { local, put, log, filters } = start();
  await put({ emitSystemFields: ["@aws.account", "@aws.region", "@source.log"] });
  await log("hello");
  const [{ event }] = local.control.invocations(functionArn) as [FunctionInvocation];
  const record = JSON.parse(gunzipSync(Buffer.from(event.awslogs.data, "base64")).toString());
  expect(record.logEvents[0].extractedFields).toEqual({
    "@aws.account": owner,
    "@aws.region": region,
    "@source.log": "/app",
  });
  expect(await filters()).toMatchObject([{ emitSystemFields: ["@aws.account", "@aws.region", "@source.log"] }]);
});

test("criteria select log events by account and Region", async () => {
  const { local, put, log, filters } = start();
  await put({ fieldSelectionCriteria: '@aws.region NOT IN ["eu-west-1"]' });
  await log("left out");
  expect(local.control.invocations(functionArn)).toEqual([]);
  await put({ fieldSelectionCriteria: `@aws.account = "${owner}"` });
  await log("taken");
  expect(local.control.invocations(functionArn)).toHaveLength(1);
  expect(await filters()).toMatchObject([{ fieldSelectionCriteria: `@aws.account = "${owner}"` }]);
});
