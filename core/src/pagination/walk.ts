import type { Paging } from "../operations/paging.ts";
import { wholeNumber } from "../options.ts";
import type { Cursor } from "./cursor.ts";
import type { FetchPage, ListingOptions, Page } from "./listing.ts";
import { compareNames } from "./order.ts";
import { pageSource } from "./source.ts";

/** Walks over the pages of a listing, from its start or from a cursor. */
export async function* walkPages<Item>(
  fetchPage: FetchPage<object, object>,
  { items: itemsIn, sortedBy }: Paging,
  filter: object,
  options: ListingOptions,
): AsyncGenerator<Page<Item>, void, undefined> {
  const { maxItems = Infinity, prefetch, from } = options;
  if (from?.done || !maxItems) return;

  const end = new AbortController();
  const source = pageSource<Item>(fetchPage, itemsIn, filter, options, end.signal);
  const nameOf = (item: Item | undefined) => (item as Record<string, string> | undefined)?.[sortedBy] as string;
  let left = maxItems;
  let after = from?.after;
  /** Items up to `after` come again: the cursor points into a page, or the listing was begun anew. */
  let skipping = from?.within;
  /** The name before, where the order matters: who goes on by name would lose or repeat what is out of it. */
  let previous: string | undefined;
  let begunAnew = false;

  try {
    for (let number = 1; ; number++) {
      const before = after;
      const { items: fetched, token, nextToken, anew } = await source.next(after);
      if (anew) {
        begunAnew = true;
        skipping = after !== undefined;
        previous = undefined;
      }
      if (skipping || begunAnew) {
        for (const name of fetched.map(nameOf)) {
          if (previous !== undefined && compareNames(name, previous) <= 0) {
            throw new Error(`the listing cannot go on: not sorted, "${name}" after "${previous}"`);
          }
          previous = name;
        }
      }
      const fresh = skipping ? fetched.filter((item) => compareNames(nameOf(item), after as string) > 0) : fetched;
      if (fresh.length > 0) skipping = false;

      const items = fresh.slice(0, left);
      left -= items.length;
      after = nameOf(items.at(-1)) ?? after;
      const behind = { token: nextToken, after, within: skipping };
      const ended = nextToken === undefined || !left;
      if (prefetch && !ended) source.ahead();
      const cursorAfter = (count: number): Cursor => {
        wholeNumber("count", count, 0, items.length);
        const last = count ? nameOf(items[count - 1]) : before;
        // In the middle of what was fetched, the way on is through this page once more.
        if (count < fresh.length) return jsonOf({ filter, token, after: last, within: last !== undefined });
        return jsonOf({ filter, ...(nextToken === undefined ? { done: true } : behind) });
      };
      yield {
        items,
        number,
        get cursor() {
          return cursorAfter(items.length);
        },
        cursorAfter,
      };
      if (ended) return;
    }
  } finally {
    end.abort();
  }
}

/** A copy without the members that are `undefined`. */
export function jsonOf<T>(value: object): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
