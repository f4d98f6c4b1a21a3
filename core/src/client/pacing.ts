/**
 * Spreads the calls of each operation evenly over time, to keep within a quota per second.
 *
 * @example
 * const pacer = new Pacer(5);
 * const clients = [new LogDestinationsClient({ pacer }), new LogsConnection({ pacer })];
 */
export class Pacer {
  readonly #interval: number;
  /** The time of each operation's next turn, by the monotonic clock. */
  readonly #next = new Map<string, number>();

  /**
   * @param perSecond calls of one operation in a second
   * @throws TypeError for a number that is not above 0
   */
  constructor(perSecond: number) {
    refuseRate(perSecond);
    this.#interval = 1000 / perSecond;
  }

  /**
   * Takes the operation's next turn, unless it is too far away.
   * @returns the milliseconds to wait for it; no turn was taken where they are more than `longest`
   */
  turn(operation: string, longest: number): number {
    const now = performance.now();
    const at = Math.max(now, this.#next.get(operation) ?? 0);
    if (at - now <= longest) this.#next.set(operation, at + this.#interval);
    return at - now;
  }
}

/** @throws TypeError for a number that is not above 0 */
export function refuseRate(perSecond: number): void {
  if (!(perSecond > 0)) throw new TypeError(`requestsPerSecond is ${perSecond}; expected more than 0 [LD1205]`);
}
