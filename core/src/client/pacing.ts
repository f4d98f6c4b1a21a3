import { pause } from "./retry.ts";

/** Spreads the calls of each operation evenly over time, so that a quota per second is not run into. */
export class Pacer {
  readonly #interval: number;
  /** When each operation may go out next, in milliseconds since the epoch. */
  readonly #next = new Map<string, number>();

  /** @param perSecond calls of one operation in a second */
  constructor(perSecond: number) {
    if (!(perSecond > 0)) throw new TypeError(`requestsPerSecond is ${perSecond}; expected more than 0`);
    this.#interval = 1000 / perSecond;
  }

  /** Waits for the operation's turn. */
  async turn(operation: string, signal?: AbortSignal): Promise<void> {
    const now = Date.now();
    const at = Math.max(now, this.#next.get(operation) ?? 0);
    this.#next.set(operation, at + this.#interval);
    if (at > now) await pause(at - now, signal);
  }
}
