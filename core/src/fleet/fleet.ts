import { Pacer, refuseRate } from "../client/pacing.ts";
import { destinationRequestsPerSecond, maxPageSize } from "../limits.ts";
import type { DestinationsApi } from "../operations/api.ts";
import type { DescribeDestinationsRequest, Destination } from "../operations/wire-types.ts";
import { refuseUnknown, wholeNumber } from "../options.ts";
import type { ListingOptions } from "../pagination/page.ts";
import { paginateDestinations } from "../pagination/paginators.ts";

/** An account and a Region to list. */
export interface FleetPair {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** Options of a fleet listing. */
export interface FleetOptions extends Pick<ListingOptions, "pageSize" | "signal"> {
  /** Which destinations of each pair. @default all */
  readonly filter?: Pick<DescribeDestinationsRequest, "DestinationNamePrefix"> | undefined;
  /**
   * How many pairs are listed at the same time.
   * @default 8
   */
  readonly concurrency?: number | undefined;
  /**
   * The most pages of one pair that are requested in a second; the service's quota is 5.
   * @default 5
   */
  readonly requestsPerSecond?: number | undefined;
}

const knownOptions: Record<keyof FleetOptions, true> = {
  filter: true,
  concurrency: true,
  requestsPerSecond: true,
  pageSize: true,
  signal: true,
};

/** The operation that {@link fleetDestinations} needs of each pair's client. */
export type FleetApi = Pick<DestinationsApi, "describeDestinations">;

/** One result of a fleet listing: a destination, or the error that ended a pair's listing. */
export type FleetListing<Pair extends FleetPair = FleetPair> =
  | { readonly pair: Pair; readonly destination: Destination; readonly error?: undefined }
  | { readonly pair: Pair; readonly error: Error; readonly destination?: undefined };

/**
 * Lists the destinations of many accounts and Regions at once. A pair that fails is reported and the others go on. The
 * destinations of one pair come in order; those of several pairs come as they are found.
 *
 * @param connect makes the client of a pair, with credentials of that account; its error is that pair's error
 * @throws TypeError for a wrong option, when it is iterated
 * @throws the reason of `options.signal`, as it is
 * @example
 * for await (const { pair, destination, error } of fleetDestinations(pairs, connect)) { … }
 */
export async function* fleetDestinations<Pair extends FleetPair>(
  pairs: Iterable<Pair>,
  connect: (pair: Pair) => FleetApi | Promise<FleetApi>,
  options: FleetOptions = {},
): AsyncGenerator<FleetListing<Pair>, void, undefined> {
  const { concurrency = 8, pageSize, signal } = options;
  refuseUnknown(options, knownOptions);
  wholeNumber("concurrency", concurrency, 1);
  wholeNumber("pageSize", pageSize, 1, maxPageSize);
  refuseRate(options.requestsPerSecond ?? destinationRequestsPerSecond);
  const waiting = pairs[Symbol.iterator]();
  const stop = new AbortController();
  const inner = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  // A signal for each pair, since Node warns where more than ten listen to one.
  const ends = new Map<Walk<Pair>, AbortController>();
  const steps = new Map<Walk<Pair>, Promise<{ walk: Walk<Pair>; step: IteratorResult<FleetListing<Pair>[], void> }>>();
  // Not every client, nor every `connect`, listens to its signal.
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = (): void => {
      for (const end of ends.values()) end.abort(inner.reason);
      reject(inner.reason);
    };
    inner.addEventListener("abort", onAbort, { once: true });
  });
  aborted.catch(() => {});
  const advance = (walk: Walk<Pair>): void => {
    const next = walk.next().then((step) => ({ walk, step }));
    next.catch(() => {});
    steps.set(walk, next);
  };
  try {
    for (;;) {
      signal?.throwIfAborted();
      while (steps.size < concurrency) {
        const { value: pair, done } = waiting.next();
        if (done) break;
        const end = new AbortController();
        const walk = pagesOf(pair, connect, options, end.signal);
        ends.set(walk, end);
        advance(walk);
      }
      if (steps.size === 0) return;
      const { walk, step } = await Promise.race([aborted, ...steps.values()]);
      steps.delete(walk);
      if (step.done) {
        ends.delete(walk);
        continue;
      }
      advance(walk);
      yield* step.value;
    }
  } finally {
    stop.abort();
    waiting.return?.();
  }
}

/** The results of one pair, page by page. */
type Walk<Pair extends FleetPair> = AsyncGenerator<FleetListing<Pair>[], void, undefined>;

async function* pagesOf<Pair extends FleetPair>(
  pair: Pair,
  connect: (pair: Pair) => FleetApi | Promise<FleetApi>,
  { filter = {}, pageSize, requestsPerSecond = destinationRequestsPerSecond }: FleetOptions,
  signal: AbortSignal,
): Walk<Pair> {
  const pacer = new Pacer(requestsPerSecond);
  try {
    const api = await connect(pair);
    const listing = paginateDestinations(
      async (request) => {
        await pacer.turn("DescribeDestinations", Infinity, signal);
        return api.describeDestinations(request, { signal });
      },
      filter,
      { signal, pageSize },
    );
    for await (const { items } of listing.pages()) yield items.map((destination) => ({ pair, destination }));
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
    // The caller's abort is thrown by the loop over all pairs.
    if (!signal.aborted) yield [{ pair, error }];
  }
}
