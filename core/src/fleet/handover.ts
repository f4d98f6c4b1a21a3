interface Taker<Value> {
  readonly resolve: (value: Value | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Hands values from several givers to one taker. A giver waits until its value is taken, so that no more values are
 * kept than there are givers. Nothing is kept of a value that was taken.
 */
export class Handover<Value> {
  readonly #given: { readonly value: Value; readonly taken: () => void }[] = [];
  #taker: Taker<Value> | undefined;
  #end: { readonly failed: boolean; readonly reason?: unknown } | undefined;

  /** No more values are taken, but for those that were given before. */
  get ended(): boolean {
    return this.#end !== undefined;
  }

  /** Resolves when the value is taken; at once after a failure, when nobody takes it any more. */
  give(value: Value): Promise<void> {
    return new Promise((taken) => {
      if (this.#end) return taken();
      if (!this.#taker) {
        this.#given.push({ value, taken });
        return;
      }
      this.#taker.resolve(value);
      this.#taker = undefined;
      taken();
    });
  }

  /**
   * The next value, in the order in which they were given.
   * @returns `undefined` after the end
   * @throws the reason of `fail`
   */
  take(): Promise<Value | undefined> {
    return new Promise((resolve, reject) => {
      const first = this.#given.shift();
      if (first) {
        first.taken();
        return resolve(first.value);
      }
      if (this.#end?.failed) return reject(this.#end.reason);
      if (this.#end) return resolve(undefined);
      this.#taker = { resolve, reject };
    });
  }

  /** Says that all values were given. */
  end(): void {
    if (this.#end) return;
    this.#end = { failed: false };
    this.#taker?.resolve(undefined);
  }

  /** Ends at once: values that were not taken yet are dropped. */
  fail(reason: unknown): void {
    if (this.#end) return;
    this.#end = { failed: true, reason };
    for (const { taken } of this.#given.splice(0)) taken();
    this.#taker?.reject(reason);
  }
}
