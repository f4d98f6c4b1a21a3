import { Buffer } from "node:buffer";
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import type { Values } from "../protocol/types.ts";

/** A line of the file: a resource as it was when it was created. */
interface Line {
  /** The version of this form. */
  readonly v: typeof version;
  readonly arn: string;
  readonly state: Values;
}

const version = 1;

/**
 * The resources that were created and that no Terraform state was seen to hold yet. Where a run is killed, Terraform may
 * not have written the last of them to its state; the next run would find their names taken and never get on.
 */
export class CreatedNotInState {
  /** Of earlier runs, by ARN. */
  readonly #orphans: Map<string, Values>;
  readonly #file: string | undefined;

  /**
   * @param file keeps the list between runs; without one, a run does not know of earlier ones
   * @throws Error where the file was not written by this class, or by another version of it
   */
  constructor(file?: string) {
    this.#file = file;
    this.#orphans = new Map(file === undefined || !existsSync(file) ? [] : readLines(file));
  }

  /** A resource was created. It is no orphan of this run, but will be one for the next if this run is killed. */
  recordCreated(state: Values): void {
    const { arn } = state;
    if (this.#file === undefined || typeof arn !== "string") return;
    this.#orphans.delete(arn);
    appendFileSync(this.#file, lineOf(arn, state));
  }

  /** Terraform's state was seen to hold a resource. */
  recordInState({ arn }: Values): void {
    if (typeof arn === "string") this.#orphans.delete(arn);
  }

  /** A resource as a killed run created it, if no state was seen to hold it since. */
  leftByKilledRun(arn: string): Values | undefined {
    return this.#orphans.get(arn);
  }

  /** The run ended by itself, so that Terraform has written all that it created. Orphans of earlier runs remain. */
  endRun(): void {
    if (this.#file === undefined) return;
    if (this.#orphans.size === 0) {
      rmSync(this.#file, { force: true });
      return;
    }
    const next = `${this.#file}.next`;
    writeFileSync(next, Array.from(this.#orphans, ([arn, state]) => lineOf(arn, state)).join(""));
    renameSync(next, this.#file);
  }
}

function lineOf(arn: string, state: Values): string {
  return `${JSON.stringify({ v: version, arn, state } satisfies Line)}\n`;
}

function readLines(file: string): [string, Values][] {
  const text = readFileSync(file, "utf8");
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const lines = whole.split("\n").slice(0, -1);
  const resources = lines.map((line, index) => readResource(line, `${file}:${index + 1}`));
  // A run was killed while it wrote the last line; the next line must not be appended to that.
  if (whole !== text) truncateSync(file, Buffer.byteLength(whole));
  return resources;
}

function readResource(line: string, where: string): [string, Values] {
  const written = parseLine(line);
  if (typeof written?.arn !== "string") {
    throw new Error(`${where} cannot be read. The file was changed by something else; remove it [LD4401]`);
  }
  if (written.v !== version) {
    const action = "Use the program that wrote it, or remove the file";
    throw new Error(
      `${where} is of version ${written.v}, and this program reads version ${version}. ${action} [LD4402]`,
    );
  }
  return [written.arn, written.state];
}

function parseLine(line: string): Line | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
