import { abortable, setLongTimeout } from "../abortable.ts";
import { Pacer } from "../client/pacing.ts";
import { LogsError } from "../errors.ts";
import type { Destination, FilterOf } from "../operations/wire-types.ts";
import { paginateDestinations } from "../pagination/paginators.ts";
import type { FleetApi, FleetStep } from "./fleet-types.ts";

/** The error that ended a pair's listing. */
export interface PairFailure {
  readonly error: Error;
  readonly during: FleetStep;
}

/** A page of a pair's listing, or its end. */
export type PairResult =
  | { readonly items: readonly Destination[] }
  | { readonly items?: undefined; readonly failure: PairFailure | undefined };

/** How a pair is walked. */
export interface PairWalk {
  readonly connect: () => Promise<FleetApi>;
  readonly filter: FilterOf<"DescribeDestinations">;
  readonly pageSize: number | undefined;
  readonly requestsPerSecond: number;
  /** Milliseconds for `connect`, and for each page. */
  readonly timeout: number;
  /** Ends the walk; a step that takes too long aborts it too. */
  readonly end: AbortController;
  /** Resolves when the result is taken. */
  readonly give: (result: PairResult) => Promise<void>;
}

/** Lists one pair, and gives its pages, but for empty ones, and then its end. */
export async function walkPair(walk: PairWalk): Promise<void> {
  const { filter, pageSize, end, give } = walk;
  const { signal } = end;
  const pacer = new Pacer(walk.requestsPerSecond);
  let during: FleetStep = "connect";
  let failure: PairFailure | undefined;
  try {
    const api = await inTime(walk, "client", walk.connect);
    during = "list";
    const listing = paginateDestinations(
      async (request) => {
        await pacer.turn("DescribeDestinations", Infinity, signal);
        return inTime(walk, "page", () => api.describeDestinations(request, { signal }));
      },
      filter,
      { signal, pageSize },
    );
    for await (const { items } of listing.pages()) if (items.length > 0) await give({ items });
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
    failure = { error, during };
  }
  await give({ failure });
}

/** Ends the walk where a step takes too long, also where the step does not listen to its signal. */
function inTime<T>({ timeout, end }: PairWalk, missing: string, step: () => Promise<T>): Promise<T> {
  return abortable(end.signal, (resolve, reject) => {
    step().then(resolve, reject);
    if (timeout === Infinity) return undefined;
    const timer = setLongTimeout(() => {
      const message = `no ${missing} in ${timeout} ms, the timeout [LD1901]`;
      end.abort(new LogsError("TimeoutError", message, { retryable: true }));
    }, timeout);
    return () => clearTimeout(timer);
  });
}
