import type { DescribeDestinationsRequest, DescribeSubscriptionFiltersRequest } from "./wire-types.ts";

/** How an operation pages: in which members the items and their names stand, and what narrows the listing. */
export interface Paging {
  /** The response member that holds a page's items. */
  readonly items: string;
  /** The member of an item that the listing is sorted by. */
  readonly sortedBy: string;
  /** The request members that are the same for every page. */
  readonly filter: Readonly<Record<string, true>>;
}

type Filter<Request> = Readonly<Record<Exclude<keyof Request, "nextToken" | "limit">, true>>;

// `nextToken` in and out, `limit` for the page size: the same for every listing of the service. [F22, F27]
export const destinationsPaging: Paging = {
  items: "destinations",
  sortedBy: "destinationName",
  filter: { DestinationNamePrefix: true } satisfies Filter<DescribeDestinationsRequest>,
};
export const subscriptionFiltersPaging: Paging = {
  items: "subscriptionFilters",
  sortedBy: "filterName",
  filter: { logGroupName: true, filterNamePrefix: true } satisfies Filter<DescribeSubscriptionFiltersRequest>,
};
