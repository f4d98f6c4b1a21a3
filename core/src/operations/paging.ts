/** How an operation pages: in which members the items and their names stand. */
export interface Paging {
  /** The response member that holds a page's items. */
  readonly items: string;
  /** The member of an item that the listing is sorted by. */
  readonly sortedBy: string;
}

// `nextToken` in and out, `limit` for the page size: the same for every listing of the service.
export const destinationsPaging: Paging = { items: "destinations", sortedBy: "destinationName" };
export const subscriptionFiltersPaging: Paging = { items: "subscriptionFilters", sortedBy: "filterName" };
