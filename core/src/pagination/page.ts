import type { Cursor } from "./cursor.ts";

/** How a listing is walked. */
export interface ListingOptions {
  /**
   * The most items on one page, 1 to 50: the wire's `limit`.
   * @default the service's own, 50
   */
  pageSize?: number | undefined;
  /**
   * The most items over all pages.
   * @default no bound
   */
  maxItems?: number | undefined;
  /** Ends the listing, between pages and during a request that takes a signal. Its `reason` is thrown unchanged. */
  signal?: AbortSignal | undefined;
  /** Where to continue: the `cursor` of a page of an earlier listing with the same filter. */
  from?: Cursor | undefined;
  /**
   * Request the next page while this one is processed. One page more than needed may be fetched.
   * @default false
   */
  prefetch?: boolean | undefined;
}

/** One page of a listing. */
export interface Page<Item> {
  /** May be empty although pages follow. */
  readonly items: readonly Item[];
  /** The place of the page in this listing, from 1. */
  readonly number: number;
  /** Continues after the last item of this page. */
  readonly cursor: Cursor;
  /**
   * Continues in the middle of this page.
   * @param count the number of items of this page that are done
   */
  cursorAfter(count: number): Cursor;
}

/** Fetches one page. */
export type FetchPage<Request, Response> = (request: Request, options: { signal?: AbortSignal }) => Promise<Response>;
