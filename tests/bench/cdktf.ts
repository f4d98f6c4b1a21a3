import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./median.ts";

/** What one process took: milliseconds of processor time, and MiB. */
type Sample = Record<"import" | "synth" | "peak", number>;

const script = fileURLToPath(new URL("cdktf-sample.cjs", import.meta.url));
const rounds = 17;

const sides = {
  raw: ["raw", "1000"],
  constructs: ["constructs", "1000"],
  twice: ["constructs", "2000"],
} as const;
type Side = keyof typeof sides;

/** What each figure is beside another of the same round, and the most that is promised; none for what is only watched. */
const rows: readonly { what: string; figure: keyof Sample; of: Side; beside: Side; bound?: number }[] = [
  { what: "import, ms", figure: "import", of: "constructs", beside: "raw", bound: 1.15 },
  { what: "synth of 1,000, ms", figure: "synth", of: "constructs", beside: "raw", bound: 1.25 },
  { what: "synth of 2,000 beside 1,000, ms", figure: "synth", of: "twice", beside: "constructs", bound: 2.6 },
  { what: "peak of 1,000, MiB", figure: "peak", of: "constructs", beside: "raw" },
];

/**
 * What the constructs cost over the provider's own classes. Each sample is a process of its own. In each round the sides
 * take turns, forwards and backwards, and the median of the rounds' ratios counts: other work on the machine disturbs a round
 * as a whole.
 */
function bench(): Record<Side, Sample>[] {
  const outdir = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    return Array.from({ length: rounds }, (_, round) => {
      const order = Object.keys(sides) as Side[];
      if (round % 2 === 1) order.reverse();
      const samples = order.map((side) => {
        const output = execFileSync(process.execPath, [script, ...sides[side], outdir], { encoding: "utf8" });
        return [side, JSON.parse(output) as Sample];
      });
      return Object.fromEntries(samples);
    });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const samples = bench();
const table = rows.map(({ what, figure, of, beside, bound }) => ({
  what,
  value: Math.round(median(samples.map((round) => round[of][figure]))),
  beside: Math.round(median(samples.map((round) => round[beside][figure]))),
  ratio: median(samples.map((round) => round[of][figure] / round[beside][figure])),
  bound,
}));
console.table(table.map((row) => ({ ...row, ratio: row.ratio.toFixed(3), bound: row.bound ?? "" })));
if (table.some(({ ratio, bound }) => bound !== undefined && !(ratio <= bound))) process.exitCode = 1;
