import { LogDestinationsClient } from "@log-destinations/core";
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
