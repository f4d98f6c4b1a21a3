// A load in a process of its own: it warms up, and then works a stretch each time that its parent asks.

/**
 * @param work does the work that often, and returns how many times it did
 * @param warmUp a number of times before the first stretch
 * @param stretch a number of times
 */
export async function workInStretches(work, warmUp, stretch) {
  await work(warmUp);
  process.on("message", async () => {
    const before = process.cpuUsage();
    const done = await work(stretch);
    const { user, system } = process.cpuUsage(before);
    process.send((user + system) / done);
  });
  process.send("ready");
}
