import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

interface Holder {
  readonly pid: number;
  /** The start of the process, which distinguishes it from a later one of the same number; empty but on Linux. */
  readonly started: string;
}

/** A live process has the lock. */
export class InUseError extends Error {
  /** The number of the process. */
  readonly pid: number;

  constructor(message: string, pid: number) {
    super(message);
    this.pid = pid;
  }
}

/** How often a lock is tried that several processes want, and the milliseconds between. */
const attempts = 100;
const pause = 10;

/**
 * Takes a lock that ends with this process, however it ends.
 *
 * The states of the file at `path`, and what leads from one to the next:
 *
 *     absent ── link ──▶ of a live process ── release ──▶ absent
 *                         ▲           │
 *                      replace    the process ends without release
 *                         │           ▼
 *                        of a dead process
 *
 * @param what the name of what is locked, for the error
 * @returns a function that releases the lock
 * @throws InUseError where a live process has it
 */
export function lock(path: string, what: string): () => void {
  const own = JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies Holder);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, own);
  try {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const written = readLock(path);
      if (written !== undefined) refuseLive(written, path, what);
      if (take(draft, path)) return () => rmSync(path, { force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
    throw new Error(
      `${what} cannot be locked; if nothing uses it, remove every file whose name begins with ${path} [LD3109]`,
    );
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Takes a lock that is absent or of a dead process; `false` where another process has it or was faster. */
function take(draft: string, path: string): boolean {
  const written = readLock(path);
  if (written === undefined) return link(draft, path);
  const holder = parse(written);
  return holder !== undefined && !isAlive(holder) && replace(written, draft, path);
}

/** A link appears with its content at once, and never over an existing file. */
function link(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function refuseLive(text: string, path: string, what: string): void {
  const holder = parse(text);
  if (!holder) throw new Error(`${path} is not a lock of this program; remove it if nothing uses ${what} [LD3108]`);
  if (!isAlive(holder)) return;
  const message = `${what} is in use by process ${holder.pid}; stop it, or name another file [LD3107]`;
  throw new InUseError(message, holder.pid);
}

/**
 * Replaces the lock of a dead process. A rename is not safe among several processes, as a slow one could rename over the
 * lock of a live one. So a process first takes a claim, a lock whose name says which dead lock it is for, then looks
 * whether that dead lock is still there, and renames the claim over it. A process can die while it has a claim: claims are
 * taken like locks.
 */
function replace(dead: string, draft: string, path: string): boolean {
  const claim = `${path}.${dead.replaceAll(/\W+/g, "-")}`;
  if (!take(draft, claim)) return false;
  if (readLock(path) === dead) {
    renameSync(claim, path);
    return true;
  }
  rmSync(claim, { force: true });
  return false;
}

function parse(text: string): Holder | undefined {
  try {
    const { pid, started } = JSON.parse(text);
    return Number.isInteger(pid) && typeof started === "string" ? { pid, started } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return startOf(pid) === started;
}

/** The start of a process, on Linux; empty elsewhere, where the number alone has to do. */
function startOf(pid: number): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return `${boot}/${fields[19]}`;
  } catch {
    return "";
  }
}
