import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Change, isChange, type Storage } from "../state/state.ts";
import { lock } from "./lock.ts";

const format = "log-destinations state";
const version = 1;
const header = `${JSON.stringify({ format, version })}\n`;
/** More than the first line of any version has. */
const maxHeaderBytes = 200;
/** A file of fewer changes is not worth tidying up when it is opened. */
const tidyFrom = 1000;
/** Nor, while it grows, one of fewer bytes. */
const tidyFromBytes = 4 * 2 ** 20;
/** How much is read or written at once. */
const chunkBytes = 2 ** 20;

/** A state file that this process holds. */
export interface StateFile extends Storage {
  /** Lets another process have it. What still wants to write to it is refused; a second call does nothing. */
  close(): void;
}

/**
 * Opens a file that keeps the state of the local service, or makes it.
 *
 * Every request's changes are a line, written before the request is answered: they survive the death of the process at
 * any moment. A last line that is not complete was never answered, and is dropped. Whether they survive the machine's
 * is up to its file system. While it grows it is written anew now and then, without what was overwritten or deleted.
 * One file keeps one `LocalLogs`. Processes of other machines and containers are not seen: keep one file for each.
 *
 * @throws Error where another live process holds the file, and where it is no state file, is one of another version, or
 * cannot be used as one
 */
export function openStateFile(path: string): StateFile {
  try {
    return open(resolve(path), path);
  } catch (error) {
    throw told(path, error);
  }
}

function open(file: string, path: string): StateFile {
  const release = lock(`${file}.lock`, path);
  try {
    const kept = existsSync(file) ? readChanges(file, path) : { length: 0, live: [], total: 0 };
    const wasteful = kept.total > tidyFrom && kept.total > 2 * kept.live.length;
    const fresh = kept.length === 0 || wasteful;
    const written = fresh ? rewrite(file, kept.live) : { descriptor: openSync(file, "r+"), length: kept.length };
    return new OpenStateFile({ file, path, ...written }, kept.live, release);
  } catch (error) {
    release();
    throw error;
  }
}

/** A file that is written to. */
interface Written {
  readonly descriptor: number;
  readonly length: number;
}

class OpenStateFile implements StateFile {
  readonly #file: string;
  readonly #path: string;
  readonly #release: () => void;
  /** What was read; none once a `LocalLogs` has it. */
  #loaded: readonly Change[] | undefined;
  /** None once it is closed: the system gives the number to other files. */
  #descriptor: number | undefined;
  #length: number;
  /** How long the file was when it held little but what is live. */
  #tidyLength: number;

  constructor(
    { file, path, descriptor, length }: Written & { file: string; path: string },
    loaded: readonly Change[],
    release: () => void,
  ) {
    this.#file = file;
    this.#path = path;
    this.#descriptor = descriptor;
    this.#length = length;
    this.#tidyLength = length;
    this.#loaded = loaded;
    this.#release = release;
  }

  load(): Iterable<Change> {
    this.#open();
    const loaded = this.#loaded;
    if (!loaded)
      throw new Error(`${this.#path} keeps the state of a LocalLogs already; open another file for this one`);
    this.#loaded = undefined;
    return loaded;
  }

  append(changes: readonly Change[], before: Iterable<Change>): void {
    let descriptor = this.#open();
    try {
      // At twice its length, so that all the tidying together writes about as much again as was appended.
      if (this.#length > tidyFromBytes && this.#length > 2 * this.#tidyLength) descriptor = this.#tidy(before);
      const line = Buffer.from(`${JSON.stringify(changes)}\n`);
      // What an earlier write left half done has no line end yet, and is written over.
      write(descriptor, line, this.#length);
      this.#length += line.length;
    } catch (error) {
      throw told(this.#path, error);
    }
  }

  #tidy(live: Iterable<Change>): number {
    const old = this.#open();
    const { descriptor, length } = rewrite(this.#file, live);
    this.#descriptor = descriptor;
    this.#length = length;
    this.#tidyLength = length;
    closeSync(old);
    return descriptor;
  }

  close(): void {
    if (this.#descriptor === undefined) return;
    closeSync(this.#descriptor);
    this.#descriptor = undefined;
    this.#release();
  }

  #open(): number {
    if (this.#descriptor === undefined) throw new Error(`the state file is closed: ${this.#path}`);
    return this.#descriptor;
  }
}

const remedies: Readonly<Record<string, string>> = {
  EACCES: "this user may not use it; change that, or name another file",
  EISDIR: "it is a folder; name a file in it",
  ENOENT: "its folder does not exist; make it, or name another file",
  ENOSPC: "there is no space left; make some, or name a file elsewhere",
  ENOTDIR: "its folder is a file; name another file",
  EROFS: "it cannot be written there; name a file elsewhere",
};

/** An error of the file system as one that names the file and what to do; others as they are. */
function told(path: string, error: unknown): unknown {
  const { code = "", syscall, message } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return error;
  const remedy = remedies[code] ?? `${message}; mend that, or name another file`;
  return new Error(`${JSON.stringify(path)} cannot be used as state file: ${remedy}`, { cause: error });
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
  const descriptor = openSync(file, "r");
  try {
    const begun = Buffer.alloc(maxHeaderBytes);
    const bytes = readSync(descriptor, begun);
    if (bytes === 0) return { length: 0, live: [], total: 0 };
    refuseHeader(begun.toString("utf8", 0, bytes), path);
    const live = new Map<string, Change>();
    let total = 0;
    let number = 1;
    let length = header.length;
    for (const line of linesOf(descriptor, header.length)) {
      for (const change of readLine(line.toString(), `${path}:${++number}`)) {
        const key = JSON.stringify(change.slice(0, 3));
        total++;
        if (change.length === 4) live.set(key, change);
        else live.delete(key);
      }
      length += line.length + 1;
    }
    return { length, live: [...live.values()], total };
  } finally {
    closeSync(descriptor);
  }
}

/** @throws Error where the text does not begin with the first line of this version */
function refuseHeader(text: string, path: string): void {
  if (text.startsWith(header)) return;
  const other = versionIn(text.split("\n", 1)[0] ?? "");
  throw new Error(
    other === undefined
      ? `${path} is not a state file: its first line is another. Name a new file, or remove it`
      : `${path} is a state file of version ${other}, and this program reads version ${version}. Use the program that wrote it, or name a new file`,
  );
}

/** The version of a state file by its first line, as JSON; `undefined` for a file of something else. */
function versionIn(line: string): string | undefined {
  try {
    const written = JSON.parse(line);
    return written.format === format ? JSON.stringify(written.version ?? null) : undefined;
  } catch {
    return undefined;
  }
}

/** The complete lines from here on, without their ends. The file may be larger than what fits into one buffer. */
function* linesOf(descriptor: number, from: number): Generator<Buffer> {
  const begun: Buffer[] = [];
  for (let position = from; ; ) {
    const chunk = Buffer.alloc(chunkBytes);
    const bytes = readSync(descriptor, chunk, 0, chunkBytes, position);
    if (bytes === 0) return;
    position += bytes;
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end !== -1 && end < bytes; end = chunk.indexOf(0x0a, start)) {
      yield Buffer.concat([...begun.splice(0), chunk.subarray(start, end)]);
      start = end + 1;
    }
    begun.push(chunk.subarray(start, bytes));
  }
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
function rewrite(file: string, changes: Iterable<Change>): Written {
  const next = `${file}.next`;
  const descriptor = openSync(next, "w");
  try {
    let length = 0;
    let pending = header;
    const flush = (): void => {
      const bytes = Buffer.from(pending);
      write(descriptor, bytes, length);
      length += bytes.length;
      pending = "";
    };
    for (const change of changes) {
      pending += `${JSON.stringify([change])}\n`;
      if (pending.length >= chunkBytes) flush();
    }
    flush();
    fsyncSync(descriptor);
    renameSync(next, file);
    return { descriptor, length };
  } catch (error) {
    closeSync(descriptor);
    rmSync(next, { force: true });
    throw error;
  }
}

function write(descriptor: number, bytes: Buffer, position: number): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written, bytes.length - written, position + written);
  }
}
