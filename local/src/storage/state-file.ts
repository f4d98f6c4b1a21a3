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
/** More bytes than the first line of any version has. */
const maxHeaderBytes = 200;
/** A file of fewer changes is not compacted when it is opened, */
const compactFrom = 1000;
/** nor is one of fewer bytes while it grows. */
const compactFromBytes = 4 * 2 ** 20;
/** The bytes that are read or written at once. */
const chunkBytes = 2 ** 20;

/** A state file that this process holds. */
export interface StateFile extends Storage {
  /** Closes the file, so that another process can open it. Later writes are refused; a second call does nothing. */
  close(): void;
}

/**
 * Opens a file that keeps the state of the local service, or creates it.
 *
 * The changes of each request are one line, written before the request is answered: they survive the end of the process
 * at any moment. An incomplete last line belongs to a request that was never answered, and is dropped. Whether changes
 * survive a crash of the machine depends on its file system. A file that has grown is rewritten without what was
 * overwritten or deleted. One file keeps the state of one `LocalLogs`. Locks of other machines and containers are not
 * seen: use one file for each.
 *
 * @throws Error where another live process holds the file, and where it is no state file, is one of another version, or
 * cannot be used as one
 */
export function openStateFile(path: string): StateFile {
  try {
    return open(resolve(path), path);
  } catch (error) {
    throw withRemedy(path, error);
  }
}

function open(file: string, path: string): StateFile {
  const release = lock(`${file}.lock`, path);
  try {
    const kept = existsSync(file) ? readChanges(file, path) : { length: 0, live: [], total: 0 };
    const wasteful = kept.total > compactFrom && kept.total > 2 * kept.live.length;
    const fresh = kept.length === 0 || wasteful;
    const written = fresh ? rewrite(file, kept.live) : { descriptor: openSync(file, "r+"), length: kept.length };
    return new OpenStateFile({ file, path, ...written }, kept.live, release);
  } catch (error) {
    release();
    throw error;
  }
}

/** A file that is open for writing, and its length. */
interface Written {
  readonly descriptor: number;
  readonly length: number;
}

class OpenStateFile implements StateFile {
  readonly #file: string;
  readonly #path: string;
  readonly #release: () => void;
  /** The changes that were read; none once a `LocalLogs` has them. */
  #loaded: readonly Change[] | undefined;
  /** None once the file is closed: the system reuses the number for other files. */
  #descriptor: number | undefined;
  #length: number;
  /** The length after the file was last rewritten, or opened. */
  #compactLength: number;

  constructor(
    { file, path, descriptor, length }: Written & { file: string; path: string },
    loaded: readonly Change[],
    release: () => void,
  ) {
    this.#file = file;
    this.#path = path;
    this.#descriptor = descriptor;
    this.#length = length;
    this.#compactLength = length;
    this.#loaded = loaded;
    this.#release = release;
  }

  load(): Iterable<Change> {
    this.#open();
    const loaded = this.#loaded;
    if (!loaded)
      throw new Error(`${this.#path} keeps the state of a LocalLogs already; open another file for this one [LD3102]`);
    this.#loaded = undefined;
    return loaded;
  }

  append(changes: readonly Change[], before: Iterable<Change>): void {
    let descriptor = this.#open();
    try {
      // At twice the length, so that rewriting costs in all about as much as appending.
      if (this.#length > compactFromBytes && this.#length > 2 * this.#compactLength) descriptor = this.#compact(before);
      const line = Buffer.from(`${JSON.stringify(changes)}\n`);
      // A write that failed halfway has no line end yet, and is written over.
      write(descriptor, line, this.#length);
      this.#length += line.length;
    } catch (error) {
      throw withRemedy(this.#path, error);
    }
  }

  #compact(live: Iterable<Change>): number {
    const old = this.#open();
    const { descriptor, length } = rewrite(this.#file, live);
    this.#descriptor = descriptor;
    this.#length = length;
    this.#compactLength = length;
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
    if (this.#descriptor === undefined) throw new Error(`the state file is closed: ${this.#path} [LD3103]`);
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

/** An error of the file system as an error that names the file and a remedy; other errors unchanged. */
function withRemedy(path: string, error: unknown): unknown {
  const { code = "", syscall, message } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return error;
  const remedy = remedies[code] ?? `${message}; mend that, or name another file`;
  return new Error(`${JSON.stringify(path)} cannot be used as state file: ${remedy} [LD3101]`, { cause: error });
}

/** The one real path of a file, so that two paths to it meet at one lock. */
function resolve(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
}

interface Kept {
  /** The bytes up to the end of the last complete line. */
  length: number;
  /** The changes that no later one overwrote or deleted. */
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
      ? `${path} is not a state file: its first line is another. Name a new file, or remove it [LD3104]`
      : `${path} is a state file of version ${other}, and this program reads version ${version}. Use the program that wrote it, or name a new file [LD3105]`,
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

/** The complete lines from a position on, without their ends. The file may be too large for one buffer. */
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
    // Refused below; the content is not repeated.
  }
  throw new Error(`${where} cannot be read. The file was changed by something else; restore it, or remove it [LD3106]`);
}

/** Writes a file of these changes and replaces the old one by it, whole or not at all. */
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
