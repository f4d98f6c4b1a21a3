import { jsonOf } from "../json.ts";
import type { Paging } from "../operations/paging.ts";
import { wholeNumber } from "../options.ts";
import { compareNames } from "./byte-order.ts";
import { type Cursor, cursorVersion } from "./cursor.ts";
import type { FetchPage, ListingOptions, Page } from "./page.ts";

type Response = Record<string, unknown> & { nextToken?: string | null };

/**
 * Walks over the pages of a listing, from its start or from a cursor. Where a token has expired, it begins the listing
 * anew and leaves out what was given out before.
 * @throws Error where the service gives a token a second time
 */
export async function* walkPages<Item>(
  fetchPage: FetchPage<object, object>,
  { items: itemsIn, sortedBy }: Paging,
  filter: object,
  { maxItems = Infinity, pageSize: limit, signal: outer, prefetch, from }: ListingOptions,
): AsyncGenerator<Page<Item>, void, undefined> {
  if (from?.done || !maxItems) return;

  /** Ends a page that was asked for ahead when the listing has ended. */
  const end = prefetch ? new AbortController() : undefined;
  const signal = outer && end ? AbortSignal.any([outer, end.signal]) : (end?.signal ?? outer);
  const nameOf = (item: Item | undefined) => (item as Record<string, string> | undefined)?.[sortedBy] as string;
  let left = maxItems;
  let token = from?.token;
  let after = from?.after;
  /** Items up to `after` come again: the cursor points into a page, or the listing was begun anew. */
  let skipping = from?.within;
  /** The name before, where the order matters: who goes on by name would lose or repeat what is out of it. */
  let previous: string | undefined;
  /** What had been given out when the listing was last begun anew; `null` where it never was. */
  let anewAfter: string | undefined | null = null;
  const seen = new Set<string>();
  /** The next page, asked for before anybody waits for it. */
  let coming: Promise<Response> | undefined;

  const ask = async (): Promise<Response> => {
    const request: { limit?: number; nextToken?: string } = { ...filter };
    if (limit) request.limit = limit;
    if (token) request.nextToken = token;
    return fetchPage(request, signal ? { signal } : {}) as Promise<Response>;
  };

  try {
    for (let number = 1; ; number++) {
      let response: Response;
      try {
        signal?.throwIfAborted();
        response = await (coming ?? ask());
      } catch (error) {
        signal?.throwIfAborted();
        // As this client and the AWS SDK's throw it. A token that is refused where nothing was given out since the
        // listing was last begun anew would be refused for ever.
        const refused = (error as Error | undefined)?.name === "InvalidParameterException";
        if (!refused || !token || anewAfter === after) throw error;
        anewAfter = after;
        skipping = after !== undefined;
        previous = undefined;
        token = undefined;
        seen.clear();
        response = await ask();
      }
      coming = undefined;
      const fetched = (response[itemsIn] ?? []) as Item[];
      if (skipping || anewAfter !== null) {
        for (const name of fetched.map(nameOf)) {
          if (previous !== undefined && compareNames(name, previous) <= 0) {
            throw new Error(`the listing cannot go on: not sorted, "${name}" after "${previous}"`);
          }
          previous = name;
        }
      }
      const asked = token;
      token = response.nextToken || undefined;
      const { size } = seen;
      if (token && seen.add(token).size === size) throw new Error("a nextToken comes again, without end");

      const before = after;
      const fresh = skipping ? fetched.filter((item) => compareNames(nameOf(item), after as string) > 0) : fetched;
      if (fresh.length > 0) skipping = false;
      const items = fresh.slice(0, left);
      left -= items.length;
      after = nameOf(items.at(-1)) ?? after;
      const behind = token ? { token, after, within: skipping } : { done: true };
      const ended = !token || !left;
      if (prefetch && !ended) {
        coming = ask();
        // Its error is thrown where the page is asked for, if ever.
        coming.catch(() => {});
      }
      yield new WalkedPage(items, number, (count) => {
        wholeNumber("count", count, 0, items.length);
        // In the middle of what was fetched, the way on is through this page once more.
        if (count === fresh.length) return jsonOf({ v: cursorVersion, filter, ...behind });
        const last = count ? nameOf(items[count - 1]) : before;
        return jsonOf({ v: cursorVersion, filter, token: asked, after: last, within: last !== undefined });
      });
      if (ended) return;
    }
  } finally {
    end?.abort();
  }
}

/** A class, as an object with a getter of its own takes long to make. */
class WalkedPage<Item> implements Page<Item> {
  readonly items: readonly Item[];
  readonly number: number;
  readonly cursorAfter: (count: number) => Cursor;

  constructor(items: readonly Item[], number: number, cursorAfter: (count: number) => Cursor) {
    this.items = items;
    this.number = number;
    this.cursorAfter = cursorAfter;
  }

  get cursor(): Cursor {
    return this.cursorAfter(this.items.length);
  }
}
