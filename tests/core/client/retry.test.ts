import { LogDestinationsClient, type LogDestinationsClientOptions } from "@log-destinations/core";
import { describe, expect, it, vi } from "vitest";
import { fault, halfBody, html, ok, type Reply, reset, silence } from "./fault-server.ts";
import { credentials, destination, errorOf, noBackOff, serving, transports } from "./serving.ts";

noBackOff();

it.each([
  [{ maxAttempts: 0 }, "maxAttempts is 0; expected a whole number, 1 or more [LD1002]"],
  [{ timeout: 1.5 }, "timeout is 1.5; expected a whole number, 1 or more [LD1002]"],
])("%o is refused", (options, message) => {
  expect(() => new LogDestinationsClient({ region: "eu-west-1", credentials, ...options })).toThrow(
    new TypeError(message),
  );
});

describe("errors", () => {
  it("have the errors of the attempts before", async () => {
    const throttled = fault(400, { __type: "ThrottlingException", message: "Rate exceeded" });
    const { client } = await serving([throttled, html(503), fault(400, { __type: "ResourceNotFoundException" })]);
    const error = await errorOf(client.deleteDestination({ destinationName: "central" }));
    expect(error).toMatchObject({ code: "ResourceNotFoundException", attempts: 3 });
    expect(error.earlier.map(({ code }) => code)).toEqual(["ThrottlingException", "InvalidResponse"]);
  });
});

describe.each(transports)("retries over %s", (_, fetch) => {
  const page = ok({ destinations: [destination] });
  const over = (script: Reply[], options: LogDestinationsClientOptions = {}) =>
    serving(script, { ...options, ...(fetch && { fetch }) });
  it.each<[string, Reply]>([
    ["a reset", reset],
    ["half a body", halfBody],
    ["throttling", fault(400, { __type: "ThrottlingException", message: "Rate exceeded" })],
    ["a conflicting writer", fault(400, { __type: "OperationAbortedException", message: "try again" })],
    ["an unavailable service", fault(500, { __type: "ServiceUnavailableException" })],
    ["a proxy's page", html(502)],
    ["a page in the place of JSON", html(200)],
    ["an empty 503", fault(503, "")],
    ["429", fault(429, "slow down")],
    ["a request that came too late", fault(408, "")],
    ["a gateway without the service behind it", fault(504, "")],
    ["an edge without a host behind it", html(522)],
  ])("get over %s", async (_, broken) => {
    const { client, server } = await over([broken, broken, page]);
    expect((await client.describeDestinations()).destinations).toEqual([destination]);
    expect(server.bodies).toHaveLength(3);
  });

  it("end after maxAttempts with the last error", async () => {
    const { client, server } = await over([fault(500, { __type: "InternalFailure", message: "oops" })], {
      maxAttempts: 4,
    });
    const error = await errorOf(client.describeDestinations());
    expect(error).toMatchObject({ code: "InternalFailure", attempts: 4, retryable: true });
    expect(server.bodies).toHaveLength(4);
  });

  it("leave alone what would fail again", async () => {
    const { client, server } = await over([fault(400, { __type: "AccessDeniedException", message: "no" })]);
    expect(await errorOf(client.describeDestinations())).toMatchObject({ code: "AccessDeniedException", attempts: 1 });
    expect(server.bodies).toHaveLength(1);
  });

  it.each([501, 505, 511, 400, 404, 410])("leave alone a page with status %i", async (status) => {
    const { client, server } = await over([html(status)]);
    expect(await errorOf(client.describeDestinations())).toMatchObject({
      code: "InvalidResponse",
      status,
      attempts: 1,
    });
    expect(server.bodies).toHaveLength(1);
  });

  it("wait as long as Retry-After says", async () => {
    const { client } = await over([fault(503, "", { "retry-after": "1" }), page]);
    const wait = vi.spyOn(globalThis, "setTimeout");
    await client.describeDestinations();
    expect(wait.mock.calls.map(([, milliseconds]) => milliseconds)).toContain(1000);
  });

  it.each([
    [{ "x-amz-retry-after": "30" }, 30],
    [{ "x-amz-retry-after": "30", "retry-after": "9" }, 30],
    [{ "x-amz-retry-after": "soon", "retry-after": "0.03" }, 30],
  ])("wait as long as %o says", async (headers, milliseconds) => {
    const { client } = await over([fault(503, "", headers), page]);
    const wait = vi.spyOn(globalThis, "setTimeout");
    await client.describeDestinations();
    expect(wait.mock.calls.map(([, given]) => given)).toContain(milliseconds);
  });

  it("wait so also where it is long, and give up at once where the call's time is shorter", async () => {
    vi.useFakeTimers();
    try {
      const busy = () => Promise.resolve(Response.json({}, { status: 503, headers: { "retry-after": "24" } }));
      const fetch = vi.fn(busy);
      const client = new LogDestinationsClient({ region: "eu-west-1", credentials, fetch, maxAttempts: 2 });
      const call = errorOf(client.describeDestinations());
      await vi.advanceTimersByTimeAsync(23_990);
      expect(fetch).toHaveBeenCalledTimes(1);
      await vi.advanceTimersByTimeAsync(20);
      expect(await call).toMatchObject({ attempts: 2, retryAfter: 24_000 });

      const hurried = new LogDestinationsClient({ region: "eu-west-1", credentials, fetch, timeout: 20_000 });
      expect(await errorOf(hurried.describeDestinations())).toMatchObject({ attempts: 1, retryable: true });
    } finally {
      vi.useRealTimers();
    }
  });

  it("wait so also where it is longer than a timer can be", async () => {
    vi.useFakeTimers();
    try {
      for (const seconds of ["2147484", "3000000.5", "99999999999"]) {
        const fetch = vi.fn(async () => Response.json({}, { status: 503, headers: { "retry-after": seconds } }));
        const client = new LogDestinationsClient({ region: "eu-west-1", credentials, fetch, timeout: Infinity });
        const stop = new AbortController();
        const call = client.describeDestinations({}, { signal: stop.signal }).catch((reason) => reason);
        await vi.advanceTimersByTimeAsync(60_000);
        expect(fetch).toHaveBeenCalledTimes(1);
        stop.abort("enough");
        expect(await call).toBe("enough");
      }
    } finally {
      vi.useRealTimers();
    }
  });

  it("back off with full jitter, longer each time and longer when throttled", async () => {
    vi.mocked(Math.random).mockReturnValue(0.01);
    const delays = async (reply: Reply) => {
      const { client } = await over([reply], { maxAttempts: 4, attemptTimeout: 9_999 });
      const wait = vi.spyOn(globalThis, "setTimeout");
      await errorOf(client.describeDestinations());
      const all = wait.mock.calls.map(([, milliseconds]) => milliseconds as number);
      wait.mockRestore();
      return all.filter((milliseconds) => milliseconds > 0 && milliseconds < 100);
    };
    expect(await delays(fault(500, "{}"))).toEqual([1, 2, 4]);
    expect(await delays(fault(400, { __type: "ThrottlingException" }))).toEqual([5, 10, 20]);
    expect(await delays(fault(429, "slow down"))).toEqual([5, 10, 20]);
  });

  it("stop when the client's budget is used up, and come back with success", async () => {
    const broken = fault(500, "{}");
    const { client, server } = await over([broken], { maxAttempts: 60 });
    await errorOf(client.describeDestinations());
    await errorOf(client.describeDestinations());
    // 100 retries and the two first attempts.
    expect(server.bodies).toHaveLength(102);
    await errorOf(client.describeDestinations());
    expect(server.bodies).toHaveLength(103);
  });

  it("list every page once, whatever happens on the way", async () => {
    const named = (name: string) => ({ ...destination, destinationName: name });
    const { client } = await over([
      reset,
      ok({ destinations: [named("a"), named("b")], nextToken: "b" }),
      halfBody,
      fault(400, { __type: "ThrottlingException" }),
      ok({ destinations: [], nextToken: "b2" }),
      html(200),
      ok({ destinations: [named("c")] }),
    ]);
    const all = await client.destinations().toArray();
    expect(all.map(({ destinationName }) => destinationName)).toEqual(["a", "b", "c"]);
  });
});

describe.each(transports)("deadlines over %s", (_, fetch) => {
  const over = (script: Reply[], options: LogDestinationsClientOptions = {}) =>
    serving(script, { ...options, ...(fetch && { fetch }) });

  it("end an attempt and try again", async () => {
    const { client, server } = await over([silence, ok({ destinations: [] })], { attemptTimeout: 100 });
    expect(await client.describeDestinations()).toEqual({ destinations: [] });
    expect(server.bodies).toHaveLength(2);
  });

  it("end the whole call", async () => {
    const { client } = await over([silence], { attemptTimeout: 60, timeout: 150, maxAttempts: 50 });
    const error = await errorOf(client.describeDestinations());
    expect(error).toMatchObject({ code: "TimeoutError", retryable: true });
    expect(error.attempts).toBeGreaterThan(1);
  });

  it("may be as long as one likes", async () => {
    for (const attemptTimeout of [2 ** 31, Infinity]) {
      const { client } = await over([ok({ destinations: [] })], { attemptTimeout, timeout: Infinity });
      await client.describeDestinations();
    }
  });

  it("leave no listener behind where fetch never settles", async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    const fetch = () => new Promise<never>(() => {});
    const client = new LogDestinationsClient({
      region: "eu-west-1",
      credentials,
      fetch,
      attemptTimeout: 10,
      maxAttempts: 2,
    });
    await errorOf(client.describeDestinations({}, { signal }));
    expect(removed.mock.calls.length).toBeGreaterThanOrEqual(added.mock.calls.length);
  });

  it("hold where fetch does not listen to its signal", async () => {
    const client = new LogDestinationsClient({
      region: "eu-west-1",
      credentials,
      fetch: () => new Promise(() => {}),
      attemptTimeout: 20,
      maxAttempts: 2,
    });
    expect(await errorOf(client.describeDestinations())).toMatchObject({ code: "TimeoutError", attempts: 2 });
  });

  it("cover the body too", async () => {
    const stalled: Reply = (response) => {
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
      response.write('{"destinations":');
    };
    const { client } = await over([stalled, ok({ destinations: [] })], { attemptTimeout: 200 });
    expect(await client.describeDestinations()).toEqual({ destinations: [] });
  });
});

describe.each(transports)("an abort over %s", (_, fetch) => {
  const over = (script: Reply[], options: LogDestinationsClientOptions = {}) =>
    serving(script, { ...options, ...(fetch && { fetch }) });

  it("throws its reason as it is, while waiting for an answer and between attempts", async () => {
    const reason = Symbol("enough");
    const waiting = new AbortController();
    const { client } = await over([silence]);
    const call = client.describeDestinations({}, { signal: waiting.signal });
    setTimeout(() => waiting.abort(reason), 20);
    await expect(call).rejects.toBe(reason);

    const between = new AbortController();
    const retrying = await over([
      (response, request) => {
        setTimeout(() => between.abort(reason), 20);
        fault(503, "", { "retry-after": "20" })(response, request);
      },
    ]);
    await expect(retrying.client.describeDestinations({}, { signal: between.signal })).rejects.toBe(reason);
    await expect(client.describeDestinations({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("leaves no listener on the caller's signal", async () => {
    const { client } = await over([ok({ destinations: [] })]);
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    await client.describeDestinations({}, { signal });
    // The runtime's fetch may listen too, on a signal of the client's own.
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
  });
});
