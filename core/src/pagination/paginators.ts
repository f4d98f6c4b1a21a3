import {
  accountPoliciesPaging,
  destinationsPaging,
  logGroupsPaging,
  subscriptionFiltersPaging,
} from "../operations/paging.ts";
import type {
  AccountPolicy,
  DescribeAccountPoliciesRequest,
  DescribeDestinationsRequest,
  DescribeLogGroupsRequest,
  DescribeSubscriptionFiltersRequest,
  Destination,
  FilterOf,
  LogGroup,
  SubscriptionFilter,
} from "../operations/wire-types.ts";
import { Listing } from "./listing.ts";
import { refusePageSize } from "./no-page-size.ts";
import type { FetchPage, ListingOptions } from "./page.ts";

/** A page of destinations. Other clients may give `null` or leave members out. */
export interface DestinationsPage<Item> {
  /** The items of the page. */
  readonly destinations?: readonly Item[] | undefined;
  /** The token of the next page; absent, `null` or empty on the last. */
  readonly nextToken?: string | null | undefined;
}

/** A page of subscription filters. */
export interface SubscriptionFiltersPage<Item> {
  /** The items of the page. */
  readonly subscriptionFilters?: readonly Item[] | undefined;
  /** The token of the next page; absent, `null` or empty on the last. */
  readonly nextToken?: string | null | undefined;
}

/** A page of account policies. */
export interface AccountPoliciesPage<Item> {
  /** The items of the page. */
  readonly accountPolicies?: readonly Item[] | undefined;
  /** The token of the next page; absent, `null` or empty on the last. */
  readonly nextToken?: string | null | undefined;
}

/** What a page of log groups holds. */
export interface LogGroupsPage<Item> {
  /** The items of the page. */
  readonly logGroups?: readonly Item[] | undefined;
  /** The token of the next page; absent, `null` or empty on the last. */
  readonly nextToken?: string | null | undefined;
}

/**
 * Pages through `DescribeDestinations` over any function that fetches one page.
 *
 * @example
 * paginateDestinations((request, { signal }) =>
 *   sdk.send(new DescribeDestinationsCommand(request), signal ? { abortSignal: signal } : {}),
 * );
 * @throws TypeError at once, for an unknown or wrong option
 */
export function paginateDestinations<Item extends { readonly destinationName?: string | undefined } = Destination>(
  fetchPage: FetchPage<DescribeDestinationsRequest, DestinationsPage<Item>>,
  filter: FilterOf<"DescribeDestinations"> = {},
  options: ListingOptions = {},
): Listing<Item> {
  return new Listing(fetchPage, destinationsPaging, filter, options);
}

/**
 * Pages through `DescribeSubscriptionFilters` over any function that fetches one page.
 * @throws TypeError at once, for an unknown or wrong option
 */
export function paginateSubscriptionFilters<
  Item extends { readonly filterName?: string | undefined } = SubscriptionFilter,
>(
  fetchPage: FetchPage<DescribeSubscriptionFiltersRequest, SubscriptionFiltersPage<Item>>,
  filter: FilterOf<"DescribeSubscriptionFilters">,
  options: ListingOptions = {},
): Listing<Item> {
  return new Listing(fetchPage as FetchPage<object, object>, subscriptionFiltersPaging, filter, options);
}

/**
 * Pages through `DescribeLogGroups` over any function that fetches one page.
 * @throws TypeError at once, for an unknown or wrong option
 */
export function paginateLogGroups<Item extends { readonly logGroupName?: string | undefined } = LogGroup>(
  fetchPage: FetchPage<DescribeLogGroupsRequest, LogGroupsPage<Item>>,
  filter: FilterOf<"DescribeLogGroups"> = {},
  options: ListingOptions = {},
): Listing<Item> {
  return new Listing(fetchPage, logGroupsPaging, filter, options);
}

/**
 * Pages through `DescribeAccountPolicies` over any function that fetches one page. The service has no `limit` here [F176].
 * @throws TypeError at once, for an unknown or wrong option, `pageSize` among them
 */
export function paginateAccountPolicies<Item extends { readonly policyName?: string | undefined } = AccountPolicy>(
  fetchPage: FetchPage<DescribeAccountPoliciesRequest, AccountPoliciesPage<Item>>,
  filter: FilterOf<"DescribeAccountPolicies"> = { policyType: "SUBSCRIPTION_FILTER_POLICY" },
  options: Omit<ListingOptions, "pageSize"> = {},
): Listing<Item> {
  refusePageSize(options);
  return new Listing(fetchPage as FetchPage<object, object>, accountPoliciesPaging, filter, options);
}
