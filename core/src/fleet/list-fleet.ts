import { destinationRequestsPerSecond } from "../limits.ts";
import { showValue } from "../operations/describe.ts";
import type { FleetApi, FleetConnect, FleetListing, FleetOptions, FleetPair, FleetProgress } from "./fleet-types.ts";
import { Handover } from "./handover.ts";
import { type PairResult, walkPair } from "./walk-pair.ts";

/** A pair that is being listed. */
interface Walk<Pair extends FleetPair> {
  readonly pair: Pair;
  /** A signal for each pair, since Node warns where more than ten listen to one. */
  readonly end: AbortController;
  /** The number of destinations that were given out. */
  destinations: number;
}

/** Walks over some pairs at a time, and yields what they find. The options have been checked. */
export async function* listFleet<Pair extends FleetPair>(
  pairs: Iterable<Pair> | AsyncIterable<Pair>,
  connect: FleetConnect<Pair>,
  options: FleetOptions<Pair>,
): AsyncGenerator<FleetListing<Pair>, void, undefined> {
  const { concurrency = 8, requestsPerSecond = destinationRequestsPerSecond, timeout = 120_000 } = options;
  const { filter = {}, pageSize, signal, onProgress } = options;
  const source = each(pairs);
  const results = new Handover<{ readonly walk: Walk<Pair>; readonly result: PairResult }>();
  const walks = new Set<Walk<Pair>>();
  const counts = { asked: 0, done: 0, failed: 0 };

  const report = async (what: FleetProgress["what"], { pair, destinations }: Walk<Pair>): Promise<void> => {
    counts[what]++;
    const open = counts.asked - counts.done - counts.failed;
    await onProgress?.({ pair, what, destinations, ...counts, open });
  };
  /** Ends everything, also what does not listen to its signal. */
  const stop = (reason: unknown): void => {
    results.fail(reason);
    for (const { end } of walks) end.abort(reason);
  };
  const walkOne = async (pair: Pair): Promise<void> => {
    const walk: Walk<Pair> = { pair, end: new AbortController(), destinations: 0 };
    const client = async (): Promise<FleetApi> => {
      const api = await connect(pair, { signal: walk.end.signal });
      // After its time, the pair has failed already.
      const isAwaited = !walk.end.signal.aborted;
      if (isAwaited && typeof api?.describeDestinations !== "function") stop(noClient(pair, api));
      return api;
    };
    await report("asked", walk);
    walks.add(walk);
    const give = (result: PairResult) => results.give({ walk, result });
    await walkPair({ connect: client, filter, pageSize, requestsPerSecond, timeout, end: walk.end, give });
    walks.delete(walk);
  };
  let pulls = 0;
  let lanes = 0;
  /** Lists one pair after the other. The first pair of a lane opens the next lane. */
  const openLane = async (): Promise<void> => {
    lanes++;
    for (let isFirst = true; !results.ended; isFirst = false) {
      pulls++;
      const { value: pair, done } = await source.next().finally(() => pulls--);
      if (done || results.ended) break;
      if (isFirst && lanes < concurrency) openLane().catch(stop);
      await walkOne(pair);
    }
    lanes--;
    if (lanes === 0) results.end();
  };

  const onAbort = (): void => stop(signal?.reason);
  signal?.throwIfAborted();
  signal?.addEventListener("abort", onAbort);
  try {
    openLane().catch(stop);
    for (let taken = await results.take(); taken; taken = await results.take()) {
      const { walk, result } = taken;
      const { pair } = walk;
      if (result.items) {
        for (const destination of result.items) {
          walk.destinations++;
          yield { pair, destination };
          signal?.throwIfAborted();
        }
        continue;
      }
      if (result.failure) yield { pair, ...result.failure };
      await report(result.failure ? "failed" : "done", walk);
    }
  } finally {
    signal?.removeEventListener("abort", onAbort);
    stop(undefined);
    const closed = source.return();
    // Where a pair is being waited for, the source may take any time.
    if (pulls === 0) await closed;
    else closed.catch(() => {});
  }
}

async function* each<Pair>(pairs: Iterable<Pair> | AsyncIterable<Pair>): AsyncGenerator<Pair, void, undefined> {
  yield* pairs;
}

function noClient({ account, region }: FleetPair, given: unknown): TypeError {
  const expected = "expected a client that has describeDestinations";
  return new TypeError(`connect gave ${showValue(given)} for ${account} in ${region}; ${expected} [LD1903]`);
}
