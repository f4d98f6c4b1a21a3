import type { Paging } from "../operations/paging.ts";
import { type Cursor, readCursor } from "./cursor.ts";
import { compareNames } from "./order.ts";

/** How a listing is walked. */
export interface ListingOptions {
  /**
   * The most items on one page, 1 to 50: the wire's `limit`.
   * @default what the service takes, 50
   */
  pageSize?: number;
  /**
   * The most items over all pages.
   * @default no bound
   */
  maxItems?: number;
  /** Ends the listing; its `reason` is thrown as it is. */
  signal?: AbortSignal;
  /** Where to go on: the `cursor` of a page of an earlier listing with the same filter. */
  from?: Cursor;
  /**
   * Ask for the next page while this one is worked on. One page more may be fetched than is used.
   * @default false
   */
  prefetch?: boolean;
}

/** One page of a listing. */
export interface Page<Item> {
  /** May be empty although pages follow. */
  readonly items: readonly Item[];
  /** The place of the page in this listing, from 1. */
  readonly number: number;
  /** Goes on after the last item of this page. */
  readonly cursor: Cursor;
  /**
   * Goes on in the middle of this page.
   * @param count how many items of this page are done with
   */
  cursorAfter(count: number): Cursor;
}

/** Fetches one page. */
export type FetchPage<Request, Response> = (request: Request, options: { signal?: AbortSignal }) => Promise<Response>;

/** The members that every page request and response have beside the filter and the items. */
interface PageRequest {
  nextToken?: string;
  limit?: number;
}

const knownOptions: Record<keyof ListingOptions, true> = {
  pageSize: true,
  maxItems: true,
  signal: true,
  from: true,
  prefetch: true,
};

/**
 * A lazy listing: iterate it for its items, `pages()` for its pages. Each iteration begins anew; nothing is fetched
 * before it is asked for, and nothing after a `break`.
 */
export class Listing<Item> implements AsyncIterable<Item> {
  readonly #fetchPage: FetchPage<object, object>;
  readonly #paging: Paging;
  readonly #filter: object;
  readonly #options: ListingOptions;

  /**
   * @param fetchPage fetches one page: of a client, of the AWS SDK's client, of a test double
   * @param paging where items and names stand
   * @param filter the request's members that are the same for every page; it is copied
   * @throws TypeError for an unknown or wrong option, or a cursor of another listing
   */
  constructor(fetchPage: FetchPage<object, object>, paging: Paging, filter: object, options: ListingOptions) {
    for (const option of Object.keys(options)) {
      if (!Object.hasOwn(knownOptions, option)) {
        throw new TypeError(`unknown option ${option}; a listing knows ${Object.keys(knownOptions).join(", ")}`);
      }
    }
    wholeNumber("pageSize", options.pageSize, 1, 50);
    wholeNumber("maxItems", options.maxItems, 0, Number.MAX_SAFE_INTEGER);
    if ("nextToken" in filter || "limit" in filter) {
      throw new TypeError("the filter holds nextToken or limit; give the options from and pageSize instead");
    }
    this.#fetchPage = fetchPage;
    this.#paging = paging;
    this.#filter = { ...filter };
    this.#options = { ...options };
    if (options.from !== undefined) readCursor(options.from, this.#filter);
  }

  /** The items of all pages, one by one. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }

  /** All items. For large listings, iterate instead. */
  async toArray(): Promise<Item[]> {
    const items: Item[] = [];
    for await (const page of this.pages()) items.push(...page.items);
    return items;
  }

  /** The first item; `undefined` where there is none. */
  async first(): Promise<Item | undefined> {
    for await (const item of this) return item;
    return undefined;
  }

  /** The pages. */
  async *pages(): AsyncGenerator<Page<Item>, void, undefined> {
    const { maxItems = Infinity, prefetch = false, from } = this.#options;
    const filter = this.#filter;
    const start = from === undefined ? {} : readCursor(from, filter);
    if (start.done || maxItems === 0) return;

    const walk = new Walk<Item>(this.#fetchPage, this.#paging, filter, this.#options, start);
    let given = 0;
    try {
      for (let number = 1; ; number++) {
        const { items: fetched, token, startedAt, last } = await walk.next(number);
        const items = fetched.slice(0, maxItems - given);
        given += items.length;
        const whole = items.length === fetched.length;
        const cursorAfter = (count: number): Cursor => {
          wholeNumber("count", count, 0, items.length);
          const after = count === 0 ? startedAt.after : walk.nameOf(items[count - 1] as Item);
          if (count < items.length || !whole) return cursorOf(filter, startedAt.token, after);
          return token === undefined ? { filter, done: true } : cursorOf(filter, token, last);
        };
        const ended = token === undefined || given >= maxItems;
        if (prefetch && !ended) walk.prefetch();
        yield { items, number, cursor: cursorAfter(items.length), cursorAfter };
        if (ended) return;
      }
    } finally {
      walk.stop();
    }
  }
}

interface Position {
  token?: string | undefined;
  /** The last name that was given out. */
  after?: string | undefined;
}

interface Fetched<Item> {
  items: Item[];
  token: string | undefined;
  startedAt: Position;
  last: string | undefined;
}

/** One walk over the pages: where it stands, which tokens it has seen, and whether it had to begin again. */
class Walk<Item> {
  readonly #fetchPage: FetchPage<object, object>;
  readonly #paging: Paging;
  readonly #filter: object;
  readonly #options: ListingOptions;
  readonly #prefetching = new AbortController();
  #position: Position;
  /** Items up to `position.after` come again: the listing was begun anew, or the cursor points into a page. */
  #skipping: boolean;
  /** The name before, while the pages of a listing begun anew are checked for being sorted. */
  #previous: string | undefined;
  /** The listing was begun anew and has not moved on since: a token refused now would be refused for ever. */
  #restarted = false;
  #ahead: Promise<unknown> | undefined;
  readonly #seen = new Map<string, number>();

  constructor(
    fetchPage: FetchPage<object, object>,
    paging: Paging,
    filter: object,
    options: ListingOptions,
    start: Position,
  ) {
    this.#fetchPage = fetchPage;
    this.#paging = paging;
    this.#filter = filter;
    this.#options = options;
    this.#position = start;
    this.#skipping = start.after !== undefined;
  }

  async next(number: number): Promise<Fetched<Item>> {
    const startedAt = this.#position;
    const response = (await this.#response()) as Record<string, unknown>;
    const token = (response.nextToken as string | null | undefined) || undefined;
    this.#refuseSeen(token, number);
    const all = (response[this.#paging.items] ?? []) as Item[];
    const items = this.#skipping ? this.#skip(all) : all;
    if (items.length > 0) this.#restarted = false;
    const lastItem = items.at(-1);
    const last = lastItem === undefined ? startedAt.after : this.nameOf(lastItem);
    this.#position = { token, after: last };
    return { items, token, startedAt, last };
  }

  prefetch(): void {
    this.#ahead = this.#request(this.#position.token);
    // The error is thrown where the page is asked for; nobody may ever ask.
    this.#ahead.catch(() => {});
  }

  stop(): void {
    this.#prefetching.abort();
  }

  nameOf(item: Item): string {
    return (item as Record<string, unknown>)[this.#paging.sortedBy] as string;
  }

  async #response(): Promise<unknown> {
    const { token } = this.#position;
    const ahead = this.#ahead;
    this.#ahead = undefined;
    try {
      return await (ahead ?? this.#request(token));
    } catch (error) {
      this.#options.signal?.throwIfAborted();
      if (token === undefined || this.#restarted || !isInvalidToken(error)) throw error;
      return this.#startAgain();
    }
  }

  /** A token expires after 24 hours. The listing is sorted, so it can go on after the last name given out. */
  #startAgain(): Promise<unknown> {
    this.#restarted = true;
    this.#skipping = this.#position.after !== undefined;
    this.#previous = undefined;
    this.#seen.clear();
    return this.#request(undefined);
  }

  async #request(token: string | undefined): Promise<unknown> {
    const { signal, pageSize, prefetch } = this.#options;
    signal?.throwIfAborted();
    const request: PageRequest = { ...this.#filter };
    if (pageSize !== undefined) request.limit = pageSize;
    if (token !== undefined) request.nextToken = token;
    const signals = [signal, prefetch ? this.#prefetching.signal : undefined].filter((each) => each !== undefined);
    const [only] = signals;
    if (only === undefined) return this.#fetchPage(request, {});
    return this.#fetchPage(request, { signal: signals.length === 1 ? only : AbortSignal.any(signals) });
  }

  #refuseSeen(token: string | undefined, number: number): void {
    if (token === undefined) return;
    const before = this.#seen.get(token);
    if (before !== undefined) {
      throw new Error(
        `page ${number} ends with the nextToken that page ${before} ended with; the listing would never end, so the service or what stands in for it is at fault`,
      );
    }
    this.#seen.set(token, number);
  }

  #skip(items: Item[]): Item[] {
    const { after = "" } = this.#position;
    if (this.#restarted) this.#checkSorted(items);
    const first = items.findIndex((item) => compareNames(this.nameOf(item), after) > 0);
    if (first === -1) return [];
    this.#skipping = false;
    return items.slice(first);
  }

  #checkSorted(items: Item[]): void {
    for (const item of items) {
      const name = this.nameOf(item);
      if (this.#previous !== undefined && compareNames(this.#previous, name) >= 0) {
        const names = `${JSON.stringify(name)} after ${JSON.stringify(this.#previous)}`;
        throw new Error(`the listing cannot go on after its token expired: it is not sorted (${names}); begin it anew`);
      }
      this.#previous = name;
    }
  }
}

/** As this client and the AWS SDK's throw it. */
function isInvalidToken(error: unknown): boolean {
  return error instanceof Error && error.name === "InvalidParameterException";
}

function cursorOf(filter: object, token: string | undefined, after: string | undefined): Cursor {
  return { filter, ...(token !== undefined && { token }), ...(after !== undefined && { after }) };
}

function wholeNumber(option: string, value: number | undefined, min: number, max: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= min && value <= max)) return;
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  throw new TypeError(`${option} is ${String(value)}; expected a whole number ${range}`);
}
