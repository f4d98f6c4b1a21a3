import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and another user's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Has a process started others that still run? `true` too where that cannot be found out. */
export function mayHaveChildren(pid: number): boolean {
  try {
    // Each thread has its own. Where Linux has no such files, and elsewhere, ps knows.
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.some((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8") !== "");
  } catch {
    return mayHaveChildrenByPs(pid);
  }
}

function mayHaveChildrenByPs(pid: number): boolean {
  try {
    const parents = execFileSync("ps", ["-A", "-o", "ppid="], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return parents.split("\n").some((parent) => Number(parent) === pid);
  } catch {
    return true;
  }
}
