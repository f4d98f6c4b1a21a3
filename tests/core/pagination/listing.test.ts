import { type ListingOptions, paginateDestinations } from "@log-destinations/core";
import { describe, expect, it } from "vitest";
import { Fake, type Item, namesOf, numbered } from "./fake-service.ts";

describe("a listing", () => {
  it("yields every item, in order, over as many pages as it takes", async () => {
    const fake = new Fake(numbered(120));
    expect(namesOf(await fake.list().toArray())).toEqual(numbered(120));
    expect(fake.requests).toEqual([{}, { nextToken: "d0049" }, { nextToken: "d0099" }]);
  });

  it("sends the filter and the page size with every page, and leaves the filter alone", async () => {
    const fake = new Fake([...numbered(5), "e"]);
    const filter = Object.freeze({ DestinationNamePrefix: "d" });
    expect(await fake.list({ pageSize: 3 }, filter).toArray()).toHaveLength(5);
    expect(fake.requests).toEqual([
      { DestinationNamePrefix: "d", limit: 3 },
      { DestinationNamePrefix: "d", limit: 3, nextToken: "d0002" },
    ]);
    expect(filter).toEqual({ DestinationNamePrefix: "d" });
  });

  it("fetches nothing until it is iterated, nothing after a break, and starts at the beginning each time", async () => {
    const fake = new Fake(numbered(120));
    const listing = fake.list();
    expect(fake.requests).toEqual([]);
    for await (const item of listing) if (item.destinationName === "d0060") break;
    expect(fake.requests).toHaveLength(2);
    expect(await listing.toArray()).toHaveLength(120);
  });

  it("offers the first item alone", async () => {
    const fake = new Fake(numbered(120));
    expect(await fake.list().first()).toEqual({ destinationName: "d0000" });
    expect(fake.requests).toHaveLength(1);
    expect(await new Fake([]).list().first()).toBeUndefined();
  });

  it("counts maxItems over all pages", async () => {
    const fake = new Fake(numbered(120));
    expect(namesOf(await fake.list({ maxItems: 60 }).toArray())).toEqual(numbered(60));
    expect(fake.requests).toHaveLength(2);
    expect(await fake.list({ maxItems: 0 }).toArray()).toEqual([]);
    expect(fake.requests).toHaveLength(2);
    expect(await fake.list({ maxItems: 50 }).toArray()).toHaveLength(50);
    expect(fake.requests).toHaveLength(3);
  });

  it("goes on after an empty page and after null or empty tokens stops", async () => {
    const pages = [
      { destinations: [], nextToken: "a" },
      { destinations: [{ destinationName: "x" }], nextToken: "b" },
      { nextToken: "" },
    ];
    let at = 0;
    const listing = paginateDestinations<Item>(async () => pages[at++] ?? { nextToken: null });
    expect(namesOf(await listing.toArray())).toEqual(["x"]);
    expect(at).toBe(3);
  });

  it("throws the abort's reason as it is, between pages and within one", async () => {
    const reason = { why: "enough" };
    const between = new AbortController();
    const fake = new Fake(numbered(120));
    const walk = async () => {
      for await (const page of fake.list({ signal: between.signal }).pages())
        if (page.number === 2) between.abort(reason);
    };
    await expect(walk()).rejects.toBe(reason);
    expect(fake.requests.length).toBe(2);

    const within = new AbortController();
    const hanging = paginateDestinations<Item>(
      (_, { signal }) =>
        new Promise((_, reject) => signal?.addEventListener("abort", () => reject(new Error("AbortError")))),
      {},
      { signal: within.signal },
    ).toArray();
    within.abort(reason);
    await expect(hanging).rejects.toBe(reason);
  });

  it("takes a page of any length", async () => {
    const destinations = numbered(200_000).map((destinationName) => ({ destinationName }));
    expect(await paginateDestinations<Item>(async () => ({ destinations })).toArray()).toHaveLength(200_000);
  });

  it("passes on what the page function throws", async () => {
    const failure = new Error("no");
    await expect(paginateDestinations(() => Promise.reject(failure)).toArray()).rejects.toBe(failure);
  });

  const cursors = "expected a cursor of the filter {} and of version 1 [LD1101]";
  it.each([
    [{ pageSize: 0 }, "pageSize is 0; expected a whole number, 1 to 50 [LD1002]"],
    [{ pageSize: 51 }, "pageSize is 51; expected a whole number, 1 to 50 [LD1002]"],
    [{ maxItems: -1 }, "maxItems is -1; expected a whole number, 0 or more [LD1002]"],
    [{ maxItems: 1.5 }, "maxItems is 1.5; expected a whole number, 0 or more [LD1002]"],
    [{ limit: 5 }, "unknown option limit; expected pageSize, maxItems, signal, from, prefetch [LD1001]"],
    [{ from: "d0001" }, `from is "d0001"; ${cursors}`],
    [{ from: null }, `from is null; ${cursors}`],
    [{ from: { v: 1, filter: {}, within: true } }, `from is {"v":1,"filter":{},"within":true}; ${cursors}`],
    [
      { from: { v: 1, filter: { DestinationNamePrefix: "x" } } },
      `from is {"v":1,"filter":{"DestinationNamePrefix":"x"}}; ${cursors}`,
    ],
    [{ from: { v: 2, filter: {}, done: true } }, `from is {"v":2,"filter":{},"done":true}; ${cursors}`],
    [{ from: [] }, `from is []; ${cursors}`],
    [{ from: 5 }, `from is 5; ${cursors}`],
    [{ from: { v: 1, filter: [] } }, `from is {"v":1,"filter":[]}; ${cursors}`],
    [{ from: { v: 1, filter: "" } }, `from is {"v":1,"filter":""}; ${cursors}`],
    [{ from: { v: 1, filter: {}, done: "no" } }, `from is {"v":1,"filter":{},"done":"no"}; ${cursors}`],
    [{ from: { v: 1, filter: {}, token: 7 } }, `from is {"v":1,"filter":{},"token":7}; ${cursors}`],
    [{ from: { v: 1, filter: {}, after: ["a"] } }, `from is {"v":1,"filter":{},"after":["a"]}; ${cursors}`],
    [
      { from: { v: 1, filter: {}, after: "a", within: "yes" } },
      `from is {"v":1,"filter":{},"after":"a","within":"yes"}; ${cursors}`,
    ],
    [{ from: { v: "1", filter: {} } }, `from is {"v":"1","filter":{}}; ${cursors}`],
    [{ from: { filter: {}, done: true } }, `from is {"filter":{},"done":true}; ${cursors}`],
  ])("refuses the options %o at once", (options, message) => {
    expect(() => new Fake([]).list(options as ListingOptions)).toThrow(new TypeError(message));
  });

  it.each(["destinationNamePrefix", "nextToken", "limit"])("refuses %s in the filter", (member) => {
    expect(() => new Fake([]).list({}, { [member]: "x" } as object)).toThrow(
      new TypeError(`unknown filter member ${member}; expected DestinationNamePrefix [LD1001]`),
    );
  });
});
