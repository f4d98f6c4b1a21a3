import { Buffer } from "node:buffer";
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import type { Values } from "../protocol/types.ts";

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

  /**
   * @param file keeps it between runs; without one, a run cannot tell what an earlier run left
   * @throws Error where the file is none of this program
   */
  constructor(file?: string) {
    this.#file = file;
    this.#left = new Map(file === undefined || !existsSync(file) ? [] : readLines(file));
  }

  /** Of this run's, nothing is left over yet. */
  made(state: Values): void {
    const { arn } = state;
    if (this.#file === undefined || typeof arn !== "string") return;
    this.#left.delete(arn);
    appendFileSync(this.#file, lineOf(arn, state));
  }

  /** A state holds it. */
  claim({ arn }: Values): void {
    if (typeof arn === "string") this.#left.delete(arn);
  }

  /** As an earlier run made it, which was killed; no state seen since holds it. */
  left(arn: string): Values | undefined {
    return this.#left.get(arn);
  }

  /** The run ended by itself: all that it made was written down. What was left before is left still. */
  close(): void {
    if (this.#file === undefined) return;
    if (this.#left.size === 0) {
      rmSync(this.#file, { force: true });
      return;
    }
    const next = `${this.#file}.next`;
    writeFileSync(next, Array.from(this.#left, ([arn, state]) => lineOf(arn, state)).join(""));
    renameSync(next, this.#file);
  }
}

function lineOf(arn: string, state: Values): string {
  return `${JSON.stringify({ arn, state } satisfies Line)}\n`;
}

function readLines(file: string): [string, Values][] {
  const text = readFileSync(file, "utf8");
  const complete = text.slice(0, text.lastIndexOf("\n") + 1);
  // Of a run that was killed as it wrote; the next line would be joined to it.
  if (complete !== text) truncateSync(file, Buffer.byteLength(complete));
  const lines = complete.split("\n").slice(0, -1);
  return lines.map((line, index) => {
    try {
      const { arn, state } = JSON.parse(line) as Line;
      return [arn, state];
    } catch {
      throw new Error(`${file}:${index + 1} cannot be read. The file was changed by something else; remove it`);
    }
  });
}
