import { setTimeout as delay } from "node:timers/promises";

/** The time by which the provider waits. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Resolves after this many milliseconds, or as soon as the signal is aborted. */
  readonly after: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export const systemClock: Clock = {
  now: Date.now,
  after: (milliseconds, signal) => delay(milliseconds, undefined, { signal }).catch(() => {}),
};
