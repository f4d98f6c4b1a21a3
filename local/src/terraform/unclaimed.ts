import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import type { Values } from "./protocol/types.ts";

/** What a resource of this name was when it was made. */
interface Line {
  readonly arn: string;
  readonly state: Values;
}

/**
 * What was made, until a state of terraform is seen to hold it. Where a run is killed, terraform may not have written
 * down what was made last, and would find its name taken for ever.
 */
export class Unclaimed {
  readonly #left: Map<string, Values>;
  readonly #file: string | undefined;

  /** @param file keeps it between runs; without, what is left by one is not known to the next */
  constructor(file?: string) {
    this.#file = file;
    this.#left = new Map(file === undefined || !existsSync(file) ? [] : readLines(file));
  }

  /** Of this run's, nothing is left over yet. */
  made(state: Values): void {
    const { arn } = state;
    if (this.#file === undefined || typeof arn !== "string") return;
    appendFileSync(this.#file, `${JSON.stringify({ arn, state } satisfies Line)}\n`);
  }

  /** A state holds it. */
  claim({ arn }: Values): void {
    if (typeof arn === "string") this.#left.delete(arn);
  }

  /** As an earlier run made it, which was killed; no state seen since holds it. */
  left(arn: string): Values | undefined {
    return this.#left.get(arn);
  }

  /** The run ended by itself: all that it made was written down. */
  close(): void {
    if (this.#file !== undefined) rmSync(this.#file, { force: true });
  }
}

function readLines(file: string): [string, Values][] {
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => {
    const { arn, state } = JSON.parse(line) as Line;
    return [arn, state];
  });
}
