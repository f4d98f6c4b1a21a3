import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Change, isChange, type Storage } from "../state/state.ts";
import { lock } from "./lock.ts";

const header = `${JSON.stringify({ format: "log-destinations state", version: 1 })}\n`;
/** A file shorter than this is not worth tidying up. */
const tidyFrom = 1000;

/** A state file that this process holds. */
export interface StateFile extends Storage {
  /** Lets another process have it. */
  close(): void;
}

/**
 * Opens a file that keeps the state of the local service, or makes it.
 *
 * Every request's changes are a line, written before the request is answered: they survive the death of the process at
 * any moment. A last line that is not complete was never answered, and is dropped. Whether they survive the machine's
 * is up to its file system. Processes of other machines and containers are not seen: keep one file for each.
 *
 * @throws Error where another live process holds the file, and where it is no state file
 */
export function openStateFile(path: string): StateFile {
  const file = resolve(path);
  const release = lock(`${file}.lock`, path);
  try {
    const kept = existsSync(file) ? readChanges(file, path) : { length: 0, live: [], total: 0 };
    const wasteful = kept.total > tidyFrom && kept.total > 2 * kept.live.length;
    const length = kept.length === 0 || wasteful ? rewrite(file, kept.live) : kept.length;
    return new OpenStateFile(openSync(file, "r+"), length, kept.live, release);
  } catch (error) {
    release();
    throw error;
  }
}

class OpenStateFile implements StateFile {
  readonly #descriptor: number;
  readonly #release: () => void;
  #loaded: readonly Change[];
  #length: number;

  constructor(descriptor: number, length: number, loaded: readonly Change[], release: () => void) {
    this.#descriptor = descriptor;
    this.#length = length;
    this.#loaded = loaded;
    this.#release = release;
  }

  load(): Iterable<Change> {
    const loaded = this.#loaded;
    this.#loaded = [];
    return loaded;
  }

  append(changes: readonly Change[]): void {
    const line = Buffer.from(`${JSON.stringify(changes)}\n`);
    // What an earlier write left half done has no line end yet, and is written over.
    for (let written = 0; written < line.length; ) {
      written += writeSync(this.#descriptor, line, written, line.length - written, this.#length + written);
    }
    this.#length += line.length;
  }

  close(): void {
    closeSync(this.#descriptor);
    this.#release();
  }
}

/** One name for the file however it is reached, so that two ways to it meet at one lock. */
function resolve(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
}

interface Kept {
  /** The bytes up to the end of the last complete line. */
  length: number;
  /** The changes that nothing later undid. */
  live: Change[];
  total: number;
}

function readChanges(file: string, path: string): Kept {
  const bytes = readFileSync(file);
  if (bytes.length === 0) return { length: 0, live: [], total: 0 };
  if (!bytes.subarray(0, header.length).equals(Buffer.from(header))) {
    throw new Error(
      `${path} is not a state file of this version: its first line is another. Name a new file, or remove it`,
    );
  }
  const length = bytes.lastIndexOf(0x0a) + 1;
  const live = new Map<string, Change>();
  let total = 0;
  let number = 1;
  for (let start = header.length, end: number; start < length; start = end + 1) {
    end = bytes.indexOf(0x0a, start);
    for (const change of readLine(bytes.toString("utf8", start, end), `${path}:${++number}`)) {
      const key = JSON.stringify(change.slice(0, 3));
      total++;
      if (change.length === 4) live.set(key, change);
      else live.delete(key);
    }
  }
  return { length, live: [...live.values()], total };
}

function readLine(line: string, where: string): Change[] {
  try {
    const changes: unknown = JSON.parse(line);
    if (Array.isArray(changes) && changes.every(isChange)) return changes;
  } catch {
    // Told below, without what stands there.
  }
  throw new Error(`${where} cannot be read. The file was changed by something else; restore it, or remove it`);
}

/** Writes a file of these changes and puts it in the place of the old one, whole or not at all. */
function rewrite(file: string, changes: readonly Change[]): number {
  const text = header + changes.map((change) => `${JSON.stringify([change])}\n`).join("");
  const next = `${file}.next`;
  writeFileSync(next, text);
  const descriptor = openSync(next, "r+");
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(next, file);
  return Buffer.byteLength(text);
}
