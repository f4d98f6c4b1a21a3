import { parseArn } from "../arn.ts";
import type { Paging } from "../operations/paging.ts";
import type { Cursor } from "../pagination/cursor.ts";
import { Listing } from "../pagination/listing.ts";
import type { FetchPage, ListingOptions, Page } from "../pagination/page.ts";

/** The Region and account of a listing; the account is known when an item was seen. */
interface Home {
  readonly region: string;
  account: string | undefined;
}

/** A listing of a client. Its cursors name their Region and account, and do not go on in another one. */
export class ClientListing<Item> extends Listing<Item> {
  readonly #home: Home;

  /** @throws TypeError as {@link Listing} does, and for a cursor of another Region */
  constructor(
    region: string,
    fetchPage: FetchPage<never, object>,
    paging: Paging,
    filter: object,
    options: ListingOptions,
  ) {
    const { from } = options;
    const home: Home = { region, account: from?.account };
    const fetchHere: FetchPage<object, object> = async (request, call) => {
      const page = await fetchPage(request as never, call);
      settle(home, accountOf(page, paging, filter));
      return page;
    };
    super(fetchHere, paging, filter, options);
    if (from?.region !== undefined && from.region !== region) {
      const there = JSON.stringify(from.region);
      throw new TypeError(`from is a cursor of the Region ${there}, and this client calls ${region} [LD1104]`);
    }
    this.#home = home;
  }

  override async *pages(): AsyncGenerator<Page<Item>, void, undefined> {
    for await (const page of super.pages()) yield new HomePage(page, this.#home);
  }
}

/** @throws Error where the cursor that the listing began with is of another account: its names would lose items */
function settle(home: Home, account: string | undefined): void {
  if (account === undefined) return;
  if (home.account !== undefined && home.account !== account) {
    throw new Error(`from is a cursor of the account ${home.account}, and this client lists ${account} [LD1105]`);
  }
  home.account = account;
}

/** The account of a page, by the ARN of its first item. Subscription filters have none. */
function accountOf(page: object, { items }: Paging, filter: object): string | undefined {
  // Linked accounts come together.
  if ("includeLinkedAccounts" in filter && filter.includeLinkedAccounts) return undefined;
  const [first] = ((page as Readonly<Record<string, unknown>>)[items] ?? []) as { readonly arn?: string }[];
  return first?.arn === undefined ? undefined : parseArn(first.arn)?.account;
}

class HomePage<Item> implements Page<Item> {
  readonly items: readonly Item[];
  readonly number: number;
  readonly #page: Page<Item>;
  readonly #home: Home;

  constructor(page: Page<Item>, home: Home) {
    this.items = page.items;
    this.number = page.number;
    this.#page = page;
    this.#home = home;
  }

  get cursor(): Cursor {
    return this.cursorAfter(this.items.length);
  }

  cursorAfter(count: number): Cursor {
    const { region, account } = this.#home;
    return { ...this.#page.cursorAfter(count), region, ...(account !== undefined && { account }) };
  }
}
