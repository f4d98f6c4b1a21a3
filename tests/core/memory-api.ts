import {
  type AccountPolicy,
  type Destination,
  DestinationsApi,
  LogsError,
  type OperationName,
  type RequestOf,
  type ResponseOf,
  type SubscriptionFilter,
} from "@log-destinations/core";

/** The operations over plain memory, with a record of the calls: as much of the service as these tests lean on. */
export class MemoryApi extends DestinationsApi {
  readonly calls: OperationName[] = [];
  readonly destinations = new Map<string, Destination>();
  readonly tags = new Map<string, Record<string, string>>();
  /** The filters of the one log group, by name. */
  readonly filters = new Map<string, SubscriptionFilter>();
  /** The account-level subscriptions of the one Region, by name. */
  readonly policies = new Map<string, AccountPolicy>();
  /** What an operation does first: fail, or wait. */
  before: (operation: OperationName, request: never) => void | Promise<void> = () => {};

  protected override async invoke<Name extends OperationName>(
    operation: Name,
    request: RequestOf<Name>,
  ): Promise<ResponseOf<Name>> {
    this.calls.push(operation);
    await this.before(operation, request as never);
    const handler = this.#handlers[operation] as ((request: RequestOf<Name>) => ResponseOf<Name>) | undefined;
    if (!handler) throw new Error(`${operation} is not part of this double`);
    return handler(request);
  }

  get writes(): OperationName[] {
    return this.calls.filter((operation) => !/^(Describe|List)/.test(operation));
  }

  readonly #handlers: { [Name in OperationName]?: (request: RequestOf<Name>) => ResponseOf<Name> } = {
    PutDestination: ({ destinationName, targetArn, roleArn, tags }) => {
      const arn = `arn:aws:logs:eu-west-1:111122223333:destination:${destinationName}`;
      const destination = {
        creationTime: 1,
        ...this.destinations.get(destinationName),
        destinationName,
        targetArn,
        roleArn,
        arn,
      };
      this.destinations.set(destinationName, destination);
      if (tags) this.tags.set(arn, { ...this.tags.get(arn), ...tags });
      return { destination };
    },
    DescribeDestinations: ({ DestinationNamePrefix = "", limit = 50, nextToken = "" }) => {
      const all = [...this.destinations.values()]
        .filter(
          ({ destinationName }) => destinationName.startsWith(DestinationNamePrefix) && destinationName > nextToken,
        )
        .sort((a, b) => (a.destinationName < b.destinationName ? -1 : 1));
      const destinations = all.slice(0, limit);
      const last = destinations.at(-1);
      return all.length > limit && last ? { destinations, nextToken: last.destinationName } : { destinations };
    },
    PutDestinationPolicy: ({ destinationName, accessPolicy }) => {
      const destination = this.destinations.get(destinationName) as Destination;
      this.destinations.set(destinationName, { ...destination, accessPolicy });
      return {};
    },
    DeleteDestination: ({ destinationName }) => {
      if (!this.destinations.delete(destinationName))
        throw new LogsError("ResourceNotFoundException", "does not exist");
      return {};
    },
    PutSubscriptionFilter: (request) => {
      const { filterName, filterPattern, distribution = "ByLogStream" } = request;
      const before = this.filters.get(filterName);
      if (!before && this.filters.size >= 5) throw new LogsError("LimitExceededException", "Resource limit exceeded.");
      const { creationTime = 1 } = before ?? {};
      const filter = { ...request, filterPattern: filterPattern.trim(), distribution, creationTime };
      this.filters.set(filterName, { applyOnTransformedLogs: false, ...filter } as SubscriptionFilter);
      return {};
    },
    DescribeSubscriptionFilters: ({ filterNamePrefix = "", limit = 50, nextToken = "" }) => {
      const all = [...this.filters.values()]
        .filter(({ filterName }) => filterName.startsWith(filterNamePrefix) && filterName > nextToken)
        .sort((a, b) => (a.filterName < b.filterName ? -1 : 1));
      const subscriptionFilters = all.slice(0, limit);
      const last = subscriptionFilters.at(-1);
      return all.length > limit && last ? { subscriptionFilters, nextToken: last.filterName } : { subscriptionFilters };
    },
    DeleteSubscriptionFilter: ({ filterName }) => {
      if (!this.filters.delete(filterName)) throw new LogsError("ResourceNotFoundException", "does not exist");
      return {};
    },
    PutAccountPolicy: (request) => {
      const { policyName, scope = "ALL" } = request;
      if (!this.policies.has(policyName) && this.policies.size >= 1)
        throw new LogsError("LimitExceededException", "Resource limit exceeded.");
      const accountPolicy = { ...request, scope, lastUpdatedTime: 1, accountId: "222233334444" } as AccountPolicy;
      this.policies.set(policyName, accountPolicy);
      return { accountPolicy };
    },
    DescribeAccountPolicies: () => ({ accountPolicies: [...this.policies.values()] }),
    DeleteAccountPolicy: ({ policyName }) => {
      if (!this.policies.delete(policyName)) throw new LogsError("ResourceNotFoundException", "does not exist");
      return {};
    },
    ListTagsForResource: ({ resourceArn }) => ({ tags: { ...this.tags.get(resourceArn) } }),
    TagResource: ({ resourceArn, tags }) => {
      this.tags.set(resourceArn, { ...this.tags.get(resourceArn), ...tags });
      return {};
    },
    UntagResource: ({ resourceArn, tagKeys }) => {
      const tags = { ...this.tags.get(resourceArn) };
      for (const key of tagKeys) delete tags[key];
      this.tags.set(resourceArn, tags);
      return {};
    },
  };
}
