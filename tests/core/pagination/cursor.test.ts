import type { Cursor, Page } from "@log-destinations/core";
import { describe, expect, it } from "vitest";
import { collect, Fake, type Item, namesOf, numbered } from "./fake-service.ts";

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

  it("does not point behind its page", async () => {
    const [page] = await collect(new Fake(numbered(3)).list().pages());
    for (const count of [-1, 4, 0.5]) {
      expect(() => page?.cursorAfter(count)).toThrow(
        new TypeError(`count is ${count}; expected a whole number, 0 to 3 [LD1002]`),
      );
    }
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
