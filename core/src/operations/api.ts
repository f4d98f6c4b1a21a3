import type { OperationName, RequestOf, ResponseOf } from "./wire-types.ts";

/** What every call takes beside its request. */
export interface CallOptions {
  /**
   * Ends the call; its `reason` is thrown as it is. Each call under way listens to it, and Node warns of more than ten
   * listeners: `setMaxListeners(0, signal)` of `node:events` says that they are meant.
   */
  readonly signal?: AbortSignal | undefined;
}

/** A method for each operation of the table: `PutDestination` is `putDestination`. */
export type Methods = {
  [Name in OperationName as Uncapitalize<Name>]: (
    request: RequestOf<Name>,
    options?: CallOptions,
  ) => Promise<ResponseOf<Name>>;
};

/**
 * The operations as methods. Who extends it says how one call is carried out: the client sends it, the local service
 * answers it. Code that takes a `DestinationsApi` works over either.
 */
export abstract class DestinationsApi implements Methods {
  /** Carries out one operation. */
  protected abstract invoke<Name extends OperationName>(
    operation: Name,
    request: RequestOf<Name>,
    options?: CallOptions,
  ): Promise<ResponseOf<Name>>;

  /**
   * Creates a destination, or updates the one of that name: its access policy and creation time stay [F29]. The
   * service assumes the role and writes a test message to the target before it answers [F33].
   * @throws LogsError `InvalidParameterException` where the test message could not be delivered, as happens for some
   * seconds after the role was made [F34, F35]; `OperationAbortedException`, `ServiceUnavailableException`
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDestination.html
   */
  putDestination(request: RequestOf<"PutDestination">, options?: CallOptions): Promise<ResponseOf<"PutDestination">> {
    return this.invoke("PutDestination", request, options);
  }

  /**
   * Lists one page of the account's destinations in the Region, ASCII-sorted by name [F41].
   * @throws LogsError `InvalidParameterException` for a token that expired or that the service never gave;
   * `ServiceUnavailableException`
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeDestinations.html
   */
  describeDestinations(
    request: RequestOf<"DescribeDestinations"> = {},
    options?: CallOptions,
  ): Promise<ResponseOf<"DescribeDestinations">> {
    return this.invoke("DescribeDestinations", request, options);
  }

  /**
   * Deletes a destination. Its target stays; filters that publish to it stay listed and stop delivering. [F50]
   * @throws LogsError `ResourceNotFoundException` where there is none of that name; `OperationAbortedException`,
   * `InvalidParameterException`, `ServiceUnavailableException`
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDestination.html
   */
  deleteDestination(
    request: RequestOf<"DeleteDestination">,
    options?: CallOptions,
  ): Promise<ResponseOf<"DeleteDestination">> {
    return this.invoke("DeleteDestination", request, options);
  }

  /**
   * Creates or replaces the access policy of a destination. There is no operation that removes it. [F28, F51]
   * @throws LogsError `InvalidParameterException` where the policy is refused, and where there is no destination of
   * that name; `OperationAbortedException`, `ServiceUnavailableException`
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDestinationPolicy.html
   */
  putDestinationPolicy(
    request: RequestOf<"PutDestinationPolicy">,
    options?: CallOptions,
  ): Promise<ResponseOf<"PutDestinationPolicy">> {
    return this.invoke("PutDestinationPolicy", request, options);
  }

  /**
   * Reads the tags of a destination.
   * @throws LogsError `ResourceNotFoundException`, `InvalidParameterException`, `ServiceUnavailableException`
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html
   */
  listTagsForResource(
    request: RequestOf<"ListTagsForResource">,
    options?: CallOptions,
  ): Promise<ResponseOf<"ListTagsForResource">> {
    return this.invoke("ListTagsForResource", request, options);
  }

  /**
   * Adds tags to a destination; those that it has and that are not named stay.
   * @throws LogsError `ResourceNotFoundException`, `TooManyTagsException` over 50 in all, `InvalidParameterException`,
   * `ServiceUnavailableException`
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html
   */
  tagResource(request: RequestOf<"TagResource">, options?: CallOptions): Promise<ResponseOf<"TagResource">> {
    return this.invoke("TagResource", request, options);
  }

  /**
   * Removes the named tags from a destination.
   * @throws LogsError `ResourceNotFoundException`, `InvalidParameterException`, `ServiceUnavailableException`
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html
   */
  untagResource(request: RequestOf<"UntagResource">, options?: CallOptions): Promise<ResponseOf<"UntagResource">> {
    return this.invoke("UntagResource", request, options);
  }

  /**
   * Creates a subscription filter, or updates the one of that name: matching events of the log group go to the
   * destination.
   * @throws LogsError `ResourceNotFoundException` where the log group or the destination is missing,
   * `AccessDeniedException` where the destination's policy does not allow this account, `ValidationException` where the
   * role cannot be assumed [F98], `LimitExceededException`, `OperationAbortedException`, `InvalidOperationException`,
   * `InvalidParameterException`, `ServiceUnavailableException`
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html
   */
  putSubscriptionFilter(
    request: RequestOf<"PutSubscriptionFilter">,
    options?: CallOptions,
  ): Promise<ResponseOf<"PutSubscriptionFilter">> {
    return this.invoke("PutSubscriptionFilter", request, options);
  }

  /**
   * Lists one page of a log group's subscription filters, ASCII-sorted by name.
   * @throws LogsError `ResourceNotFoundException` where the log group is missing; `InvalidParameterException`,
   * `ServiceUnavailableException`
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeSubscriptionFilters.html
   */
  describeSubscriptionFilters(
    request: RequestOf<"DescribeSubscriptionFilters">,
    options?: CallOptions,
  ): Promise<ResponseOf<"DescribeSubscriptionFilters">> {
    return this.invoke("DescribeSubscriptionFilters", request, options);
  }

  /**
   * Deletes a subscription filter.
   * @throws LogsError `ResourceNotFoundException` where the log group or the filter is missing;
   * `OperationAbortedException`, `InvalidParameterException`, `ServiceUnavailableException`
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteSubscriptionFilter.html
   */
  deleteSubscriptionFilter(
    request: RequestOf<"DeleteSubscriptionFilter">,
    options?: CallOptions,
  ): Promise<ResponseOf<"DeleteSubscriptionFilter">> {
    return this.invoke("DeleteSubscriptionFilter", request, options);
  }

  /**
   * Creates the account-level subscription of a Region, or replaces the one of that name: matching events of all log
   * groups, also of those that are made later, go to the destination. There is one in an account and Region [F178].
   * @throws LogsError `LimitExceededException` where there is one of another name [F179], `AccessDeniedException` where
   * the destination's policy does not allow this account [F197], `ValidationException` where the role cannot be assumed,
   * `OperationAbortedException`, `InvalidParameterException`, `ServiceUnavailableException`
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html
   */
  putAccountPolicy(
    request: RequestOf<"PutAccountPolicy">,
    options?: CallOptions,
  ): Promise<ResponseOf<"PutAccountPolicy">> {
    return this.invoke("PutAccountPolicy", request, options);
  }

  /**
   * Lists one page of the account-level subscriptions of the account in the Region, of which there is one at most.
   * @throws LogsError `ResourceNotFoundException` where there is none of the `policyName` [F182];
   * `InvalidParameterException`, `OperationAbortedException`, `ServiceUnavailableException`
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeAccountPolicies.html
   */
  describeAccountPolicies(
    request: RequestOf<"DescribeAccountPolicies">,
    options?: CallOptions,
  ): Promise<ResponseOf<"DescribeAccountPolicies">> {
    return this.invoke("DescribeAccountPolicies", request, options);
  }

  /**
   * Deletes an account-level subscription. Subscription filters of log groups stay in effect [F218].
   * @throws LogsError `ResourceNotFoundException` where there is none of that name; `InvalidParameterException`,
   * `OperationAbortedException`, `ServiceUnavailableException`
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteAccountPolicy.html
   */
  deleteAccountPolicy(
    request: RequestOf<"DeleteAccountPolicy">,
    options?: CallOptions,
  ): Promise<ResponseOf<"DeleteAccountPolicy">> {
    return this.invoke("DeleteAccountPolicy", request, options);
  }

  /**
   * Lists one page of the account's log groups in the Region, ASCII-sorted by name [F276].
   * @throws LogsError `InvalidParameterException`, `ServiceUnavailableException`
   * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
   */
  describeLogGroups(
    request: RequestOf<"DescribeLogGroups"> = {},
    options?: CallOptions,
  ): Promise<ResponseOf<"DescribeLogGroups">> {
    return this.invoke("DescribeLogGroups", request, options);
  }
}
