// A load in a process of its own: it warms up, and then works a stretch each time that its parent asks.

/**
 * @param work does the work that often, and returns how many times it did
 * @param warmUp a number of times before the first stretch
 * @param stretch a number of times
 * @param spent the processor time until now, in microseconds; by default of this process
 */
export async function workInStretches(work, warmUp, stretch, spent = timeOfThisProcess) {
  await work(warmUp);
  process.on("message", async () => {
    const before = spent();
    const done = await work(stretch);
    process.send((spent() - before) / done);
  });
  process.send("ready");
}

function timeOfThisProcess() {
  const { user, system } = process.cpuUsage();
  return user + system;
}
