import { LocalLogs } from "@log-destinations/local";
import { beforeEach, describe, expect, test } from "vitest";
import { owner, refusal, region, send } from "../wire.ts";

let local: LocalLogs;
let now: number;
beforeEach(() => {
  now = 1_767_225_600_000;
  local = new LocalLogs({ clock: () => now });
});

const group = { logGroupName: "/app" };
const stream = { ...group, logStreamName: "i-1" };
const create = (logGroupName: string) => send(local, "CreateLogGroup", { logGroupName });
const list = async (operation: string, request: object) => (await send(local, operation, request)).body;
const missing = (what: string) => refusal("ResourceNotFoundException", `The specified ${what} does not exist.`);
const done = { status: 200, text: "" };

describe("log streams", () => {
  test("are made in a group, once, and go with it", async () => {
    expect(await send(local, "CreateLogStream", stream)).toMatchObject(missing("log group"));
    await create("/app");
    expect(await send(local, "CreateLogStream", stream)).toMatchObject(done);
    expect(await send(local, "CreateLogStream", stream)).toMatchObject(
      refusal("ResourceAlreadyExistsException", "The specified log stream already exists"),
    );
    await send(local, "DeleteLogGroup", group);
    await create("/app");
    expect(await list("DescribeLogStreams", group)).toEqual({ logStreams: [] });
    expect(await send(local, "DeleteLogStream", stream)).toMatchObject(missing("log stream"));
  });

  test("tell of the events that they got", async () => {
    await create("/app");
    await send(local, "CreateLogStream", stream);
    const arn = `arn:aws:logs:${region}:${owner}:log-group:/app:log-stream:i-1`;
    const fresh = { logStreamName: "i-1", creationTime: now, arn, storedBytes: 0 };
    expect(await list("DescribeLogStreams", group)).toEqual({ logStreams: [fresh] });
    for (const timestamp of [now - 5, now]) {
      await send(local, "PutLogEvents", { ...stream, logEvents: [{ timestamp, message: "m" }] });
    }
    const times = { firstEventTimestamp: now - 5, lastEventTimestamp: now, lastIngestionTime: now };
    expect(await list("DescribeLogStreams", { ...group, logStreamNamePrefix: "i" })).toEqual({
      logStreams: [{ ...fresh, ...times }],
    });
  });
});
