import { type CallOptions, DestinationsApi } from "../operations/api.ts";
import {
  accountPoliciesPaging,
  destinationsPaging,
  logGroupsPaging,
  subscriptionFiltersPaging,
} from "../operations/paging.ts";
import { operations } from "../operations/table.ts";
import type {
  AccountPolicy,
  Destination,
  FilterOf,
  ItemOf,
  ItemsMember,
  LogGroup,
  OperationName,
  PagedOperationName,
  RequestOf,
  ResponseOf,
  SubscriptionFilter,
} from "../operations/wire-types.ts";
import { type OptionKind, refuseUnknown, refuseWrongKind } from "../options.ts";
import type { Listing } from "../pagination/listing.ts";
import { refusePageSize } from "../pagination/no-page-size.ts";
import type { FetchPage, ListingOptions } from "../pagination/page.ts";
import type { PolicyFinding } from "../policy/finding.ts";
import { refuseBadAccountPolicy } from "../refusals/account-policy.ts";
import { refuseNotAnObject } from "../refusals/not-an-object.ts";
import { refuseBadFilterPattern } from "../refusals/pattern.ts";
import { refuseBadPolicy } from "../refusals/policy.ts";
import { refuseInvalid } from "../refusals/request.ts";
import { fromEnvironment } from "../signing/credentials.ts";
import { observeAttempts } from "./attempt-observer.ts";
import type { AttemptReport } from "./attempt-report.ts";
import { ClientListing } from "./client-listing.ts";
import { type ConnectionOptions, connectionOptions, LogsConnection } from "./connection.ts";
import { fetchFailure } from "./fetch-failure.ts";
import { Pacer } from "./pacing.ts";
import { normalizeResponse } from "./promised-members.ts";

/** Options of the client: the connection and the callbacks. */
export interface LogDestinationsClientOptions extends ConnectionOptions {
  /**
   * Called with each finding about an access policy that the service accepts: senders may fail later, or more of them
   * may subscribe than the author expects. Nothing is printed.
   * @default nothing is called
   */
  onAdvice?: ((finding: PolicyFinding, request: RequestOf<"PutDestinationPolicy">) => void) | undefined;
  /**
   * The most calls of one operation in a second: the client gets a {@link Pacer} of its own.
   * @default no bound; throttled calls are retried
   */
  requestsPerSecond?: number | undefined;
  /**
   * Called once for each attempt, after it, for logs, metrics and spans. It is not waited for, and an error of it, thrown
   * or by a promise, changes no result: it is printed by `console.error`.
   * @default nothing is called
   */
  onAttempt?: ((report: AttemptReport) => unknown) | undefined;
}

/** What a program without types may get wrong, where nothing else checks it. */
const optionKinds: Partial<Record<keyof LogDestinationsClientOptions, OptionKind>> = {
  region: "string",
  maxAttempts: "number",
  attemptTimeout: "number",
  timeout: "number",
  requestsPerSecond: "number",
  fetch: "function",
  fetchFailure: "function",
  signer: ".sign",
  pacer: ".turn",
  customUserAgent: "string",
  observer: "function",
  onAttempt: "function",
  onAdvice: "function",
};

/** A listing for each operation that pages: `DescribeDestinations` is `destinations`. */
export type Listings = {
  [Name in PagedOperationName as ItemsMember<Name>]: (
    filter: FilterOf<Name>,
    options?: ListingOptions,
  ) => Listing<ItemOf<Name>>;
};

/**
 * A client of CloudWatch Logs for destinations, for one account and Region.
 *
 * What the service would refuse is refused before anything is sent, with a `LogsError` whose `attempts` is 0.
 *
 * @example
 * const client = new LogDestinationsClient({ region: "eu-west-1" });
 * for await (const destination of client.destinations()) console.log(destination.arn);
 */
export class LogDestinationsClient extends DestinationsApi implements Listings {
  /** The Region that the client signs for. */
  readonly region: string;
  /** Where its requests go. */
  readonly endpoint: string;
  readonly #connection: LogsConnection;
  readonly #onAdvice: LogDestinationsClientOptions["onAdvice"];

  /**
   * Makes a client; nothing is sent.
   * @throws TypeError for an option that is unknown or has a wrong value, and where there is no Region
   */
  constructor(given: LogDestinationsClientOptions = {}) {
    super();
    refuseUnknown(given, { ...connectionOptions, ...optionKinds });
    const { onAdvice, onAttempt, requestsPerSecond, ...options } = given;
    for (const [option, kind] of Object.entries(optionKinds)) {
      refuseWrongKind(option, given[option as keyof LogDestinationsClientOptions], kind);
    }
    if (onAttempt && options.observer) throw new TypeError("give onAttempt or an observer, not both [LD1216]");
    if (requestsPerSecond !== undefined && options.pacer)
      throw new TypeError("give requestsPerSecond or a pacer, not both [LD1206]");
    const paced = requestsPerSecond === undefined ? {} : { pacer: new Pacer(requestsPerSecond) };
    const observed = onAttempt && { observer: observeAttempts(onAttempt) };
    this.#connection = new LogsConnection({
      ...options,
      credentials: options.credentials ?? fromEnvironment,
      fetchFailure: options.fetchFailure ?? fetchFailure,
      ...paced,
      ...observed,
    });
    this.#onAdvice = onAdvice;
    this.region = this.#connection.region;
    this.endpoint = this.#connection.endpoint;
  }

  /**
   * Lists destinations over as many pages as it takes; nothing is sent until the listing is iterated.
   *
   * @param filter which ones; without it all of the account in the Region
   * @throws TypeError at once, for an unknown or wrong option
   */
  destinations(filter: FilterOf<"DescribeDestinations"> = {}, options: ListingOptions = {}): Listing<Destination> {
    const fetchPage: FetchPage<RequestOf<"DescribeDestinations">, object> = (request, call) =>
      this.describeDestinations(request, call);
    return new ClientListing(this.region, fetchPage, destinationsPaging, filter, options);
  }

  /** Lists the subscription filters of a log group over as many pages as it takes. */
  subscriptionFilters(
    filter: FilterOf<"DescribeSubscriptionFilters">,
    options: ListingOptions = {},
  ): Listing<SubscriptionFilter> {
    const fetchPage: FetchPage<RequestOf<"DescribeSubscriptionFilters">, object> = (request, call) =>
      this.describeSubscriptionFilters(request, call);
    return new ClientListing(this.region, fetchPage, subscriptionFiltersPaging, filter, options);
  }

  /**
   * Lists account-level subscriptions, of which the account has one at most in the Region [F178].
   * @throws TypeError at once, for a `pageSize`: the service has no `limit` here [F176]
   */
  accountPolicies(
    filter: FilterOf<"DescribeAccountPolicies"> = { policyType: "SUBSCRIPTION_FILTER_POLICY" },
    options: Omit<ListingOptions, "pageSize"> = {},
  ): Listing<AccountPolicy> {
    refusePageSize(options);
    const fetchPage: FetchPage<RequestOf<"DescribeAccountPolicies">, object> = (request, call) =>
      this.describeAccountPolicies(request, call);
    return new ClientListing(this.region, fetchPage, accountPoliciesPaging, filter, options);
  }

  /**
   * Lists log groups over as many pages as it takes. With `includeLinkedAccounts` a name may come once for each account
   * [F277]. A listing that goes on by name, after its token has expired or in the middle of a page, ends in an error
   * where a name comes twice.
   */
  logGroups(filter: FilterOf<"DescribeLogGroups"> = {}, options: ListingOptions = {}): Listing<LogGroup> {
    const fetchPage: FetchPage<RequestOf<"DescribeLogGroups">, object> = (request, call) =>
      this.describeLogGroups(request, call);
    return new ClientListing(this.region, fetchPage, logGroupsPaging, filter, options);
  }

  /**
   * Sends any operation of the service as it is, without checking the request or the response: the way out for
   * operations and members that the service got later than this package.
   */
  async call(operation: string, request: object, options?: CallOptions): Promise<Record<string, unknown>> {
    refuseNotAnObject(operation, request);
    refuseWrongKind("signal", options?.signal, ".addEventListener");
    return await this.#connection.call(operation, request, options);
  }

  /** Checks the request, sends it, and checks the response. */
  protected override async invoke<Name extends OperationName>(
    operation: Name,
    request: RequestOf<Name>,
    options?: CallOptions,
  ): Promise<ResponseOf<Name>> {
    refuseInvalid(operation, request, this.region);
    refuseWrongKind("signal", options?.signal, ".addEventListener");
    if (operation === "PutDestinationPolicy") {
      const policy = request as RequestOf<"PutDestinationPolicy">;
      const { accessPolicy, destinationName } = policy;
      refuseBadPolicy(accessPolicy, { destinationName }, (finding) => this.#onAdvice?.(finding, policy));
    }
    if (operation === "PutSubscriptionFilter") {
      refuseBadFilterPattern((request as RequestOf<"PutSubscriptionFilter">).filterPattern);
    }
    if (operation === "PutAccountPolicy" || operation === "DeleteAccountPolicy") {
      refuseBadAccountPolicy(operation, request as RequestOf<"PutAccountPolicy">, this.region);
    }
    const { response: members } = operations[operation];
    const check = (response: Record<string, unknown>) => {
      const problem = normalizeResponse(members, response);
      return problem && `the answer is not what ${operation} promises: ${problem} [LD1211]`;
    };
    // Awaited, so that the stack of an error names the caller on Bun too.
    return (await this.#connection.call(operation, request, options, check)) as ResponseOf<Name>;
  }
}
