import { jsonOf } from "../json.ts";
import { maxPageSize } from "../limits.ts";
import type { Paging } from "../operations/paging.ts";
import { refuseUnknown, wholeNumber } from "../options.ts";
import { refuseForeignCursor } from "./cursor.ts";
import type { FetchPage, ListingOptions, Page } from "./page.ts";
import { walkPages } from "./walk.ts";

const knownOptions: Record<keyof ListingOptions, true> = {
  pageSize: true,
  maxItems: true,
  signal: true,
  from: true,
  prefetch: true,
};

/**
 * A lazy listing: iterate it for its items, `pages()` for its pages. Each iteration starts at the beginning. Nothing is
 * fetched before it is needed, and nothing after a `break`.
 */
export class Listing<Item> implements AsyncIterable<Item> {
  readonly #walk: () => AsyncGenerator<Page<Item>, void, undefined>;

  /**
   * Makes a listing; nothing is fetched until it is iterated.
   * @param fetchPage fetches one page: of a client, of the AWS SDK's client, of a test double
   * @param paging the members that hold the items and their names
   * @param filter the members of every request; it is copied
   * @throws TypeError for an unknown option or filter member, a wrong option, or a cursor of another listing
   */
  constructor(fetchPage: FetchPage<object, object>, paging: Paging, filter: object, options: ListingOptions) {
    refuseUnknown(options, knownOptions);
    // An unknown member would go out, be ignored by the service, and list everything. [F13]
    refuseUnknown(filter, paging.filter, "filter member");
    wholeNumber("pageSize", options.pageSize, 1, maxPageSize);
    wholeNumber("maxItems", options.maxItems, 0);
    const kept = jsonOf<object>(filter);
    const chosen = { ...options };
    if (chosen.from !== undefined) refuseForeignCursor(chosen.from, kept);
    this.#walk = () => walkPages(fetchPage, paging, kept, chosen);
  }

  /** The pages. */
  pages(): AsyncGenerator<Page<Item>, void, undefined> {
    return this.#walk();
  }

  /** The items of all pages, one by one. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.#walk()) yield* page.items;
  }

  /** All items. For large listings, iterate instead. */
  async toArray(): Promise<Item[]> {
    const items: Item[] = [];
    for await (const item of this) items.push(item);
    return items;
  }

  /** The first item; `undefined` where there is none. */
  async first(): Promise<Item | undefined> {
    for await (const item of this) return item;
    return undefined;
  }
}
