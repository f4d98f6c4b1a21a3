import type { FilterOf, ItemOf, ItemsMember, PagedOperationName } from "./wire-types.ts";

/** How an operation pages: in which members the items and their names are, and what narrows the listing. */
export interface Paging {
  /** The response member that holds a page's items. */
  readonly items: string;
  /** The member of an item that the listing is sorted by. */
  readonly sortedBy: string;
  /** The request members that are the same for every page. */
  readonly filter: Readonly<Record<string, true>>;
}

/** The paging of one operation, in the members that its types have. */
export interface PagingOf<Name extends PagedOperationName> extends Paging {
  /** The response member that holds a page's items. */
  readonly items: ItemsMember<Name> & string;
  /** The member of an item that the listing is sorted by. */
  readonly sortedBy: keyof ItemOf<Name> & string;
  /** The request members that are the same for every page. */
  readonly filter: Readonly<Record<keyof FilterOf<Name>, true>>;
}

// `nextToken` in and out, `limit` for the page size: the same for every listing of the service. [F22, F27]
export const destinationsPaging: PagingOf<"DescribeDestinations"> = {
  items: "destinations",
  sortedBy: "destinationName",
  filter: { DestinationNamePrefix: true },
};
export const subscriptionFiltersPaging: PagingOf<"DescribeSubscriptionFilters"> = {
  items: "subscriptionFilters",
  sortedBy: "filterName",
  filter: { logGroupName: true, filterNamePrefix: true },
};
// `limit` is none of its members. [F176]
export const accountPoliciesPaging: PagingOf<"DescribeAccountPolicies"> = {
  items: "accountPolicies",
  sortedBy: "policyName",
  filter: { policyType: true, policyName: true, accountIdentifiers: true },
};
export const logGroupsPaging: PagingOf<"DescribeLogGroups"> = {
  items: "logGroups",
  sortedBy: "logGroupName",
  filter: {
    accountIdentifiers: true,
    logGroupNamePrefix: true,
    logGroupNamePattern: true,
    includeLinkedAccounts: true,
    logGroupClass: true,
    logGroupIdentifiers: true,
  },
};
