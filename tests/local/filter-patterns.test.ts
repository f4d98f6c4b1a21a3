import { gunzipSync } from "node:zlib";
import { LocalLogs } from "@log-destinations/local";
import { describe, expect, test } from "vitest";
import { owner, region, role, send } from "./wire.ts";

const own = `arn:aws:kinesis:${region}:${owner}:stream/own`;

/** Which of the messages a filter of this pattern delivers. */
async function matching(filterPattern: string, messages: string[]): Promise<string[]> {
  const local = new LocalLogs();
  const group = { logGroupName: "g" };
  await send(local, "CreateLogGroup", group);
  await send(local, "CreateLogStream", { ...group, logStreamName: "s" });
  const filter = { ...group, filterName: "f", filterPattern, destinationArn: own, roleArn: role };
  expect(await send(local, "PutSubscriptionFilter", filter)).toMatchObject({ status: 200 });
  const logEvents = messages.map((message) => ({ timestamp: Date.now(), message }));
  await send(local, "PutLogEvents", { ...group, logStreamName: "s", logEvents });
  return local.control
    .records(own)
    .map(({ data }) => JSON.parse(gunzipSync(data).toString()))
    .filter(({ messageType }) => messageType === "DATA_MESSAGE")
    .flatMap(({ logEvents }) => logEvents.map(({ message }: { message: string }) => message));
}

async function refused(filterPattern: string, message = "Invalid filter pattern"): Promise<string[]> {
  const notes: string[] = [];
  const local = new LocalLogs({ onNote: (line) => notes.push(line) });
  await send(local, "CreateLogGroup", { logGroupName: "g" });
  const filter = { logGroupName: "g", filterName: "f", filterPattern, destinationArn: own, roleArn: role };
  expect(await send(local, "PutSubscriptionFilter", filter)).toMatchObject({
    status: 400,
    body: { __type: "InvalidParameterException", message },
  });
  return notes;
}

const lines = [
  "[ERROR 400] BAD REQUEST",
  "[ERROR 419] MISSING ARGUMENTS",
  "[ERROR 500] INTERNAL SERVER ERROR",
  "[INFO] REQUEST FAILED",
];

describe("terms, by the examples of the documentation", () => {
  test.each([
    ["", [0, 1, 2, 3]],
    ["ERROR", [0, 1, 2]],
    ["error", []],
    ["ERROR ARGUMENTS", [1]],
    ["?ERROR ?FAILED", [0, 1, 2, 3]],
    ["?ARGUMENTS ?FAILED", [1, 3]],
    ["?ERROR ?ARGUMENTS REQUEST", [0, 3]],
    ['"INTERNAL SERVER ERROR"', [2]],
    ['"[ERROR 4"', [0, 1]],
    ["ERROR -ARGUMENTS", [0, 2]],
    ['-"INTERNAL SERVER" -FAILED', [0, 1]],
  ])("%s", async (pattern, indexes) => {
    expect(await matching(pattern, lines)).toEqual(indexes.map((index) => lines[index]));
  });

  test("the spaces of a phrase count, and one of a single space matches everything", async () => {
    expect(await matching('"id 1 "', ["id 1 x", "id 12", "id 1"])).toEqual(["id 1 x"]);
    expect(await matching('" "', ["a b", "ab"])).toEqual(["a b", "ab"]);
  });

  test("a quote within a phrase is escaped", async () => {
    expect(await matching('"say \\"hi\\""', ['say "hi"', "say hi"])).toEqual(['say "hi"']);
  });
});

const trail = JSON.stringify({
  eventType: "UpdateTrail",
  sourceIPAddress: "111.111.111.111",
  arrayKey: ["value", "another value"],
  objectList: [
    { name: "a", id: 1 },
    { name: "b", id: 2 },
  ],
  SomeObject: null,
  "cluster.name": "c",
  "two words (so=many)": 1,
  ok: true,
  latency: 50,
  text: "50",
  nested: { deep: { number: [1000] } },
});

describe("selectors over JSON, by the examples of the documentation", () => {
  test.each([
    ['{ $.eventType = "UpdateTrail" }', true],
    ["{ $.eventType = UpdateTrail }", true],
    ['{$.eventType="Update*"}', true],
    ['{ $.eventType = "*date*il" }', true],
    ['{ $.eventType = "Trail" }', false],
    ['{ $.eventType != "UpdateTrail" }', false],
    ["{ $.sourceIPAddress != 123.123.* }", true],
    ["{ $.sourceIPAddress = 111.111.* }", true],
    ['{ $.arrayKey[0] = "value" }', true],
    ['{ $.arrayKey[1] = "value" }', false],
    ['{ $.arrayKey[*] = "another value" }', true],
    ['{ $.arrayKey = "value" }', false],
    ["{ $.objectList[1].id = 2 }", true],
    ["{ $.objectList[*].id = 3 }", false],
    ['{ $.* = "c" }', true],
    ["{ $.['cluster.name'] = \"c\" }", true],
    ["{ $.['two words (so=many)'] = 1 }", true],
    ["{ $.objectList[0].['a b'] NOT EXISTS }", true],
    ["{ $.SomeObject IS NULL }", true],
    ["{ $.eventType IS NULL }", false],
    ["{ $.ok IS TRUE }", true],
    ["{ $.ok IS FALSE }", false],
    ["{ $.SomeOtherObject NOT EXISTS }", true],
    ["{ $.SomeObject NOT EXISTS }", false],
    ["{ $.latency > 49.5 }", true],
    ["{ $.latency >= 50 && $.latency <= 50 }", true],
    ["{ $.latency < 50 }", false],
    ["{ $.latency = 5e1 }", true],
    ["{ $.latency != 50 }", false],
    ["{ $.latency = 5* }", true],
    ["{ $.text > 49 }", false],
    ["{ $.nested.deep.number[0] = 1e+3 }", true],
    ["{ $.missing != 1 }", false],
    ["{ ($.latency = 1 || $.ok IS TRUE) && $.eventType = Update* }", true],
    ["{ $.ok IS TRUE || $.latency = 1 && $.latency = 2 }", true],
    ["{ ($.ok IS TRUE || $.latency = 1) && $.latency = 2 }", false],
  ])("%s", async (pattern, matches) => {
    expect(await matching(pattern, [trail, "no JSON", "[1]", '"text"'])).toEqual(matches ? [trail] : []);
  });
});

describe("what is no pattern is refused, and a note says why", () => {
  test.each([
    ['"open', "neither a word nor a phrase"],
    ["{ $.a }", "where an operator belongs"],
    ["{ $.a = 1", "the pattern ends where } belongs"],
    ["{ $.a = 1 } x", "something stands behind the closing }"],
    ["{ a = 1 }", '"a" where a selector ($.…) belongs'],
    ["{ $.a > x }", '> "x"; expected a number'],
    ["{ $.a IS 1 }", "IS 1; expected NULL, TRUE or FALSE"],
    ["{ $.a EXISTS }", "where an operator belongs"],
    ["{ $.a[*].* = 1 }", "more than one wildcard"],
    ["{ $.a[x] = 1 }", "$.a[x] is no selector"],
    ["{ $ = 1 }", "$ alone is no selector"],
    ["{ $.* = 1 && $.* = 1 && $.* = 1 && $.* = 1 }", "more than three wildcards"],
    ["{}", '"}" where a selector'],
  ])("%s", async (pattern, why) => {
    expect(await refused(pattern)).toEqual([expect.stringContaining(why)]);
  });

  test.each([
    ["level:error", ":"],
    ["?a.b", "."],
    ["-", "-"],
  ])("%s, with the character that a word may not have", async (pattern, character) => {
    expect(await refused(pattern, `Invalid character(s) in term '${character}'`)).toEqual([
      expect.stringContaining("put it in double quotes"),
    ]);
  });

  test("a pattern of a thousand stars takes no time to speak of", async () => {
    const stars = `{ $.a = "${"*a".repeat(480)}*b" }`;
    expect(await matching(stars, [JSON.stringify({ a: "a".repeat(100_000) })])).toEqual([]);
  });
});
