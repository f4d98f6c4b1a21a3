import { readdirSync, readFileSync } from "node:fs";

/**
 * The processor time of a process and its threads, in microseconds. Linux alone tells it.
 * @param {number | undefined} pid
 */
export function processorTime(pid) {
  const times = readdirSync(`/proc/${pid}/task`).map((task) =>
    Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ")[0]),
  );
  return times.reduce((sum, one) => sum + one, 0) / 1000;
}

/** The processor time of the ended children of this process, in microseconds; the kernel counts in hundredths of a second. */
export function timeOfChildren() {
  const [, fields = ""] = readFileSync("/proc/self/stat", "utf8").split(") ");
  const [user, system] = fields.split(" ").slice(13, 15);
  return (Number(user) + Number(system)) * 10_000;
}
