import { gunzipSync } from "node:zlib";
import { LocalLogs } from "@log-destinations/local";
import { expect, test } from "vitest";
import { owner, region, role, send } from "../wire.ts";

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

async function refused(filterPattern: string, message: string): Promise<string[]> {
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

test.each([
  ["", ["ERROR 400", '{"level":"ERROR"}', "ok"]],
  ["ERROR -400", ['{"level":"ERROR"}']],
  ['{ $.level = "ERR*" }', ['{"level":"ERROR"}']],
  ["[level = ERROR, status > 399]", ["ERROR 400"]],
  ["%R \\d+%", ["ERROR 400"]],
  ["{ $.level = %^E% }", ['{"level":"ERROR"}']],
])("a filter delivers what its pattern matches: %s", async (pattern, delivered) => {
  expect(await matching(pattern, ["ERROR 400", '{"level":"ERROR"}', "ok"])).toEqual(delivered);
});

test.each([
  ["{ $.a }", "Invalid filter pattern", "where an operator belongs"],
  ["{ $.a = 1", "If a filter pattern starts with '{' it must end with '}'", "does not end with }"],
  ["level:error", "Invalid character(s) in term ':'", "put it in double quotes"],
  ["-", "Invalid character(s) in term '-'", "put it in double quotes"],
  ["[a, b = ]", "Invalid filter pattern", "where a value belongs"],
  ["[a, b", "If a filter pattern starts with '[' it must end with ']'", "does not end with ]"],
  ["%a!%", "Invalid filter pattern", "write \\x21"],
  [
    "ERROR %a%",
    "Invalid filter pattern: a regular expression beside other terms: no documentation says what the service does with it",
    "beside other terms",
  ],
])("a pattern that cannot be matched is refused, and a note says why: %s", async (pattern, message, why) => {
  expect(await refused(pattern, message)).toEqual([expect.stringContaining(why)]);
});
