import type { Cursor } from "./cursor.ts";

/** How a listing is walked. */
export interface ListingOptions {
  /**
   * The most items on one page, 1 to 50: the wire's `limit`.
   * @default what the service takes, 50
   */
  pageSize?: number | undefined;
  /**
   * The most items over all pages.
   * @default no bound
   */
  maxItems?: number | undefined;
  /** Ends the listing, between pages and within one that listens to it; its `reason` is thrown as it is. */
  signal?: AbortSignal | undefined;
  /** Where to go on: the `cursor` of a page of an earlier listing with the same filter. */
  from?: Cursor | undefined;
  /**
   * Ask for the next page while this one is worked on. One page more may be fetched than is used.
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
