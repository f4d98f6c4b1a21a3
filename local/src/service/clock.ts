/** How a clock differs from its source. Plain JSON. */
export interface ClockSetting {
  /** Milliseconds that are added to the source's time. */
  readonly offset: number;
  /** The time at which it stands still, in milliseconds since the epoch; absent where it runs. */
  readonly stoppedAt?: number;
}

/**
 * The one time of all that the service stores and answers. It runs with its source, and can be set, advanced and stopped.
 * Signatures are judged by the machine's time instead, so that clients still get in.
 */
export class ServiceClock {
  readonly #source: () => number;
  #setting: ClockSetting = { offset: 0 };

  /** @throws TypeError for a source that does not give a number of milliseconds */
  constructor(source: () => number) {
    this.#source = source;
    this.#read();
  }

  /** Whole milliseconds since the epoch. */
  now(): number {
    const { offset, stoppedAt } = this.#setting;
    return stoppedAt ?? this.#read() + offset;
  }

  get setting(): ClockSetting {
    return this.#setting;
  }

  /** Without a setting it runs with its source again. */
  restore(setting: ClockSetting = { offset: 0 }): void {
    this.#setting = setting;
  }

  advance(milliseconds: number): void {
    const { offset, stoppedAt } = this.#setting;
    this.#setting =
      stoppedAt === undefined
        ? { offset: offset + milliseconds }
        : { offset: offset + milliseconds, stoppedAt: stoppedAt + milliseconds };
  }

  set(time: number, stopped: boolean): void {
    this.#setting = { offset: time - this.#read(), ...(stopped && { stoppedAt: time }) };
  }

  #read(): number {
    const time: unknown = this.#source();
    if (typeof time !== "number" || !Number.isFinite(time)) {
      throw new TypeError(
        `clock gives ${String(time)}; expected milliseconds since the epoch, as Date.now gives [LD3430]`,
      );
    }
    // Fractions would be part of ids and sequence numbers.
    return Math.floor(time);
  }
}
