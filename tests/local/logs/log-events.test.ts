import { LocalLogs } from "@log-destinations/local";
import { beforeEach, describe, expect, test } from "vitest";
import { owner, refusal, region, role, send } from "../wire.ts";

let local: LocalLogs;
let now: number;
beforeEach(() => {
  now = 1_767_225_600_000;
  local = new LocalLogs({ clock: () => now });
});

const day = 24 * 3600_000;
const group = { logGroupName: "/app" };
const stream = { ...group, logStreamName: "i-1" };
const create = (logGroupName: string) => send(local, "CreateLogGroup", { logGroupName });
const missing = (what: string) => refusal("ResourceNotFoundException", `The specified ${what} does not exist.`);

describe("PutLogEvents", () => {
  test("what is wrong in an event is told with the event's place", async () => {
    const logEvents = [event(now), { timestamp: -1, message: "" }, { timestamp: now }];
    const said = (where: string, constraint: string) =>
      `Value at 'logEvents.${where}' failed to satisfy constraint: Member must ${constraint}`;
    expect(await put(...logEvents)).toMatchObject(
      refusal(
        "InvalidParameterException",
        `3 validation errors detected: ${[
          said("2.member.timestamp", "have value greater than or equal to 0"),
          said("2.member.message", "have length greater than or equal to 1"),
          said("3.member.message", "not be null"),
        ].join("; ")}`,
      ),
    );
    expect(await put({ timestamp: "x", message: "m" })).toMatchObject(
      refusal("SerializationException", expect.stringContaining('logEvents.1.member.timestamp is "x"')),
    );
  });

  const put = (...logEvents: object[]) => send(local, "PutLogEvents", { ...stream, logEvents });
  const event = (timestamp: number, message = "m") => ({ timestamp, message });
  const own = `arn:aws:kinesis:${region}:${owner}:stream/own`;
  const delivered = () => local.control.records(own).length - 1;

  beforeEach(async () => {
    await create("/app");
    await send(local, "CreateLogStream", stream);
    const filter = { filterName: "f", filterPattern: "", destinationArn: own, roleArn: role };
    await send(local, "PutSubscriptionFilter", { ...group, ...filter });
  });

  test.each([
    [
      "events out of order",
      [event(2e12), event(1e12)],
      "Log events in a single PutLogEvents request must be in chronological order.",
    ],
    [
      "more than 24 hours",
      [event(0), event(day + 1)],
      "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
    ],
    [
      "more than a mebibyte",
      [event(0, "x".repeat(2 ** 20 - 25))],
      "Upload too large: 1048577 bytes exceeds limit of 1048576",
    ],
    [
      "an empty message",
      [event(0, "")],
      "1 validation error detected: Value at 'logEvents.1.member.message' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      "no events",
      [],
      "1 validation error detected: Value at 'logEvents' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
  ])("%s are refused whole", async (_, events, message) => {
    expect(await put(...events)).toMatchObject(refusal("InvalidParameterException", message));
    expect(delivered()).toBe(0);
  });

  test("events that are too old or too new are left out and told", async () => {
    const { body } = await put(event(now - 14 * day - 1));
    expect(body.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
    expect(delivered()).toBe(0);
    const mixed = await put(event(now), event(now + 2 * 3600_000), event(now + 2 * 3600_000 + 1));
    expect(mixed.body.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 2 });
    expect(delivered()).toBe(1);
    expect((await put(event(now))).body).not.toHaveProperty("rejectedLogEventsInfo");
  });

  test("into a stream or group that is not there is a ResourceNotFoundException", async () => {
    const logEvents = [event(now)];
    const to = (more: object) => send(local, "PutLogEvents", { ...stream, ...more, logEvents });
    expect(await to({ logStreamName: "other" })).toMatchObject(missing("log stream"));
    expect(await to({ logGroupName: "other" })).toMatchObject(missing("log group"));
  });
});
