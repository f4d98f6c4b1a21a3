import { fleetDestinations, LogDestinationsClient, Pacer } from "@log-destinations/core";
import { describe, expect, it, vi } from "vitest";
import { credentials, noBackOff } from "./serving.ts";

noBackOff();

describe("requestsPerSecond", () => {
  it("spreads the calls of each operation, retries included", async () => {
    vi.useFakeTimers();
    try {
      let sent = 0;
      const fetch = async () =>
        ++sent === 1 ? new Response("{}", { status: 500 }) : Response.json({ destinations: [] });
      const client = new LogDestinationsClient({ region: "eu-west-1", credentials, fetch, requestsPerSecond: 5 });
      const calls = Promise.all([1, 2, 3].map(() => client.describeDestinations()));
      for (const count of [1, 2, 3, 4]) {
        await vi.advanceTimersByTimeAsync(count === 1 ? 199 : 200);
        expect(sent).toBe(count);
      }
      await calls;
    } finally {
      vi.useRealTimers();
    }
  });

  it("costs an attempt none of its time, and gives up where the turn comes too late", async () => {
    vi.useFakeTimers();
    try {
      const fetch = vi.fn(async () => Response.json({ destinations: [] }));
      const paced = {
        region: "eu-west-1",
        credentials,
        fetch,
        requestsPerSecond: 10,
        attemptTimeout: 200,
        timeout: 1_450,
      };
      const client = new LogDestinationsClient(paced);
      const calls = Promise.allSettled(Array.from({ length: 17 }, () => client.describeDestinations()));
      await vi.advanceTimersByTimeAsync(3_000);
      const failed = (await calls).flatMap((call) => (call.status === "rejected" ? [call.reason] : []));
      expect(fetch).toHaveBeenCalledTimes(15);
      const untried = { code: "TimeoutError", message: expect.stringContaining("no turn in 1450 ms"), attempts: 0 };
      expect(failed).toMatchObject([untried, untried]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("has to be above 0", () => {
    expect(() => new LogDestinationsClient({ region: "x", requestsPerSecond: 0 })).toThrow(/requestsPerSecond is 0/);
  });
});

describe("a turn that is not taken", () => {
  /** A client at 5 calls in a second, and the times at which its requests go out. */
  const paced = (pacer = new Pacer(5)) => {
    const start = performance.now();
    const sent: number[] = [];
    const fetch = async () => {
      sent.push(Math.round(performance.now() - start));
      return Response.json({ destinations: [] });
    };
    return { client: new LogDestinationsClient({ region: "eu-west-1", credentials, fetch, pacer }), pacer, sent };
  };
  const list = (client: LogDestinationsClient, signal?: AbortSignal) =>
    client.describeDestinations({}, signal ? { signal } : {}).catch(() => {});

  it.each<[string, (client: LogDestinationsClient) => Promise<void>]>([
    [
      "by 50 calls that are aborted",
      async (client) => {
        const stops = Array.from({ length: 50 }, () => new AbortController());
        for (const { signal } of stops) void list(client, signal);
        await vi.advanceTimersByTimeAsync(50);
        for (const stop of stops) stop.abort();
      },
    ],
    [
      "by the first of those that wait",
      async (client) => {
        const stop = new AbortController();
        void list(client);
        void list(client, stop.signal);
        await vi.advanceTimersByTimeAsync(50);
        stop.abort();
      },
    ],
    [
      "by calls whose timeout is too short for it",
      async (client) => {
        void list(client);
        const { pacer } = paced();
        await vi.advanceTimersByTimeAsync(50);
        expect(pacer.turn("DescribeDestinations", 0)).toBe(true);
      },
    ],
    [
      "by a call that was aborted before",
      async (client) => {
        void list(client);
        for (let call = 0; call < 50; call++) void list(client, AbortSignal.abort());
        await vi.advanceTimersByTimeAsync(50);
      },
    ],
  ])("%s, goes to the next call", async (_, leave) => {
    vi.useFakeTimers();
    try {
      const { client, sent } = paced();
      await leave(client);
      const next = list(client);
      await vi.advanceTimersByTimeAsync(200);
      await next;
      expect(sent).toEqual([0, 200]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("because the queue was too long, is none", async () => {
    vi.useFakeTimers();
    try {
      const pacer = new Pacer(5);
      expect(pacer.turn("A")).toBe(true);
      for (let call = 0; call < 50; call++) expect(pacer.turn("A", 100)).toBe(false);
      let turns = 0;
      void Promise.resolve(pacer.turn("A", 200)).then(() => turns++);
      await vi.advanceTimersByTimeAsync(200);
      expect(turns).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it("lets those behind move up, in their order, and the process end", async () => {
    vi.useFakeTimers();
    try {
      const pacer = new Pacer(10);
      const order: string[] = [];
      const stops: Record<string, AbortController> = {};
      for (const name of ["a", "b", "c", "d"]) {
        const stop = new AbortController();
        stops[name] = stop;
        void Promise.resolve(pacer.turn("A", Infinity, stop.signal)).then(
          () => order.push(`${name} ${vi.getTimerCount()}`),
          () => {},
        );
      }
      stops.b?.abort();
      await vi.advanceTimersByTimeAsync(100);
      expect(order).toEqual(["a 1", "c 1"]);
      stops.d?.abort();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it("by a fleet that is left leaves no timer behind", async () => {
    vi.useFakeTimers();
    try {
      const page = { destinations: [], nextToken: "t" };
      let number = 0;
      const api = { describeDestinations: async () => ({ ...page, nextToken: `t${++number}` }) };
      const stop = new AbortController();
      const listing = fleetDestinations([{ account: "111122223333", region: "eu-west-1" }], () => api, {
        requestsPerSecond: 1,
        signal: stop.signal,
      });
      const ended = expect(listing.next()).rejects.toBe("enough");
      await vi.advanceTimersByTimeAsync(1_500);
      stop.abort("enough");
      await ended;
      await vi.advanceTimersByTimeAsync(0);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

it("a turn that is months away does not come at once", async () => {
  vi.useFakeTimers();
  try {
    const pacer = new Pacer(1e-7);
    let turns = 0;
    for (let call = 0; call < 2; call++) void Promise.resolve(pacer.turn("A")).then(() => turns++);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(turns).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});
