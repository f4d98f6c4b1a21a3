import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

interface Holder {
  readonly pid: number;
  /** Tells a process from a later one of the same number, where the system can say. */
  readonly started: string;
}

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
    // Two processes can meet at a dead one's lock; who comes second finds the first one's.
    for (let attempt = 0; attempt < 10; attempt++) {
      if (take(draft, path)) return () => rmSync(path, { force: true });
      const holder = readLock(path);
      if (holder !== undefined) {
        refuseLive(holder, path, what);
        removeDead(holder, path);
      }
    }
    throw new Error(`${what} is fought over by several processes; try again`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A link appears with its content or not at all, and never over another. */
function take(draft: string, path: string): boolean {
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

/** Moves the lock aside and looks at it again: another process may have taken the dead one's place meanwhile. */
function removeDead(expected: string, path: string): void {
  const aside = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (readLock(aside) !== expected) take(aside, path);
  rmSync(aside, { force: true });
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
