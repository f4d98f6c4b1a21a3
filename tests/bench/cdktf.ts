import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** One line of the table: the best of each side, and what the constructs cost over the provider's own classes. */
interface Row {
  what: string;
  raw: number;
  constructs: number;
  ratio: number;
  /** The most that is promised; none for what is only watched. */
  limit?: number;
}

type Sample = Record<string, number>;

const limits: Sample = { "import ms": 1.15, "synth ms": 1.25 };
const script = fileURLToPath(new URL("cdktf-sample.cjs", import.meta.url));

/**
 * What the constructs cost over the provider's own classes: to import, and to synthesize a thousand destinations with
 * their roles and policies. Each sample is a process of its own, the two sides take turns, and the best of each counts,
 * being the least disturbed.
 */
function bench(rounds: number): Row[] {
  const samples: Record<"raw" | "constructs", Sample[]> = { raw: [], constructs: [] };
  const outdir = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    for (let round = 0; round < rounds; round++) {
      for (const side of ["raw", "constructs"] as const) {
        const output = execFileSync(process.execPath, [script, side, outdir], { encoding: "utf8" });
        samples[side].push(JSON.parse(output) as Sample);
      }
    }
  } finally {
    rmSync(outdir, { recursive: true });
  }
  return Object.keys(samples.raw[0] ?? {}).map((what) => {
    const [raw, constructs] = [best(samples.raw, what), best(samples.constructs, what)];
    const limit = limits[what];
    return { what, raw, constructs, ratio: constructs / raw, ...(limit !== undefined && { limit }) };
  });
}

function best(samples: Sample[], what: string): number {
  return Math.min(...samples.map((sample) => sample[what] ?? Number.NaN));
}

const rows = bench(9);
console.table(
  rows.map(({ what, raw, constructs, ratio, limit }) => ({
    what,
    "provider's classes": Math.round(raw),
    constructs: Math.round(constructs),
    ratio: ratio.toFixed(2),
    limit: limit ?? "",
  })),
);
if (rows.some(({ ratio, limit }) => limit !== undefined && ratio > limit)) process.exitCode = 1;
