/**
 * Holds back the notes of the local service about a request that is tried again: a reason that no longer holds a moment
 * later would mislead.
 */
export class HeldNotes {
  readonly #emit: (line: string) => void;
  #held: string[] | undefined;

  constructor(emit: (line: string) => void) {
    this.#emit = emit;
  }

  /** For the options of the local service. */
  readonly onNote = (line: string): void => {
    if (this.#held) this.#held.push(line);
    else this.#emit(line);
  };

  /**
   * Starts a request of the local service, which notes what there is to note before it returns the promise.
   * @returns its promise, and a function that lets the notes out
   */
  hold<Result>(request: () => Promise<Result>): { readonly answer: Promise<Result>; readonly release: () => void } {
    const held: string[] = [];
    this.#held = held;
    try {
      return { answer: request(), release: () => held.splice(0).forEach((line) => void this.#emit(line)) };
    } finally {
      this.#held = undefined;
    }
  }
}
