import {
  type CallOptions,
  type FleetListing,
  type FleetPair,
  type FleetProgress,
  fleetDestinations,
} from "@log-destinations/core";
import { describe, expect, it, vi } from "vitest";
import { MemoryApi } from "../memory-api.ts";

const pairs = ["111122223333", "222233334444", "333344445555"].flatMap((account) =>
  ["eu-west-1", "us-east-1"].map((region) => ({ account, region })),
);
const fast = { requestsPerSecond: 10_000 };

async function filled(count: number) {
  const api = new MemoryApi();
  for (let index = 0; index < count; index++) {
    const destinationName = `d${String(index).padStart(3, "0")}`;
    await api.putDestination({ destinationName, targetArn: "t", roleArn: "r" });
  }
  api.calls.length = 0;
  return api;
}

async function collect(listing: AsyncIterable<FleetListing>) {
  const found: FleetListing[] = [];
  for await (const each of listing) found.push(each);
  return found;
}

describe("fleetDestinations", () => {
  it("lists every pair, each in order", async () => {
    const api = await filled(120);
    const found = await collect(fleetDestinations(pairs, () => api, fast));
    for (const pair of pairs) {
      const names = found.filter((each) => each.pair === pair).map(({ destination }) => destination?.destinationName);
      expect(names).toEqual([...api.destinations.keys()]);
    }
    expect(found).toHaveLength(720);
  });

  it("reports a pair that fails, what it had found included, and goes on with the others", async () => {
    const [good, failing] = [await filled(3), await filled(60)];
    const problem = new Error("no");
    failing.before = (_, { nextToken }: { nextToken?: string }) => {
      if (nextToken) throw problem;
    };
    const found = await collect(
      fleetDestinations(
        pairs,
        (pair) => {
          if (pair === pairs[0]) return failing;
          if (pair === pairs[1]) throw problem;
          return good;
        },
        fast,
      ),
    );
    const of = (index: number) => found.filter((each) => each.pair === pairs[index]);
    expect(of(0)).toHaveLength(51);
    expect(of(0).at(-1)).toEqual({ pair: pairs[0], error: problem, during: "list" });
    expect(of(1)).toEqual([{ pair: pairs[1], error: problem, during: "connect" }]);
    expect(found).toHaveLength(51 + 1 + 4 * 3);
  });

  it("lists no more pairs at a time than it is told", async () => {
    let [now, most] = [0, 0];
    const api = await filled(1);
    api.before = async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      now--;
    };
    await collect(fleetDestinations(pairs, () => api, { ...fast, concurrency: 2 }));
    expect(most).toBe(2);
  });

  it("asks each pair no more often than its quota", async () => {
    vi.useFakeTimers();
    try {
      const api = await filled(30);
      const listing = collect(fleetDestinations(pairs.slice(0, 2), () => api, { pageSize: 1 }));
      await vi.advanceTimersByTimeAsync(999);
      expect(api.calls).toHaveLength(2 * 5);
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await listing).toHaveLength(60);
    } finally {
      vi.useRealTimers();
    }
  });

  it("ends with the reason of an abort, and ends its requests after a break", async () => {
    const api = await filled(120);
    const controller = new AbortController();
    const walk = collect(fleetDestinations(pairs, () => api, { ...fast, signal: controller.signal }));
    controller.abort("enough");
    await expect(walk).rejects.toBe("enough");

    api.calls.length = 0;
    for await (const _ of fleetDestinations(pairs, () => api, { ...fast, concurrency: 1 })) break;
    expect(api.calls.length).toBeLessThanOrEqual(2);
  });

  it("gives each pair a signal of its own, so that no runtime warns of many listeners, and aborts them all", async () => {
    const controller = new AbortController();
    const asked = new Map<AbortSignal, number>();
    const hanging = {
      describeDestinations: (_: object, { signal }: CallOptions = {}) =>
        new Promise<never>((_, reject) => {
          if (!signal) return;
          asked.set(signal, (asked.get(signal) ?? 0) + 1);
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
    };
    const many = Array.from({ length: 30 }, (_, index) => ({
      account: `${111122223333 + index}`,
      region: "eu-west-1",
    }));
    const options = { ...fast, concurrency: 30, signal: controller.signal };
    const warned: Error[] = [];
    const onWarning = (warning: Error) => warned.push(warning);
    process.on("warning", onWarning);
    try {
      const listing = collect(fleetDestinations(many, () => hanging, options));
      await vi.waitFor(() => expect(asked.size).toBe(30));
      controller.abort("enough");
      await expect(listing).rejects.toBe("enough");
      await new Promise((resolve) => setTimeout(resolve));
    } finally {
      process.off("warning", onWarning);
    }
    expect([...asked.values()]).toEqual(Array(30).fill(1));
    expect([...asked.keys()].map(({ reason }) => reason)).toEqual(Array(30).fill("enough"));
    expect(warned).toEqual([]);
  });

  it("hears an abort while nobody else does, and closes the pairs it was given", async () => {
    const controller = new AbortController();
    const hanging = collect(fleetDestinations(pairs, () => new Promise(() => {}), { signal: controller.signal }));
    setTimeout(() => controller.abort("enough"), 5);
    await expect(hanging).rejects.toBe("enough");

    let closed = false;
    function* generated() {
      try {
        yield* pairs;
      } finally {
        closed = true;
      }
    }
    const api = await filled(3);
    for await (const _ of fleetDestinations(generated(), () => api, { ...fast, concurrency: 1 })) break;
    expect(closed).toBe(true);
  });
});

describe("a pair that hangs", () => {
  const deaf = () => new Promise<never>(() => {});
  const inTime = { ...fast, concurrency: 2, timeout: 20 };

  it.each(["connect", "list"] as const)(
    "in %s gives its place to the next one, and its signal ends",
    async (during) => {
      const api = await filled(1);
      const signals: AbortSignal[] = [];
      const connect = async (pair: FleetPair, { signal }: { signal: AbortSignal }) => {
        if (pair !== pairs[0] && pair !== pairs[1]) return api;
        signals.push(signal);
        return during === "connect" ? deaf() : { describeDestinations: deaf };
      };
      const found = await collect(fleetDestinations(pairs, connect, inTime));
      const missing = during === "connect" ? "client" : "page";
      expect(found.filter(({ destination }) => destination)).toHaveLength(4);
      expect(found.filter(({ error }) => error)).toEqual(
        [pairs[0], pairs[1]].map((pair) => ({
          pair,
          during,
          error: expect.objectContaining({ code: "TimeoutError" }),
        })),
      );
      expect(found.find(({ error }) => error)?.error?.message).toBe(`no ${missing} in 20 ms, the timeout [LD1901]`);
      expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
    },
  );

  it("does not end the others where connect gives no client after its time", async () => {
    const api = await filled(1);
    const connect = async (pair: FleetPair, { signal }: { signal: AbortSignal }) => {
      if (pair !== pairs[0]) return api;
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      return undefined as never;
    };
    const found = await collect(fleetDestinations(pairs, connect, { ...inTime, concurrency: 1 }));
    expect(found.filter(({ destination }) => destination)).toHaveLength(5);
    expect(found.filter(({ error }) => error)).toMatchObject([{ pair: pairs[0], error: { code: "TimeoutError" } }]);
  });

  it("does not count the time that the reader takes", async () => {
    const api = await filled(3);
    const found: FleetListing[] = [];
    for await (const each of fleetDestinations(pairs.slice(0, 2), () => api, { ...inTime, pageSize: 1 })) {
      found.push(each);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    expect(found.filter(({ error }) => error)).toEqual([]);
    expect(found).toHaveLength(6);
  });
});

describe("the pairs", () => {
  it("come from a listing, which is asked for no more of them than are listed", async () => {
    const api = await filled(1);
    let taken = 0;
    async function* accounts() {
      for (const pair of pairs) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        taken++;
        yield pair;
      }
    }
    const seen: number[] = [];
    for await (const _ of fleetDestinations(accounts(), () => api, { ...fast, concurrency: 2 })) seen.push(taken);
    expect(seen).toHaveLength(6);
    expect(seen[0]).toBeLessThanOrEqual(3);
  });

  it("end the listing with their error", async () => {
    const problem = new Error("AccessDenied: ListAccounts");
    async function* accounts() {
      yield* pairs.slice(0, 1);
      throw problem;
    }
    const hanging = { describeDestinations: () => new Promise<never>(() => {}) };
    await expect(collect(fleetDestinations(accounts(), () => hanging))).rejects.toBe(problem);
  });

  it("that do not come keep nobody from leaving", async () => {
    async function* accounts() {
      yield* pairs.slice(0, 1);
      await new Promise(() => {});
    }
    const api = await filled(1);
    for await (const { pair } of fleetDestinations(accounts(), () => api, fast)) {
      expect(pair).toBe(pairs[0]);
      break;
    }
    const controller = new AbortController();
    setTimeout(() => controller.abort("enough"), 5);
    await expect(collect(fleetDestinations(accounts(), () => api, { signal: controller.signal }))).rejects.toBe(
      "enough",
    );
  });
});

describe("the progress of a fleet listing", () => {
  const [empty, full, failing] = pairs as [FleetPair, FleetPair, FleetPair];

  it("tells a pair without destinations from one that failed and from one that was never asked", async () => {
    const [none, two] = [await filled(0), await filled(2)];
    const problem = new Error("no");
    const connect = (pair: FleetPair) => {
      if (pair === failing) throw problem;
      return pair === empty ? none : two;
    };
    const seen: FleetProgress[] = [];
    const options = { ...fast, concurrency: 1, onProgress: (progress: FleetProgress) => seen.push(progress) };
    const order: string[] = [];
    for await (const { pair, destination } of fleetDestinations([empty, full, failing, full], connect, options)) {
      order.push(`${seen.length} ${pair === full ? destination?.destinationName : "error"}`);
      if (pair === failing) break;
    }
    expect(seen).toEqual([
      { pair: empty, what: "asked", destinations: 0, asked: 1, done: 0, failed: 0, open: 1 },
      { pair: empty, what: "done", destinations: 0, asked: 1, done: 1, failed: 0, open: 0 },
      { pair: full, what: "asked", destinations: 0, asked: 2, done: 1, failed: 0, open: 1 },
      { pair: full, what: "done", destinations: 2, asked: 2, done: 2, failed: 0, open: 0 },
      { pair: failing, what: "asked", destinations: 0, asked: 3, done: 2, failed: 0, open: 1 },
    ]);
    // What is said to be done was given out before.
    expect(order).toEqual(["3 d000", "3 d001", "5 error"]);
  });

  it("counts a failed pair when its error was given out, and what it had found", async () => {
    const api = await filled(60);
    api.before = (_, { nextToken }: { nextToken?: string }) => {
      if (nextToken) throw new Error("no");
    };
    const seen: FleetProgress[] = [];
    await collect(fleetDestinations([full], () => api, { ...fast, onProgress: (progress) => seen.push(progress) }));
    expect(seen.at(-1)).toEqual({
      ...{ pair: full, what: "failed", destinations: 50 },
      ...{ asked: 1, done: 0, failed: 1, open: 0 },
    });
  });

  it.each([
    ["throws", "asked"],
    ["throws", "done"],
    ["rejects", "asked"],
    ["rejects", "done"],
  ])("that %s at %s ends the listing with that error", async (how, what) => {
    const bug = new ReferenceError("count is not defined");
    const throwing = (progress: FleetProgress) => {
      if (progress.what === what) throw bug;
    };
    const onProgress = how === "throws" ? throwing : async (progress: FleetProgress) => throwing(progress);
    const api = await filled(1);
    await expect(collect(fleetDestinations(pairs, () => api, { ...fast, onProgress }))).rejects.toBe(bug);
  });
});

describe("a slow reader", () => {
  it("keeps the pairs waiting: a page of each that is listed is held, and none is asked for beyond", async () => {
    const api = await filled(500);
    const listing = fleetDestinations(pairs, () => api, { ...fast, concurrency: 3 });
    await listing.next();
    await new Promise((resolve) => setTimeout(resolve, 30));
    // Of the pair whose first page is being read, the second page is there too.
    expect(api.calls).toHaveLength(4);
    await listing.return();
  });
});

describe("what fleetDestinations refuses", () => {
  const wrong: [object, RegExp][] = [
    [{ pageSize: 0 }, /pageSize is 0/],
    [{ maxItems: 3 }, /unknown option maxItems/],
    [{ concurrency: 0 }, /concurrency is 0/],
    [{ concurrency: 2.5 }, /concurrency is 2.5/],
    [{ requestsPerSecond: 0 }, /requestsPerSecond is 0/],
    [{ timeout: 0 }, /timeout is 0/],
    [{ signal: {} }, /signal is .*; expected an object with throwIfAborted/],
    [{ onProgress: true }, /onProgress is true; expected a function/],
    [{ filter: { destinationNamePrefix: "central" } }, /unknown filter member destinationNamePrefix/],
    [{ filter: { limit: 5 } }, /unknown filter member limit/],
    [{ filter: "central" }, /filter is "central"; expected an object/],
    [{ filter: ["central"] }, /filter is .*; expected an object/],
    [{ filter: { DestinationNamePrefix: 5 } }, /filter\.DestinationNamePrefix is 5/],
    [{ filter: { DestinationNamePrefix: "a:b" } }, /filter\.DestinationNamePrefix is "a:b"/],
  ];
  it.each(wrong)("%o, at once and once", (options, message) => {
    const connect = vi.fn();
    expect(() => fleetDestinations(pairs, connect, options)).toThrow(message);
    expect(() => fleetDestinations(pairs, connect, options)).toThrow(TypeError);
    expect(connect).not.toHaveBeenCalled();
  });

  it.each([
    [undefined, () => new MemoryApi(), /pairs is undefined; expected an iterable/],
    [pairs[0], () => new MemoryApi(), /pairs is .*; expected an iterable/],
    [pairs, new MemoryApi(), /connect is .*; expected a function/],
  ])("arguments that are something else", (given, connect, message) => {
    expect(() => fleetDestinations(given as typeof pairs, connect as never)).toThrow(message);
  });

  it.each([
    [undefined, "undefined"],
    [{}, "{}"],
    [{ describe: () => {} }, "{}"],
  ])("a connect that gives %o, as a fault of the program and not of a pair", async (given, shown) => {
    const listing = collect(fleetDestinations(pairs, async () => given as never, fast));
    await expect(listing).rejects.toThrow(
      new TypeError(
        `connect gave ${shown} for 111122223333 in eu-west-1; expected a client that has describeDestinations [LD1903]`,
      ),
    );
  });
});
