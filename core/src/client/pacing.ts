import { abortable, setLongTimeout } from "../abortable.ts";

/** The turns of one operation. */
interface Queue {
  /** The time of the next turn, by the monotonic clock. */
  next: number;
  /** Calls that wait for a turn, the first one first. */
  readonly waiting: Set<() => void>;
  timer?: ReturnType<typeof setTimeout>;
}

/**
 * Spreads the calls of each operation evenly over time, to keep within a quota per second. Calls wait in a queue, and
 * one that leaves it costs no turn.
 *
 * @example
 * const pacer = new Pacer(5);
 * const clients = [new LogDestinationsClient({ pacer }), new LogsConnection({ pacer })];
 */
export class Pacer {
  readonly #interval: number;
  readonly #queues = new Map<string, Queue>();

  /**
   * Makes a pacer, for one client or for many of one account and Region.
   * @param perSecond calls of one operation in a second
   * @throws TypeError for a number that is not above 0
   */
  constructor(perSecond: number) {
    refuseRate(perSecond);
    this.#interval = 1000 / perSecond;
  }

  /**
   * Waits for a turn of the operation, behind the calls that wait already.
   *
   * @param longest the milliseconds to wait at the most. Where the queue is longer, the call does not join it.
   * @param signal leaves the queue
   * @returns whether the call has its turn; a promise where it has to wait
   * @throws the reason of `signal`, as it is
   */
  turn(operation: string, longest: number = Infinity, signal?: AbortSignal): boolean | Promise<boolean> {
    const now = performance.now();
    let queue = this.#queues.get(operation);
    if (!queue) {
      queue = { next: now, waiting: new Set() };
      this.#queues.set(operation, queue);
    }
    const { waiting } = queue;
    if (waiting.size === 0 && queue.next <= now) {
      queue.next = now + this.#interval;
      return true;
    }
    if (queue.next + waiting.size * this.#interval - now > longest) return false;
    return this.#wait(queue, signal);
  }

  #wait(queue: Queue, signal: AbortSignal | undefined): Promise<boolean> {
    const { waiting } = queue;
    return abortable(signal, (resolve) => {
      const take = (): void => resolve(true);
      waiting.add(take);
      if (waiting.size === 1) this.#schedule(queue);
      return () => {
        waiting.delete(take);
        if (waiting.size === 0) clearTimeout(queue.timer);
      };
    });
  }

  #schedule(queue: Queue): void {
    queue.timer = setLongTimeout(() => {
      const now = performance.now();
      // A timer that goes off late costs no turns, but for a process that stood still.
      queue.next = Math.max(queue.next, now - this.#interval);
      for (const take of queue.waiting) {
        if (queue.next > now) break;
        queue.next += this.#interval;
        take();
      }
      if (queue.waiting.size > 0) this.#schedule(queue);
    }, queue.next - performance.now());
  }
}

/** @throws TypeError for a number that is not above 0 */
export function refuseRate(perSecond: number): void {
  if (!(perSecond > 0)) throw new TypeError(`requestsPerSecond is ${perSecond}; expected more than 0 [LD1205]`);
}
