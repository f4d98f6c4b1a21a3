import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

interface Holder {
  readonly pid: number;
  /** Tells a process from a later one of the same number, where the system can say. */
  readonly started: string;
}

/** How often a lock that others fight over is tried, and the milliseconds between. */
const attempts = 100;
const pause = 10;

/**
 * Takes a lock that ends with this process, however it ends.
 * @param what what is locked, for the error
 * @returns to be called to give it back
 * @throws Error where a live process has it
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
    throw new Error(`${what} cannot be locked; if nothing uses it, remove every file whose name begins with ${path}`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Takes what nobody has, or nobody who lives. */
function take(draft: string, path: string): boolean {
  const written = readLock(path);
  if (written === undefined) return link(draft, path);
  const holder = parse(written);
  return holder !== undefined && !isAlive(holder) && replace(written, draft, path);
}

/** A link appears with its content or not at all, and never over another. */
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
  if (!holder) throw new Error(`${path} is not a lock of this program; remove it if nothing uses ${what}`);
  if (!isAlive(holder)) return;
  throw new Error(`${what} is in use by process ${holder.pid}; stop it, or name another file`);
}

/**
 * Puts a lock in the place of a dead process's. Who does that needs a claim on this very one, which one process has at a
 * time, and looks again once it has it: another may have been through before. The claim is taken as a lock is, as its
 * process may have died with it, and becomes the lock.
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

/** When a process started, on Linux; elsewhere nothing, and its number has to do. */
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
