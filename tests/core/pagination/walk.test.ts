import { type Cursor, paginateDestinations } from "@log-destinations/core";
import { compareNames } from "@log-destinations/core/service";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collect, Fake, type Item, namesOf, numbered } from "./fake-service.ts";

describe("a token that comes again", () => {
  it("is an error that names both pages, and no item is yielded twice", async () => {
    const seen: string[] = [];
    const listing = paginateDestinations<Item>(async () => ({
      destinations: [{ destinationName: "same" }],
      nextToken: "t",
    }));
    const walk = async () => {
      for await (const { destinationName } of listing) seen.push(destinationName);
    };
    await expect(walk()).rejects.toThrow(new Error("page 2 gives the nextToken of page 1 again [LD1102]"));
    expect(seen).toEqual(["same"]);
  });

  it("is none after the listing was started again", async () => {
    const tokens = ["a", "b"];
    let expired = false;
    const listing = paginateDestinations<Item>(async ({ nextToken }) => {
      if (nextToken === "b" && !expired) {
        expired = true;
        throw Object.assign(new Error("expired"), { name: "InvalidParameterException" });
      }
      const at = nextToken ? tokens.indexOf(nextToken) + 1 : 0;
      const destinations = [{ destinationName: String(at) }];
      return at < tokens.length ? { destinations, nextToken: tokens[at] } : { destinations };
    });
    expect(namesOf(await listing.toArray())).toEqual(["0", "1", "2"]);
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

  it("yields no page after an abort", async () => {
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

describe("a token that expires on the way", () => {
  it("starts the listing again once, and yields nothing twice", async () => {
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
    await expect(listing.toArray()).rejects.toThrow(
      new Error('the listing cannot go on: not sorted, "b" after "c" [LD1103]'),
    );
  });
});

describe("a listing that was started again", () => {
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
    await expect(listing.toArray()).rejects.toThrow(
      new Error('the listing cannot go on: not sorted, "b" after "c" [LD1103]'),
    );
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
    await expect(list(first?.cursorAfter(1)).toArray()).rejects.toThrow(
      new Error('the listing cannot go on: not sorted, "m" after "z" [LD1103]'),
    );
  });
});

describe("under concurrent adds and deletes", () => {
  const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }).filter((text) => !/[:*]/.test(text));

  it("yields exactly once what was there throughout, also across expired tokens and resumes", async () => {
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
                // Refused once: the walk that starts again gets tokens of its own.
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
