import type { Paging } from "../operations/paging.ts";
import { wholeNumber } from "../options.ts";
import { compareNames } from "./byte-order.ts";
import { type Cursor, cursorAt, type Position } from "./cursor.ts";
import type { FetchPage, ListingOptions, Page } from "./page.ts";
import { type SortGuard, sortGuard } from "./sort-guard.ts";

type Response = Record<string, unknown> & { nextToken?: string | null };

/**
 * Walks over the pages of a listing, from its start or from a cursor. Where a token has expired, it starts the listing
 * again and leaves out the items that it has yielded.
 * @throws Error where the service gives a token twice, and where items have to be left out and are not sorted by name
 */
export async function* walkPages<Item>(
  fetchPage: FetchPage<object, object>,
  { items: itemsIn, sortedBy }: Paging,
  filter: object,
  { maxItems = Infinity, pageSize: limit, signal: outer, prefetch, from = {} as Cursor }: ListingOptions,
): AsyncGenerator<Page<Item>, void, undefined> {
  /** Ends the request for a page ahead when the listing has ended. */
  const end = prefetch ? new AbortController() : undefined;
  const signal = outer && end ? AbortSignal.any([outer, end.signal]) : (end?.signal ?? outer);
  const nameOf = (item: Item | undefined) => (item as Record<string, string> | undefined)?.[sortedBy] as string;
  const ask = async (token?: string): Promise<Response> => {
    const request: { limit?: number; nextToken?: string } = { ...filter };
    if (limit) request.limit = limit;
    if (token) request.nextToken = token;
    return fetchPage(request, signal ? { signal } : {}) as Promise<Response>;
  };

  let position: Position = from;
  /** The position at which the listing was last started again. */
  let restart: Position | undefined;
  let guard: SortGuard | undefined = from.within ? sortGuard() : undefined;
  /** The page that gave each token, since the last start. */
  const pageOf = new Map<string, number>();
  let left = maxItems;
  let ended = from.done || !left;
  /** The next page, requested before it is needed. */
  let ahead: Promise<Response> | undefined;

  try {
    for (let number = 1; !ended; number++) {
      let response: Response;
      try {
        signal?.throwIfAborted();
        response = await (ahead ?? ask(position.token));
      } catch (error) {
        signal?.throwIfAborted();
        const { token, after } = position;
        // As this client and the AWS SDK's throw it for a token that expired. [F47]
        const expired = (error as Error | undefined)?.name === "InvalidParameterException" && token;
        // Where nothing was yielded since the last start, another one would end here too.
        if (!expired || (restart && restart.after === after)) throw error;
        restart = position;
        position = { after, within: after !== undefined };
        guard = sortGuard();
        pageOf.clear();
        response = await ask();
      }
      ahead = undefined;

      const fetched = (response[itemsIn] ?? []) as Item[];
      if (guard) for (const item of fetched) guard(nameOf(item));
      // [F46]
      const token = response.nextToken;
      const earlier = token && pageOf.get(token);
      if (earlier) throw new Error(`page ${number} gives the nextToken of page ${earlier} again [LD1102]`);
      if (token) pageOf.set(token, number);

      const start = position;
      const fresh = start.within
        ? fetched.filter((item) => compareNames(nameOf(item), start.after as string) > 0)
        : fetched;
      const within = start.within && !fresh.length;
      // From here on the walk continues by tokens alone, in any order.
      if (!within && !restart) guard = undefined;
      const items = fresh.slice(0, left);
      left -= items.length;
      const next: Position = token ? { token, after: nameOf(items.at(-1)) ?? start.after, within } : { done: true };
      position = next;
      ended = !token || !left;
      if (prefetch && !ended) {
        ahead = ask(token as string);
        // Its error is thrown where the page is awaited, if it is.
        ahead.catch(() => {});
      }
      yield new WalkedPage(items, number, (count) => {
        wholeNumber("count", count, 0, items.length);
        if (count === fresh.length) return cursorAt(filter, next);
        // Within the page, the way on is to fetch this page again.
        const after = count ? nameOf(items[count - 1]) : start.after;
        return cursorAt(filter, { token: start.token, after, within: after !== undefined });
      });
    }
  } finally {
    end?.abort();
  }
}

/** A class, because an object with its own getter is slow to make. */
class WalkedPage<Item> implements Page<Item> {
  declare readonly items: readonly Item[];
  declare readonly number: number;
  declare readonly cursorAfter: (count: number) => Cursor;

  constructor(items: readonly Item[], number: number, cursorAfter: (count: number) => Cursor) {
    this.items = items;
    this.number = number;
    this.cursorAfter = cursorAfter;
  }

  get cursor(): Cursor {
    return this.cursorAfter(this.items.length);
  }
}
