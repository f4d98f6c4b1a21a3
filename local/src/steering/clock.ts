import type { ClockReading, Duration } from "./operations.ts";
import type { Steering } from "./steering.ts";

/** The clock of the service, to be read and moved. */
export class SteeredClock {
  readonly #steering: Steering;

  constructor(steering: Steering) {
    this.#steering = steering;
  }

  /** The service's time, in milliseconds since the epoch. */
  now(): number {
    return this.#steering.readClock().milliseconds;
  }

  /**
   * Moves the time on: what is stored ages, roles take effect, page tokens expire.
   * @throws TypeError for a member that is unknown or no whole number, and where their sum is 0
   * @example
   * local.clock.advance({ hours: 24, minutes: 1 });
   */
  advance(by: Duration): ClockReading {
    return this.#steering.advanceClock(by);
  }

  /**
   * Sets the time, from which the clock runs on.
   * @param options `stopped`: the clock stands still, but for {@link advance}
   * @throws TypeError for a text that is not a time with its zone
   * @example
   * local.clock.set("2026-01-31T23:59:59Z", { stopped: true });
   */
  set(time: Date | string, options: { readonly stopped?: boolean } = {}): ClockReading {
    return this.#steering.setClock({ ...options, time: typeof time === "string" ? time : time.toISOString() });
  }

  /** Lets the time be that of the machine, or of the `clock` of the options, again. */
  reset(): ClockReading {
    return this.#steering.resetClock();
  }
}
