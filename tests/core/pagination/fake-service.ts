import { type DescribeDestinationsRequest, type ListingOptions, paginateDestinations } from "@log-destinations/core";
import { compareNames } from "@log-destinations/core/service";

export interface Item {
  destinationName: string;
}

/** Answers as the service does: sorted by bytes, the token is the last name of the page before. */
export class Fake {
  names: Set<string>;
  requests: DescribeDestinationsRequest[] = [];
  /** These tokens are refused, as after 24 hours. */
  expired = new Set<string>();
  afterPage: () => void = () => {};

  constructor(names: Iterable<string>) {
    this.names = new Set(names);
  }

  page = async (request: DescribeDestinationsRequest) => {
    this.requests.push(structuredClone(request));
    const { nextToken, limit = 50, DestinationNamePrefix = "" } = request;
    if (nextToken !== undefined && this.expired.has(nextToken)) {
      throw Object.assign(new Error("The specified nextToken is invalid."), { name: "InvalidParameterException" });
    }
    const all = [...this.names]
      .filter((name) => name.startsWith(DestinationNamePrefix))
      .sort(compareNames)
      .filter((name) => nextToken === undefined || compareNames(name, nextToken) > 0);
    const destinations: Item[] = all.slice(0, limit).map((destinationName) => ({ destinationName }));
    this.afterPage();
    const last = destinations.at(-1);
    return all.length > limit && last ? { destinations, nextToken: last.destinationName } : { destinations };
  };

  list(options: ListingOptions = {}, filter: { DestinationNamePrefix?: string } = {}) {
    return paginateDestinations<Item>(this.page, filter, options);
  }
}

export const numbered = (count: number) => Array.from({ length: count }, (_, i) => `d${String(i).padStart(4, "0")}`);
export const collect = async <T>(walk: AsyncIterable<T>) => {
  const all: T[] = [];
  for await (const each of walk) all.push(each);
  return all;
};
export const namesOf = (items: readonly Item[]) => items.map(({ destinationName }) => destinationName);
