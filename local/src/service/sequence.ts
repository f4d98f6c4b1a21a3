const digits = 19;
const perMillisecond = 1_000_000;

/** The highest number that was issued before this millisecond, if no clock was set back. */
export function lastNumberBefore(millisecond: number): string {
  return String(Math.max(0, millisecond - 1)).padStart(digits - 6, "0") + String(perMillisecond - 1);
}

/** Numbers that only grow, also after a restart and when the clock is set back. */
export class Sequence {
  #millisecond = 0;
  #count = 0;

  /** @param last the highest number that was issued before, or a text that ends with its 19 digits */
  constructor(last = "") {
    if (last === "") return;
    this.#millisecond = Number(last.slice(-digits, -6));
    this.#count = Number(last.slice(-6));
  }

  /** @returns 19 digits */
  next(now: number): string {
    if (now > this.#millisecond) {
      this.#millisecond = now;
      this.#count = 0;
    } else if (++this.#count === perMillisecond) {
      this.#millisecond++;
      this.#count = 0;
    }
    return String(this.#millisecond).padStart(digits - 6, "0") + String(this.#count).padStart(6, "0");
  }
}
