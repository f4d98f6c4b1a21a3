import {
  type AttemptReport,
  type Fetch,
  LogDestinationsClient,
  type LogDestinationsClientOptions,
  LogsConnection,
  type LogsError,
  observeAttempts,
  Pacer,
} from "@log-destinations/core";
import { describe, expect, it, vi } from "vitest";
import { fault, ok, type Reply } from "./fault-server.ts";
import { credentials, destination, errorOf, noBackOff, serving, transports } from "./serving.ts";

noBackOff();

const page = ok({ destinations: [destination] }, { "x-amzn-requestid": "id-of-the-page" });

/** The reports of one call that is answered by a script. */
async function reportsOf(script: Reply[], options: LogDestinationsClientOptions = {}) {
  const reports: AttemptReport[] = [];
  const onAttempt = (report: AttemptReport) => reports.push(report);
  const { client } = await serving(script, { ...options, onAttempt });
  const result = await client.describeDestinations().catch((error: LogsError) => error);
  return { reports, result };
}

describe.each(transports)("onAttempt over %s", (_, fetch) => {
  const over = (script: Reply[], options: LogDestinationsClientOptions = {}) =>
    reportsOf(script, { ...options, ...(fetch && { fetch }) });

  it("is called once after each attempt, with what was and what comes", async () => {
    const throttled = fault(400, { __type: "ThrottlingException", message: "no" }, { "x-amzn-requestid": "id-1" });
    const { reports } = await over([throttled, fault(503, ""), page]);
    const waited = { delay: 0, turn: expect.any(Number), credentials: expect.any(Number) };
    const each = { operation: "DescribeDestinations", milliseconds: expect.any(Number), waited };
    const again = { next: { why: "retry", delay: 0 }, stopped: undefined };
    expect(reports).toEqual([
      { ...each, attempt: 1, status: 400, requestId: "id-1", code: "ThrottlingException", ...again },
      { ...each, attempt: 2, status: 503, requestId: undefined, code: "InvalidResponse", ...again },
      {
        ...{ ...each, attempt: 3, status: 200, requestId: "id-of-the-page", code: undefined },
        ...{ next: undefined, stopped: "success" },
      },
    ]);
  });

  it.each<[string, Reply, object, LogDestinationsClientOptions]>([
    ["permanent", fault(400, { __type: "AccessDeniedException" }), { code: "AccessDeniedException" }, {}],
    ["permanent", fault(307, "", { location: "https://elsewhere.example/" }), { code: "InvalidResponse" }, {}],
    ["maxAttempts", fault(503, ""), { attempt: 2, code: "InvalidResponse", status: 503 }, { maxAttempts: 2 }],
    ["timeout", fault(503, "", { "retry-after": "9" }), { attempt: 1, status: 503 }, { timeout: 2_000 }],
  ])("says that a call stopped for good: %s", async (stopped, reply, last, options) => {
    const { reports, result } = await over([reply], options);
    expect(reports.at(-1)).toMatchObject({ ...last, stopped, next: undefined });
    expect(reports).toHaveLength((result as LogsError).attempts);
  });

  it("says that the service asked for a wait, and that it was waited for", async () => {
    const { reports } = await over([fault(503, "", { "retry-after": "0.05" }), page]);
    expect(reports).toMatchObject([
      { next: { why: "retry-after", delay: 50 } },
      { waited: { delay: 50 }, stopped: "success" },
    ]);
  });
});

it("a LogsConnection is observed by observeAttempts", async () => {
  const seen = async (connect: (onAttempt: (report: AttemptReport) => unknown) => Pick<LogsConnection, "call">) => {
    const reports: AttemptReport[] = [];
    await connect((report) => reports.push(report)).call("DescribeDestinations", {});
    return reports.map(({ attempt, status, next, stopped }) => ({ attempt, status, next, stopped }));
  };
  const scripted = async () => (await serving([fault(503, ""), page])).server.endpoint;
  const [one, other] = [await scripted(), await scripted()];
  const options = { region: "eu-west-1", credentials };
  const ofConnection = await seen(
    (onAttempt) => new LogsConnection({ ...options, endpoint: one, observer: observeAttempts(onAttempt) }),
  );
  expect(ofConnection).toMatchObject([{ attempt: 1, status: 503, next: { why: "retry" } }, { stopped: "success" }]);
  expect(ofConnection).toEqual(
    await seen((onAttempt) => new LogDestinationsClient({ ...options, endpoint: other, onAttempt })),
  );
  const both = { ...options, onAttempt: () => {}, observer: observeAttempts(() => {}) };
  expect(() => new LogDestinationsClient(both)).toThrow("give onAttempt or an observer, not both [LD1216]");
});

describe("onAttempt", () => {
  it("says that the clock was set, and that other credentials are got", async () => {
    const ahead = { date: new Date(Date.now() + 3_600_000).toUTCString() };
    const late = fault(400, { __type: "InvalidSignatureException" }, ahead);
    expect((await reportsOf([late, page])).reports).toMatchObject([{ next: { why: "clock" } }, { stopped: "success" }]);
    const expired = fault(400, { __type: "ExpiredTokenException" });
    const options = { credentials: async () => credentials };
    expect((await reportsOf([expired, page], options)).reports).toMatchObject([
      { next: { why: "credentials" } },
      { stopped: "success" },
    ]);
  });

  it("says that the budget of the client is used up", async () => {
    const reports: AttemptReport[] = [];
    const onAttempt = (report: AttemptReport) => reports.push(report);
    const { client } = await serving([fault(500, "{}")], { maxAttempts: 200, onAttempt });
    await errorOf(client.describeDestinations());
    expect(reports.at(-1)).toMatchObject({ attempt: 101, stopped: "budget" });
    expect(await errorOf(client.describeDestinations())).toMatchObject({ attempts: 1, retryable: true });
    expect(reports.at(-1)).toMatchObject({ attempt: 1, stopped: "budget" });
  });

  it("is called where nothing was sent: without credentials, and without a turn in time", async () => {
    const none = await reportsOf([page], { credentials: () => Promise.reject(new Error("no session")) });
    expect(none.reports).toMatchObject([
      { attempt: 1, code: "CredentialsError", status: undefined, stopped: "permanent" },
    ]);
    const pacer = new Pacer(0.001);
    pacer.turn("DescribeDestinations");
    const { reports } = await reportsOf([page], { pacer, timeout: 1_000, maxAttempts: 1 });
    expect(reports).toMatchObject([{ code: "TimeoutError", stopped: "maxAttempts" }]);
  });

  it("says how long a turn and the credentials were waited for", async () => {
    vi.useFakeTimers();
    try {
      const reports: AttemptReport[] = [];
      const later = <Value>(value: Value, milliseconds: number) =>
        new Promise<Value>((resolve) => setTimeout(() => resolve(value), milliseconds));
      const client = new LogDestinationsClient({
        region: "eu-west-1",
        credentials: () => later(credentials, 30),
        fetch: () => later(Response.json({ destinations: [] }), 40),
        pacer: new Pacer(5),
        onAttempt: (report) => reports.push(report),
      });
      const calls = Promise.all([client.describeDestinations(), client.describeDestinations()]);
      await vi.advanceTimersByTimeAsync(1_000);
      await calls;
      expect(reports).toMatchObject([
        { waited: { delay: 0, turn: 0, credentials: 30 }, milliseconds: 40 },
        { waited: { delay: 0, turn: 200, credentials: 0 }, milliseconds: 40 },
      ]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("is called for an attempt that the caller ends", async () => {
    const reports: AttemptReport[] = [];
    const stop = new AbortController();
    const fetch: Fetch = () => {
      queueMicrotask(() => stop.abort("enough"));
      return new Promise(() => {});
    };
    const onAttempt = (report: AttemptReport) => reports.push(report);
    const client = new LogDestinationsClient({ region: "eu-west-1", credentials, fetch, onAttempt });
    await expect(client.describeDestinations({}, { signal: stop.signal })).rejects.toBe("enough");
    expect(reports).toMatchObject([{ attempt: 1, code: undefined, stopped: "aborted" }]);
    await expect(client.describeDestinations({}, { signal: stop.signal })).rejects.toBe("enough");
    expect(reports).toHaveLength(1);
  });

  it.each(["while it waits", "when it is called"])(
    "is called last for the attempt that the caller ends %s",
    async (when) => {
      const reports: AttemptReport[] = [];
      const stop = new AbortController();
      const end = () => stop.abort("enough");
      const onAttempt = (report: AttemptReport) => {
        reports.push(report);
        if (report.next) when === "while it waits" ? setTimeout(end) : end();
      };
      const { client } = await serving([fault(503, "", { "retry-after": "9" })], { onAttempt });
      await expect(client.describeDestinations({}, { signal: stop.signal })).rejects.toBe("enough");
      const waited = { delay: 9000, turn: 0, credentials: 0 };
      expect(reports).toMatchObject([
        { attempt: 1, next: { why: "retry-after" }, stopped: undefined },
        { attempt: 2, code: undefined, waited, next: undefined, stopped: "aborted" },
      ]);
    },
  );

  it.each([new TypeError("a bug"), undefined])("is called where one's own signer throws %s", async (thrown) => {
    const reports: AttemptReport[] = [];
    const sign = async () => {
      if (reports.length > 0) throw thrown;
      return {};
    };
    const onAttempt = (report: AttemptReport) => reports.push(report);
    const { client } = await serving([fault(503, "")], { onAttempt, signer: { sign } });
    await expect(client.describeDestinations()).rejects.toBe(thrown);
    expect(reports).toMatchObject([
      { attempt: 1, next: { why: "retry" } },
      { attempt: 2, code: undefined, next: undefined, stopped: "permanent" },
    ]);
  });

  it.each<[string, () => unknown]>([
    [
      "throws",
      () => {
        throw new Error("in the hook");
      },
    ],
    [
      "throws nothing",
      () => {
        throw undefined;
      },
    ],
    ["gives a promise that is rejected", () => Promise.reject(new Error("in the hook"))],
    ["never ends", () => new Promise(() => {})],
  ])("changes no result where it %s, and is heard of", async (what, onAttempt) => {
    const printed = vi.spyOn(console, "error").mockImplementation(() => {});
    const { client } = await serving([fault(503, ""), page], { onAttempt });
    expect((await client.describeDestinations()).destinations).toEqual([destination]);
    expect(printed).toHaveBeenCalledTimes(what === "never ends" ? 0 : 2);
  });

  it("gets no body, header or URL", async () => {
    const reply = fault(400, { __type: "AccessDeniedException", message: "the-message" }, { "x-secret": "the-header" });
    const { reports } = await reportsOf([reply]);
    const all = JSON.stringify(reports);
    for (const text of ["the-message", "the-header", "127.0.0.1", credentials.accessKeyId, "amz-target"]) {
      expect(all).not.toContain(text);
    }
  });
});
