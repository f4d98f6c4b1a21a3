import type { DestinationsApi } from "../operations/api.ts";
import type { Destination, FilterOf } from "../operations/wire-types.ts";
import type { ListingOptions } from "../pagination/page.ts";

/** The operation that a fleet listing needs of each pair's client. */
export type FleetApi = Pick<DestinationsApi, "describeDestinations">;

/** The step in which a pair's listing failed: `connect`, or `list`, a call of its client. */
export type FleetStep = "connect" | "list";

/** An account and a Region to list. */
export interface FleetPair {
  /** Twelve digits. */
  readonly account: string;
  /** The Region: `eu-west-1`. */
  readonly region: string;
}

/** Options of a fleet listing. */
export interface FleetOptions<Pair extends FleetPair = FleetPair> extends Pick<ListingOptions, "pageSize" | "signal"> {
  /** Which destinations of each pair. @default all */
  readonly filter?: FilterOf<"DescribeDestinations"> | undefined;
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
  /**
   * Milliseconds that `connect` may take, and then each page; waits for a turn and for the reader do not count. A pair
   * that takes longer ends with a `LogsError` of the code `TimeoutError`, and the next pair has its place. `Infinity`
   * for no bound.
   * @default 120000
   */
  readonly timeout?: number | undefined;
  /**
   * Called when a pair is asked, and when it is done or has failed. A pair in which nothing is found is `done`; one
   * that was never asked is not reported. A promise of it is waited for. What this throws, or its promise rejects with,
   * ends the listing.
   * @default nothing is called
   */
  readonly onProgress?: ((progress: FleetProgress<Pair>) => unknown) | undefined;
}

/** How far a fleet listing is. */
export interface FleetProgress<Pair extends FleetPair = FleetPair> {
  /** The pair that this is about. */
  readonly pair: Pair;
  /**
   * `asked`: `connect` is about to be called. `done`: all destinations of the pair were given out. `failed`: so were
   * those that were found, and then the error.
   */
  readonly what: "asked" | "done" | "failed";
  /** The number of destinations of this pair that were given out. */
  readonly destinations: number;
  /** The number of pairs that were asked until now; it is that of `done`, `failed` and `open` together. */
  readonly asked: number;
  /** The number of pairs whose destinations were all given out. */
  readonly done: number;
  /** The number of pairs that ended in an error. */
  readonly failed: number;
  /** The number of pairs that were asked and are neither done nor failed. */
  readonly open: number;
}

/** One result of a fleet listing: a destination, or the error that ended a pair's listing. */
export type FleetListing<Pair extends FleetPair = FleetPair> =
  | { readonly pair: Pair; readonly destination: Destination; readonly error?: undefined; readonly during?: undefined }
  | {
      readonly pair: Pair;
      readonly error: Error;
      /** The step that failed. A `TypeError` of `connect` is likely a fault of the program. */
      readonly during: FleetStep;
      readonly destination?: undefined;
    };

/**
 * Makes the client of a pair, with credentials of that account. An error of it is that pair's error.
 *
 * @param options `signal` ends with the pair: at its timeout, and with the listing. Each pair has a signal of its own.
 */
export type FleetConnect<Pair extends FleetPair = FleetPair> = (
  pair: Pair,
  options: { readonly signal: AbortSignal },
) => FleetApi | PromiseLike<FleetApi>;
