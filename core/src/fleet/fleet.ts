import { refuseRate } from "../client/pacing.ts";
import { isObject } from "../json.ts";
import { maxPageSize } from "../limits.ts";
import { showValue } from "../operations/describe.ts";
import { destinationsPaging } from "../operations/paging.ts";
import { violations } from "../operations/validate.ts";
import { refuseUnknown, refuseWrongKind, wholeNumber } from "../options.ts";
import type { FleetConnect, FleetListing, FleetOptions, FleetPair } from "./fleet-types.ts";
import { listFleet } from "./list-fleet.ts";

const knownOptions: Record<keyof FleetOptions, true> = {
  filter: true,
  concurrency: true,
  requestsPerSecond: true,
  timeout: true,
  onProgress: true,
  pageSize: true,
  signal: true,
};

/**
 * Lists the destinations of many accounts and Regions at once. A pair that fails is reported and the others go on. The
 * destinations of one pair come in order; those of several pairs come as they are found. Nothing is asked before it is
 * iterated, and a slow reader keeps the pairs waiting: of each pair that is listed, one page is held, of no other any.
 *
 * @param pairs taken one by one as places become free, so that they may come from a listing themselves
 * @throws TypeError at once, for an unknown or wrong option; while it is iterated, where `connect` gives no client
 * @throws the reason of `options.signal`, as it is, and what `pairs` and `onProgress` throw
 * @example
 * for await (const { pair, destination, error } of fleetDestinations(pairs, connect)) { … }
 */
export function fleetDestinations<Pair extends FleetPair>(
  pairs: Iterable<Pair> | AsyncIterable<Pair>,
  connect: FleetConnect<Pair>,
  options: FleetOptions<Pair> = {},
): AsyncGenerator<FleetListing<Pair>, void, undefined> {
  refuseWrong(pairs, connect, options);
  return listFleet(pairs, connect, { ...options });
}

/** Refuses now what would otherwise fail once for each pair. */
function refuseWrong<Pair extends FleetPair>(pairs: unknown, connect: unknown, options: FleetOptions<Pair>): void {
  const { concurrency, pageSize, timeout, requestsPerSecond, filter = {}, onProgress, signal } = options;
  refuseUnknown(options, knownOptions);
  wholeNumber("concurrency", concurrency, 1);
  wholeNumber("pageSize", pageSize, 1, maxPageSize);
  if (timeout !== Infinity) wholeNumber("timeout", timeout, 1);
  if (requestsPerSecond !== undefined) refuseRate(requestsPerSecond);
  if (!isIterable(pairs)) throw wrong("pairs", pairs, "an iterable of accounts with Regions");
  if (typeof connect !== "function") throw wrong("connect", connect, "a function");
  refuseWrongKind("onProgress", onProgress, "function");
  refuseWrongKind("signal", signal, ".throwIfAborted");
  if (!isObject(filter)) throw wrong("filter", filter, "an object");
  refuseUnknown(filter, destinationsPaging.filter, "filter member");
  const [violation] = violations("DescribeDestinations", filter);
  if (violation) throw new TypeError(`filter.${violation.message} [LD1904]`);
}

function isIterable(value: unknown): boolean {
  const { [Symbol.iterator]: sync, [Symbol.asyncIterator]: async } = Object(value);
  return typeof sync === "function" || typeof async === "function";
}

function wrong(what: string, value: unknown, expected: string): TypeError {
  return new TypeError(`${what} is ${showValue(value)}; expected ${expected} [LD1902]`);
}
