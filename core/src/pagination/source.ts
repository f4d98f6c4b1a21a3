import type { FetchPage, ListingOptions } from "./listing.ts";

type Response = Record<string, unknown> & { nextToken?: string | null };

/** One page as the service gave it. */
export interface Fetched<Item> {
  readonly items: readonly Item[];
  /** What it was asked for with. */
  readonly token: string | undefined;
  /** What the next page is asked for with; `undefined` where none follows. */
  readonly nextToken: string | undefined;
  /** It is the first page of the listing once more: the token had expired. */
  readonly anew: boolean;
}

/** The pages of a listing, one by one. */
export interface PageSource<Item> {
  /**
   * Gets the next page, and where its token has expired, the first one once more.
   * @param after the name of the last item that was given out
   * @throws Error where the service gives a token a second time
   */
  next(after: string | undefined): Promise<Fetched<Item>>;
  /** Asks for the next page before anybody waits for it. */
  ahead(): void;
}

/** @param end aborts when the listing has ended, and with it a page that was asked for ahead */
export function pageSource<Item>(
  fetchPage: FetchPage<object, object>,
  itemsIn: string,
  filter: object,
  { pageSize: limit, signal: outer, prefetch, from }: ListingOptions,
  end: AbortSignal,
): PageSource<Item> {
  const signal = outer && prefetch ? AbortSignal.any([outer, end]) : prefetch ? end : outer;
  const seen = new Set<string>();
  let token = from?.token;
  let coming: Promise<Response> | undefined;
  /** What had been given out when the listing was last begun anew; `null` where it never was. */
  let anewAfter: string | undefined | null = null;

  const fetch = async (): Promise<Response> => {
    const request = { ...filter, ...(limit && { limit }), ...(token && { nextToken: token }) };
    return fetchPage(request, signal ? { signal } : {}) as Promise<Response>;
  };

  return {
    async next(after) {
      let anew = false;
      let page: Response;
      try {
        signal?.throwIfAborted();
        page = await (coming ?? fetch());
      } catch (error) {
        signal?.throwIfAborted();
        // As this client and the AWS SDK's throw it. A token that is refused where nothing was given out since the
        // listing was last begun anew would be refused for ever.
        const refused = (error as Error | undefined)?.name === "InvalidParameterException";
        if (!refused || !token || anewAfter === after) throw error;
        anew = true;
        anewAfter = after;
        token = undefined;
        seen.clear();
        page = await fetch();
      }
      coming = undefined;
      const asked = token;
      token = page.nextToken || undefined;
      const { size } = seen;
      if (token && seen.add(token).size === size) throw new Error("a nextToken comes again, without end");
      return { items: (page[itemsIn] ?? []) as Item[], token: asked, nextToken: token, anew };
    },
    ahead() {
      coming = fetch();
      // Its error is thrown where the page is asked for, if ever.
      coming.catch(() => {});
    },
  };
}
