import { type CallOptions, type FleetListing, type FleetOptions, fleetDestinations } from "@log-destinations/core";
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
    expect(of(0).at(-1)).toEqual({ pair: pairs[0], error: problem });
    expect(of(1)).toEqual([{ pair: pairs[1], error: problem }]);
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

  it.each([
    [{ pageSize: 0 }, /pageSize is 0/],
    [{ maxItems: 3 } as FleetOptions, /unknown option maxItems/],
    [{ concurrency: 0 }, /concurrency is 0/],
    [{ requestsPerSecond: 0 }, /requestsPerSecond is 0/],
  ])("refuses %o", async (options: FleetOptions, message) => {
    await expect(collect(fleetDestinations(pairs, () => new MemoryApi(), options))).rejects.toThrow(message);
  });
});
