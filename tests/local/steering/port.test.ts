import { LocalLogs } from "@log-destinations/local";
import { serve } from "@log-destinations/local/node";
import { describe, expect, test } from "vitest";
import { owner, region, sender, stream } from "../wire.ts";
import { central, clientOf, steer } from "./central.ts";

const secret = { AKIAEXAMPLE: { account: owner, secretAccessKey: "the+right/secret" } };

test("a suite beside the process declares, reads what arrived, advances the clock and resets", async () => {
  const local = new LocalLogs();
  const declared = { accounts: { [sender]: { organization: "o-a1b2c3d4e5" } } };
  expect(await steer(local, "POST", "declare", declared)).toEqual({ status: 200, body: {} });
  const { log } = await central(local);
  await log("hello");
  const path = `records?stream=${encodeURIComponent(stream)}`;
  const { body } = await steer(local, "GET", path);
  expect(body.records).toMatchObject([
    { logRecord: { messageType: "CONTROL_MESSAGE" } },
    { logRecord: { owner: sender, logGroup: "/app", logEvents: [{ message: "hello" }] } },
  ]);
  const [first] = body.records;
  const rest = await steer(local, "GET", `${path}&after=${first.number}&limit=1`);
  expect(rest.body.records).toEqual(body.records.slice(1));
  await steer(local, "POST", "clock/advance", { hours: 25 });
  expect((await steer(local, "GET", path)).body).toEqual({ records: [] });
  expect((await steer(local, "GET", "topology")).body).toMatchObject({
    accounts: [{ account: sender, organization: "o-a1b2c3d4e5" }],
    destinations: [{ targetArn: stream }],
  });
  await steer(local, "POST", "reset");
  expect((await steer(local, "GET", "topology")).body).toMatchObject({ accounts: [], destinations: [], streams: [] });
});

test("a snapshot goes over the port and back, and what was withdrawn is there again", async () => {
  const local = new LocalLogs({ declarations: { accounts: { [sender]: { organization: "o-a1b2c3d4e5" } } } });
  await central(local);
  const { body: snapshot } = await steer(local, "GET", "snapshot");
  await steer(local, "POST", "withdraw", { accounts: [sender] });
  await steer(local, "POST", "reset");
  expect(local.topology().destinations).toEqual([]);
  expect((await steer(local, "PUT", "snapshot", snapshot)).status).toBe(200);
  expect(local.topology().destinations).toMatchObject([{ targetArn: stream }]);
  expect(local.control.account(sender)).toEqual({ organization: "o-a1b2c3d4e5" });
});

test("notes say over the port why nothing arrived, those after a number alone", async () => {
  const local = new LocalLogs();
  const { log } = await central(local);
  await local.as({ account: owner, region }).deleteDestination({ destinationName: "central" });
  await log("one");
  await log("two");
  const { body } = await steer(local, "GET", "notes");
  expect(body.notes).toEqual(
    [1, 2].map((number) => ({
      number,
      time: expect.any(Number),
      text: expect.stringMatching(/does not exist \[LD3221\]$/),
    })),
  );
  expect((await steer(local, "GET", "notes?after=1")).body.notes).toEqual(body.notes.slice(1));
});

test("the clock is read, set, stopped and let go over the port", async () => {
  const local = new LocalLogs();
  const stopped = { time: "2020-01-31T12:00:00.000Z", milliseconds: Date.UTC(2020, 0, 31, 12), stopped: true };
  const set = await steer(local, "PUT", "clock", { time: "2020-01-31T13:00:00+01:00", stopped: true });
  expect(set.body).toEqual(stopped);
  expect((await steer(local, "GET", "clock")).body).toEqual(stopped);
  const back = await steer(local, "DELETE", "clock");
  expect(back.body.stopped).toBe(false);
  expect(Math.abs(back.body.milliseconds - Date.now())).toBeLessThan(60_000);
});

describe("what is wrong is said in JSON, with an id", () => {
  test.each([
    ["GET", "records", undefined, 400, "LD3433", "stream is missing; expected the ARN of a stream"],
    ["GET", "records?stream=central", undefined, 400, "LD3306", 'stream is "central"'],
    ["GET", "records?stream=x&from=1", undefined, 400, "LD1001", "unknown member from; expected stream, after, limit"],
    ["GET", `records?stream=${stream}&limit=0`, undefined, 400, "LD3433", "limit is 0; expected a whole number from 1"],
    ["GET", `records?stream=${stream}&limit=x`, undefined, 400, "LD3433", 'limit is "x"; expected a whole number'],
    ["GET", "invocations?function=reader", undefined, 400, "LD3319", 'function is "reader"'],
    ["POST", "declare", { rolls: {} }, 400, "LD1001", "unknown kind of declaration rolls"],
    ["POST", "withdraw", { roles: "all" }, 400, "LD3433", 'roles is "all"; expected a list'],
    ["POST", "clock/advance", {}, 400, "LD3438", "the time to advance is 0"],
    ["POST", "clock/advance", { hours: -1 }, 400, "LD3433", "hours is -1"],
    ["POST", "clock/advance", "1h", 400, "LD3432", 'the input is "1h"; expected an object'],
    ["PUT", "clock", { time: "noon" }, 400, "LD3437", 'time is "noon"; expected a time such as'],
    ["PUT", "clock", { time: "2026-01-31" }, 400, "LD3437", "expected a time such as"],
    ["PUT", "snapshot", {}, 400, "LD3434", "this is no snapshot"],
    ["PUT", "snapshot", { format: "log-destinations snapshot", version: 2 }, 400, "LD3435", "of version 2"],
    [
      "PUT",
      "snapshot",
      { format: "log-destinations snapshot", version: 1, clock: { offset: 0 }, entries: [["users", "", "x", {}]] },
      400,
      "LD3436",
      "was changed",
    ],
    ["DELETE", "reset", undefined, 405, "LD3440", "/_local/v1/reset takes POST, and not DELETE"],
    ["GET", "../v2/records", undefined, 404, "LD3304", "/_local/v2/records is not served; paths of version 1 are: GET"],
    ["GET", "__proto__", undefined, 404, "LD3304", "is not served"],
  ])("%s %s", async (method, path, input, status, id, message) => {
    const answer = await steer(new LocalLogs(), method, path, input);
    expect(answer).toMatchObject({ status, body: { error: { id, message: expect.stringContaining(message) } } });
  });

  test("a body that is not JSON is not repeated", async () => {
    const answer = await steer(new LocalLogs(), "POST", "declare", undefined, { body: "TOPSECRET" });
    expect(answer).toEqual({ status: 400, body: { error: { id: "LD3443", message: "the body is not JSON" } } });
  });
});

describe("who may steer", () => {
  const write = { headers: { "x-log-destinations": "" } };

  test("a request that a form of another site could send changes nothing", async () => {
    const local = new LocalLogs();
    await central(local);
    for (const [method, path] of [
      ["POST", "reset"],
      ["POST", "declare"],
      ["POST", "withdraw"],
      ["PUT", "snapshot"],
      ["PUT", "clock"],
      ["POST", "clock/advance"],
      ["DELETE", "clock"],
    ] as const) {
      expect(await steer(local, method, path, undefined, write)).toMatchObject({
        status: 403,
        body: { error: { id: "LD3441" } },
      });
    }
    expect(local.topology().destinations).toHaveLength(1);
  });

  test("where signatures are checked and no token is set, there is health alone", async () => {
    const local = new LocalLogs({ declarations: { accessKeys: secret } });
    expect(await steer(local, "GET", "health")).toEqual({ status: 200, body: { status: "ok" } });
    for (const [method, path] of [
      ["GET", "topology"],
      ["POST", "reset"],
    ] as const) {
      expect(await steer(local, method, path)).toMatchObject({ status: 403, body: { error: { id: "LD3305" } } });
    }
  });

  test.each([
    ["no token", "", 401],
    ["another token", "Bearer another-token", 401],
    ["the beginning of the token", "Bearer a-long-toke", 401],
    ["the token", "Bearer a-long-token", 200],
  ])("where a token is set, %s gets %s", async (_, authorization, status) => {
    for (const declarations of [{}, { accessKeys: secret }]) {
      const local = new LocalLogs({ declarations, token: "a-long-token" });
      for (const [method, path] of [
        ["GET", "snapshot"],
        ["POST", "reset"],
      ] as const) {
        const headers = authorization === "" ? {} : { authorization };
        expect((await steer(local, method, path, undefined, { headers })).status).toBe(status);
      }
    }
  });

  test("a token that anybody would guess is refused, and not repeated", () => {
    for (const token of ["", "short", "has blanks in it", 5 as never]) {
      expect(() => new LocalLogs({ token })).toThrow("token is wrong; expected a text of at least 8");
    }
  });

  test("keys with secrets stay through reset and restore, so that signatures are still checked", async () => {
    const local = new LocalLogs();
    const before = local.snapshot();
    local.control.declare({ accessKeys: secret });
    local.reset();
    local.restore(before);
    expect(local.checksSignatures).toBe(true);
    expect(JSON.stringify(local.snapshot())).not.toContain("secret");
  });

  test("a page that leads a browser here under its own name reads nothing", async () => {
    const server = await serve(new LocalLogs());
    const { port } = new URL(server.url);
    const { request } = await import("node:http");
    const status = await new Promise((resolve) => {
      const options = { port, path: "/_local/v1/snapshot", headers: { host: "evil.example" } };
      request(options, (response) => resolve(response.resume().statusCode)).end();
    });
    expect(status).toBe(403);
    expect((await fetch(`${server.url}/_local/v1/health`, { method: "HEAD" })).status).toBe(200);
    await server.close();
  });
});

test("a client that signs still gets in after the clock was moved a year", async () => {
  const local = new LocalLogs({ declarations: { accessKeys: secret } });
  local.clock.advance({ days: 365 });
  await expect(clientOf(local).describeDestinations()).resolves.toEqual({ destinations: [] });
});
