import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const isNode = !("Deno" in globalThis) && !("Bun" in globalThis);

// A collection that is asked for is an option of V8's command line, so each walk has a process.
describe.skipIf(!isNode)("the heap of a fleet listing, while its last destination is handled", () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "heap-"));
    await build({
      entryPoints: [join(import.meta.dirname, "made-up-fleet.ts")],
      outfile: join(folder, "made-up-fleet.mjs"),
      bundle: true,
      format: "esm",
      platform: "node",
      conditions: ["source"],
    });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const megabytes = (...made: number[]) => {
    const args = ["--expose-gc", join(folder, "made-up-fleet.mjs"), ...made.map(String)];
    return Number(execFileSync(process.execPath, args, { encoding: "utf8" })) / 2 ** 20;
  };

  it("does not grow with the number of accounts", { timeout: 120_000 }, () => {
    expect(megabytes(3_000, 17, 1, 2) / megabytes(300, 17, 1, 2)).toBeLessThan(1.3);
  });

  it("does not grow with the number of destinations", { timeout: 120_000 }, () => {
    expect(megabytes(2, 1, 4_000, 50)).toBeLessThan(20);
  });
});
