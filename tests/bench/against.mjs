// npm run bench core local -- --against FOLDER: the processor time of this checkout as a multiple of another one's, which is
// built in FOLDER. Each round starts a process of either, in turns, which warms up and then does the same work.
import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const here = import.meta.dirname;
const root = join(here, "../..");

/** The work of each bench, as a script and its arguments. */
const loads = {
  core: ["fetch", "nodeFetch"],
  local: ["pages", "writes", "deliveries"],
};

/**
 * @param names of benches that have a load; the others have none to compare
 * @param pairs fewer than six have no 95 % interval
 */
export async function compare(names, folder, pairs) {
  const unable = names.filter((name) => !Object.hasOwn(loads, name));
  if (unable.length > 0)
    throw new Error(`${unable.join(", ")}: no load to compare; there is ${Object.keys(loads).join(", ")}`);
  const server = fork(join(here, "core/server.mjs"));
  const [{ port }] = await once(server, "message");
  console.log(
    `\nProcessor time as a multiple of that of ${folder}: ${pairs} pairs in turns, median and its 95 % interval.\n`,
  );
  try {
    for (const name of names) {
      for (const load of loads[name]) {
        const time = (checkout) =>
          Number(
            execFileSync(process.execPath, [join(here, `${name}/load.mjs`), checkout, load, port], {
              encoding: "utf8",
            }),
          );
        const ratios = Array.from({ length: pairs }, (_, round) => {
          // Either goes first as often as the other.
          const first = round % 2 === 0 ? [root, folder] : [folder, root];
          const times = new Map(first.map((checkout) => [checkout, time(checkout)]));
          return times.get(root) / times.get(folder);
        });
        const { median, low, high } = medianInterval(ratios);
        const figures = [median, low, high].map((figure) => figure.toFixed(3));
        console.log(`${`${name}, ${load}`.padEnd(22)} ${figures[0]}  (${figures[1]} to ${figures[2]})`);
      }
    }
  } finally {
    server.kill();
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
