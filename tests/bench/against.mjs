// npm run bench core local -- --against FOLDER: the processor time of this checkout as a multiple of another one's, which is
// built in FOLDER. Each pair is a process of either. They work in stretches that take turns, so that a machine that slows
// down does so for both; the figure of a pair is the median over its stretches.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const here = import.meta.dirname;
const root = join(here, "../..");

/** The work of each bench: the arguments of its script, and in how many stretches a pair does each. */
const benches = {
  core: { loads: ["fetch", "nodeFetch"], stretches: 12 },
  local: { loads: ["pages", "writes", "deliveries"], stretches: 12 },
  deploy: { loads: ["example", "start"], stretches: 4 },
};

/**
 * @param names of benches that have a load; the others have none to compare
 * @param pairs fewer than six have no 95 % interval
 */
export async function compare(names, folder, pairs) {
  const unable = names.filter((name) => !Object.hasOwn(benches, name));
  if (unable.length > 0)
    throw new Error(`${unable.join(", ")}: no load to compare; there is ${Object.keys(benches).join(", ")}`);
  const server = fork(join(here, "core/server.mjs"));
  const [{ port }] = await once(server, "message");
  console.log(
    `\nProcessor time as a multiple of that of ${folder}: ${pairs} pairs in turns, median and its 95 % interval.\n`,
  );
  try {
    for (const name of names) {
      const { loads, stretches } = benches[name];
      for (const load of loads) {
        const ratios = [];
        for (let pair = 0; pair < pairs; pair++)
          ratios.push(await ratioOf(join(here, `${name}/load.mjs`), folder, load, port, stretches));
        const { median, low, high } = medianInterval(ratios);
        const figures = [median, low, high].map((figure) => figure.toFixed(3));
        console.log(`${`${name}, ${load}`.padEnd(22)} ${figures[0]}  (${figures[1]} to ${figures[2]})`);
      }
    }
  } finally {
    server.kill();
  }
}

async function ratioOf(script, folder, load, port, stretches) {
  const processes = [root, folder].map((checkout) => fork(script, [checkout, load, port]));
  try {
    const failed = processes.map((one) => once(one, "exit").then(() => Promise.reject(new Error(`${script} failed`))));
    // Those that are killed at the end are no failure.
    for (const one of failed) one.catch(() => {});
    await Promise.race([...failed, Promise.all(processes.map((one) => once(one, "message")))]);
    const ratios = [];
    for (let stretch = 0; stretch < stretches; stretch++) {
      // Either goes first as often as the other.
      const times = [];
      for (const at of stretch % 2 === 0 ? [0, 1] : [1, 0]) {
        const answer = once(processes[at], "message");
        processes[at].send("go");
        [times[at]] = await answer;
      }
      ratios.push(times[0] / times[1]);
    }
    return medianInterval(ratios).median;
  } finally {
    for (const one of processes) one.kill();
  }
}

/** The median, and the two order statistics that hold it in at least 95 of 100 samples, whatever the distribution. */
function medianInterval(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const count = sorted.length;
  let below = 0;
  let probability = 0.5 ** count;
  let rank = 0;
  while (below + probability <= 0.025) {
    below += probability;
    rank++;
    probability *= (count - rank + 1) / rank;
  }
  return { median: sorted[count >> 1], low: sorted[rank - 1], high: sorted[count - rank] };
}
