import type { Paging } from "../operations/paging.ts";
import { wholeNumber } from "../options.ts";
import { type Cursor, readCursor } from "./cursor.ts";
import type { FetchPage, ListingOptions, Page } from "./listing.ts";
import { compareNames } from "./order.ts";

type Response = Record<string, unknown> & { nextToken?: string | null };

/** Walks over the pages of a listing, from its start or from a cursor. */
export async function* walkPages<Item>(
  fetchPage: FetchPage<object, object>,
  { items: itemsIn, sortedBy }: Paging,
  filter: object,
  { pageSize: limit, maxItems = Infinity, signal, prefetch, from }: ListingOptions,
): AsyncGenerator<Page<Item>, void, undefined> {
  let { token, after, within, done }: Partial<Cursor> = from ? readCursor(from, filter) : {};
  if (done || !maxItems) return;

  let left = maxItems;
  /** Items up to `after` come again: the cursor points into a page, or the listing was begun anew. */
  let skipping = within ?? false;
  /** The listing was begun anew and has not moved on since: a token refused now would be refused for ever. */
  let restarted = false;
  let previous: string | undefined;
  let ahead: Promise<object> | undefined;
  const seen = new Set<string>();
  const stop = prefetch ? new AbortController() : undefined;
  const ends = signal && stop ? AbortSignal.any([signal, stop.signal]) : (signal ?? stop?.signal);

  const nameOf = (item: Item | undefined) => (item as Record<string, string> | undefined)?.[sortedBy] as string;

  const request = async (nextToken: string | undefined): Promise<object> => {
    signal?.throwIfAborted();
    return fetchPage(
      { ...filter, ...(limit && { limit }), ...(nextToken && { nextToken }) },
      ends ? { signal: ends } : {},
    );
  };

  const response = async (): Promise<object> => {
    try {
      signal?.throwIfAborted();
      return await (ahead ?? request(token));
    } catch (error) {
      signal?.throwIfAborted();
      // As this client and the AWS SDK's throw it.
      const refused = (error as Error | undefined)?.name === "InvalidParameterException";
      if (token === undefined || restarted || !refused) throw error;
      // A token expires after 24 hours. The listing is sorted, so it can go on after the last name given out.
      restarted = true;
      skipping = after !== undefined;
      token = previous = undefined;
      seen.clear();
      return request(token);
    }
  };

  try {
    for (let number = 1; ; number++) {
      const page = (await response()) as Response;
      ahead = undefined;
      const begin = { token, after };
      let all = (page[itemsIn] ?? []) as Item[];
      token = page.nextToken || undefined;
      if (token !== undefined) {
        if (seen.has(token)) throw new Error(`page ${number} repeats a nextToken: this would never end`);
        seen.add(token);
      }
      if (skipping) {
        for (const name of all.map(nameOf)) {
          if (previous !== undefined && compareNames(name, previous) <= 0) {
            throw new Error(`the listing cannot go on: it is not sorted, "${name}" after "${previous}"`);
          }
          previous = name;
        }
        const first = all.findIndex((item) => compareNames(nameOf(item), after as string) > 0);
        all = first < 0 ? [] : all.slice(first);
        skipping = first < 0;
      }
      const fetched = all;
      if (fetched.length > 0) restarted = false;

      const items = fetched.slice(0, left);
      left -= items.length;
      after = nameOf(items.at(-1)) ?? after;
      const next = { token, within: skipping };
      const cursorAfter = (count: number): Cursor => {
        wholeNumber("count", count, 0, items.length);
        const last = count ? nameOf(items[count - 1]) : begin.after;
        // In the middle of what was fetched, the way on is through this page once more.
        if (count < fetched.length)
          return jsonOf({ filter, token: begin.token, after: last, within: last !== undefined });
        return jsonOf(next.token === undefined ? { filter, done: true } : { filter, ...next, after: last });
      };
      const ended = token === undefined || !left;
      if (prefetch && !ended) {
        ahead = request(token);
        // Its error is thrown where the page is asked for, if ever.
        ahead.catch(() => {});
      }
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
    stop?.abort();
  }
}

/** A copy without the members that are `undefined`. */
export function jsonOf<T>(value: object): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
