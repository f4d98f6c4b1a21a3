import {
  type Cursor,
  type DescribeDestinationsRequest,
  type ListingOptions,
  type Page,
  paginateDestinations,
} from "@log-destinations/core";
import { compareNames } from "@log-destinations/core/service";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

interface Item {
  destinationName: string;
}

/** Answers as the service does: sorted by bytes, the token is the last name of the page before. */
class Fake {
  names: Set<string>;
  requests: DescribeDestinationsRequest[] = [];
  /** Tokens given out before are refused, as after 24 hours. */
  expired = new Set<string>();
  afterPage: () => void = () => {};

  constructor(names: Iterable<string>) {
    this.names = new Set(names);
  }

  page = async (request: DescribeDestinationsRequest) => {
    this.requests.push(structuredClone(request));
    const { nextToken, limit = 50, DestinationNamePrefix = "" } = request;
    if (nextToken !== undefined && this.expired.has(nextToken)) {
      throw Object.assign(new Error("The specified nextToken is invalid."), { name: "InvalidParameterException" });
    }
    const all = [...this.names]
      .filter((name) => name.startsWith(DestinationNamePrefix))
      .sort(compareNames)
      .filter((name) => nextToken === undefined || compareNames(name, nextToken) > 0);
    const destinations: Item[] = all.slice(0, limit).map((destinationName) => ({ destinationName }));
    this.afterPage();
    const last = destinations.at(-1);
    return all.length > limit && last ? { destinations, nextToken: last.destinationName } : { destinations };
  };

  list(options: ListingOptions = {}, filter: { DestinationNamePrefix?: string } = {}) {
    return paginateDestinations<Item>(this.page, filter, options);
  }
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `d${String(i).padStart(4, "0")}`);
const collect = async <T>(walk: AsyncIterable<T>) => {
  const all: T[] = [];
  for await (const each of walk) all.push(each);
  return all;
};
const namesOf = (items: readonly Item[]) => items.map(({ destinationName }) => destinationName);

describe("a listing", () => {
  it("gives out every item, in order, over as many pages as it takes", async () => {
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

  it("fetches nothing until it is iterated, nothing after a break, and begins anew each time", async () => {
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

  it("names the page where a token comes again, and gives out nothing twice", async () => {
    const seen: string[] = [];
    const listing = paginateDestinations<Item>(async () => ({
      destinations: [{ destinationName: "same" }],
      nextToken: "t",
    }));
    const walk = async () => {
      for await (const { destinationName } of listing) seen.push(destinationName);
    };
    await expect(walk()).rejects.toThrow(/^page 2 gives the nextToken of page 1 again$/);
    expect(seen).toEqual(["same"]);
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

  it.each([
    [{ pageSize: 0 }, /pageSize is 0; expected a whole number, 1 to 50/],
    [{ pageSize: 51 }, /pageSize is 51/],
    [{ maxItems: -1 }, /maxItems is -1; expected a whole number, 0 or more/],
    [{ maxItems: 1.5 }, /maxItems is 1.5/],
    [{ limit: 5 }, /unknown option limit/],
    [{ from: "d0001" }, /from is "d0001"; expected a cursor/],
    [{ from: null }, /from is null; expected a cursor/],
    [{ from: { v: 1, filter: {}, within: true } }, /from is .*"within":true.*; expected a cursor/],
    [
      { from: { v: 1, filter: { DestinationNamePrefix: "x" } } },
      /from is .*"x".*; expected a cursor of the filter \{\}/,
    ],
    [{ from: { v: 2, filter: {}, done: true } }, /from is .*"v":2.*; expected a cursor .* of version 1$/],
    [{ from: { filter: {}, done: true } }, /from is .*; expected a cursor .* of version 1$/],
  ])("refuses the options %o at once", (options, message) => {
    expect(() => new Fake([]).list(options as ListingOptions)).toThrow(message);
  });

  it("refuses a filter that the service would ignore", () => {
    expect(() => new Fake([]).list({}, { destinationNamePrefix: "x" } as object)).toThrow(
      /unknown filter member destinationNamePrefix; expected DestinationNamePrefix/,
    );
  });

  it("refuses paging members in the filter", () => {
    expect(() => new Fake([]).list({}, { nextToken: "x" } as object)).toThrow(
      /unknown filter member nextToken; expected DestinationNamePrefix/,
    );
  });
});

describe("prefetch", () => {
  it("asks for the next page, and one only, before it is wanted", async () => {
    const fake = new Fake(numbered(200));
    for await (const page of fake.list({ prefetch: true }).pages()) {
      await Promise.resolve();
      expect(fake.requests).toHaveLength(Math.min(page.number + 1, 4));
    }
    expect(namesOf(await fake.list({ prefetch: true }).toArray())).toEqual(numbered(200));
  });

  it("gives out no page after an abort", async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const walk = async () => {
      for await (const { number } of new Fake(numbered(200))
        .list({ prefetch: true, signal: controller.signal })
        .pages()) {
        seen.push(number);
        await new Promise((resolve) => setTimeout(resolve, 5));
        controller.abort("enough");
      }
    };
    await expect(walk()).rejects.toBe("enough");
    expect(seen).toEqual([1]);
  });

  it("ends the request under way after a break, without an unhandled rejection", async () => {
    let ended = false;
    const listing = paginateDestinations<Item>(
      async ({ nextToken }, { signal }) => {
        if (nextToken === undefined) return { destinations: [{ destinationName: "a" }], nextToken: "a" };
        return new Promise((_, reject) =>
          signal?.addEventListener("abort", () => {
            ended = true;
            reject(new Error("aborted"));
          }),
        );
      },
      {},
      { prefetch: true },
    );
    for await (const _ of listing) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(ended).toBe(true);
  });
});

describe("a cursor", () => {
  const walkFrom = async (fake: Fake, from: Cursor) =>
    namesOf(await fake.list({ pageSize: 7, from: JSON.parse(JSON.stringify(from)) }).toArray());

  it("goes on after any item, in another process", async () => {
    const names = numbered(30);
    let given = 0;
    const pages: Page<Item>[] = [];
    for await (const page of new Fake(names).list({ pageSize: 7 }).pages()) {
      for (let count = 0; count <= page.items.length; count++) {
        expect(await walkFrom(new Fake(names), page.cursorAfter(count))).toEqual(names.slice(given + count));
      }
      given += page.items.length;
      pages.push(page);
      expect(page.cursor).toEqual(page.cursorAfter(page.items.length));
    }
    // Also of a page that is long gone.
    expect(await walkFrom(new Fake(names), pages[1]?.cursorAfter(3) as Cursor)).toEqual(names.slice(10));
    expect(await walkFrom(new Fake(names), pages[1]?.cursorAfter(7) as Cursor)).toEqual(names.slice(14));
  });

  it("goes on in the middle of a page that maxItems cut", async () => {
    const names = numbered(30);
    const pages = await collect(new Fake(names).list({ pageSize: 7, maxItems: 10 }).pages());
    const cursor = pages.at(-1)?.cursor as Cursor;
    expect(await walkFrom(new Fake(names), cursor)).toEqual(names.slice(10));
  });

  it("keeps to its filter, where a member of that is undefined too", async () => {
    const fake = new Fake(numbered(3));
    const filter = { DestinationNamePrefix: undefined } as object;
    const [page] = await collect(fake.list({ pageSize: 2 }, filter).pages());
    const from = JSON.parse(JSON.stringify(page?.cursor));
    expect(namesOf(await fake.list({ from }, filter).toArray())).toEqual(["d0002"]);
    expect(namesOf(await fake.list({ from }).toArray())).toEqual(["d0002"]);
  });

  it("of the end gives nothing, even where items came later", async () => {
    const fake = new Fake(numbered(3));
    const [page] = await collect(fake.list().pages());
    fake.names.add("z");
    expect(await walkFrom(fake, page?.cursor as Cursor)).toEqual([]);
  });

  it("goes on after its token expired, by names", async () => {
    const fake = new Fake(numbered(30));
    const pages = await collect(fake.list({ pageSize: 7, maxItems: 14 }).pages());
    fake.expired.add("d0013");
    fake.afterPage = () => fake.expired.clear();
    fake.names.delete("d0013");
    expect(await walkFrom(fake, pages.at(-1)?.cursor as Cursor)).toEqual(numbered(30).slice(14));
  });
});

describe("a token that expires on the way", () => {
  it("begins anew once, and gives out nothing twice", async () => {
    const fake = new Fake(numbered(120));
    fake.expired.add("d0049");
    const walk = fake.list().pages();
    const seen: string[] = [];
    const first = await walk.next();
    seen.push(...namesOf(first.value?.items ?? []));
    // The page before the restart ended at d0049; the restart's first page ends there too, so it is let through now.
    fake.afterPage = () => fake.expired.clear();
    for await (const page of walk) seen.push(...namesOf(page.items));
    expect(seen).toEqual(numbered(120));
  });

  it("gives up when the service refuses again without having moved on", async () => {
    const fake = new Fake(numbered(120));
    fake.expired.add("d0049");
    await expect(fake.list().toArray()).rejects.toThrow("The specified nextToken is invalid.");
    expect(fake.requests.length).toBeLessThan(6);
  });

  it("does not go on by names where the listing is not sorted", async () => {
    let call = 0;
    const listing = paginateDestinations<Item>(async () => {
      call++;
      if (call === 1) return { destinations: [{ destinationName: "b" }, { destinationName: "c" }], nextToken: "t" };
      if (call === 2) throw Object.assign(new Error("expired"), { name: "InvalidParameterException" });
      return { destinations: ["c", "b", "a"].map((destinationName) => ({ destinationName })) };
    });
    await expect(listing.toArray()).rejects.toThrow(/not sorted, "b" after "c"/);
  });
});

describe("a listing that was begun anew", () => {
  it("stays checked for its order to the end", async () => {
    const pages = [["a", "c"], ["b"]];
    let expired = false;
    const listing = paginateDestinations<Item>(async ({ nextToken }) => {
      if (nextToken === "2" && !expired) {
        expired = true;
        throw Object.assign(new Error("expired"), { name: "InvalidParameterException" });
      }
      const at = Number(nextToken ?? 0);
      const destinations = (pages[at] ?? []).map((destinationName) => ({ destinationName }));
      return at < 2 ? { destinations, nextToken: String(at + 1) } : { destinations };
    });
    await expect(listing.toArray()).rejects.toThrow(/not sorted, "b" after "c"/);
  });
});

describe("over pages that are not sorted", () => {
  const pages = [["z", "m"], ["b", "a"], ["c"]];
  const list = (from?: Cursor) =>
    paginateDestinations<Item>(
      async ({ nextToken }) => {
        const at = Number(nextToken ?? 0);
        const destinations = (pages[at] ?? []).map((destinationName) => ({ destinationName }));
        return at + 1 < pages.length ? { destinations, nextToken: String(at + 1) } : { destinations };
      },
      {},
      from ? { from } : {},
    );

  it("goes on between pages, and says why it cannot within one", async () => {
    const [first] = await collect(list().pages());
    expect(namesOf(await list(first?.cursor).toArray())).toEqual(["b", "a", "c"]);
    await expect(list(first?.cursorAfter(1)).toArray()).rejects.toThrow(/not sorted, "m" after "z"/);
  });
});

describe("under concurrent adds and deletes", () => {
  const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }).filter((text) => !/[:*]/.test(text));

  it("gives out exactly once what stood there throughout, also across expired tokens and resumes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(name, { maxLength: 40 }),
        fc.array(fc.record({ name, add: fc.boolean(), expire: fc.boolean(), resume: fc.boolean() }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        async (stable, changes, pageSize) => {
          const fake = new Fake(stable);
          const stays = new Set(stable);
          const pending = [...changes];
          const seen: string[] = [];
          let from: Cursor | undefined;
          for (let resumes = 0; ; resumes++) {
            let resume = false;
            for await (const page of fake.list({ pageSize, ...(from && { from }) }).pages()) {
              seen.push(...namesOf(page.items));
              from = page.cursor;
              const change = pending.shift();
              fake.expired.clear();
              if (change && !stays.has(change.name)) fake.names[change.add ? "add" : "delete"](change.name);
              if (change?.expire && from.token !== undefined && page.items.length > 0) {
                // Refused once: the walk that begins anew gets tokens of its own.
                fake.expired.add(from.token);
                fake.afterPage = () => fake.expired.clear();
              }
              resume = change?.resume ?? false;
              if (resume) break;
            }
            if (!resume || resumes > 50) break;
            from = JSON.parse(JSON.stringify(from)) as Cursor;
          }
          const counts = new Map<string, number>();
          for (const each of seen) counts.set(each, (counts.get(each) ?? 0) + 1);
          expect([...counts].filter(([, count]) => count > 1)).toEqual([]);
          expect(stable.filter((each) => !counts.has(each))).toEqual([]);
          expect([...seen].sort(compareNames)).toEqual(seen);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("compareNames", () => {
  it("orders as the bytes of UTF-8 do", () => {
    const encoder = new TextEncoder();
    const byBytes = (a: string, b: string) => {
      const [x, y] = [encoder.encode(a), encoder.encode(b)];
      const at = x.findIndex((byte, index) => byte !== y[index]);
      return at === -1 ? x.length - y.length : (x[at] ?? 0) - (y[at] ?? -1);
    };
    const text = fc.string({ unit: fc.constantFrom("a", "Z", "é", "\uffee", "😀", "ힿ") });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareNames(a, b))).toBe(Math.sign(byBytes(a, b)));
      }),
    );
    expect(["b", "B", "😀", "ｂ", "a"].sort(compareNames)).toEqual(["B", "a", "b", "ｂ", "😀"]);
  });
});
