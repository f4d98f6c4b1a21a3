import { describe, expect, it } from "vitest";
import { score } from "./mutate/score.ts";

const source = "if (\n  limit > 0\n) stop();\n";
const place = { start: { line: 2, column: 3 }, end: { line: 2, column: 12 } };
const report = (...statuses: string[]) => ({
  files: {
    "core/src/a.ts": { source, mutants: statuses.map((status) => ({ status, location: place, replacement: "true" })) },
  },
});
const entry = { file: "core/src/a.ts", line: "limit > 0", mutation: "limit > 0 → true", reason: "it is never below" };

describe("the score of a run of mutate", () => {
  it("counts what tests notice, and names what they do not", () => {
    const result = score(report("Killed", "Timeout", "Survived", "NoCoverage", "CompileError", "Ignored"), []);
    const survivor = { file: "core/src/a.ts", at: 2, line: "limit > 0", mutation: "limit > 0 → true" };
    expect(result).toEqual({ killed: 2, equivalent: 0, ignored: 1, survivors: [survivor, survivor], stale: [] });
  });

  it("leaves out what changes nothing", () => {
    expect(score(report("Survived"), [entry])).toEqual({
      killed: 0,
      equivalent: 1,
      ignored: 0,
      survivors: [],
      stale: [],
    });
  });

  it("names an entry that is about no unnoticed change, where its file was changed", () => {
    expect(score(report("Killed"), [entry]).stale).toEqual([entry]);
    const moved = { ...entry, line: "limit >= 0" };
    expect(score(report("Survived"), [moved])).toMatchObject({ equivalent: 0, stale: [moved] });
    expect(score(report("Killed"), [{ ...entry, file: "core/src/b.ts" }]).stale).toEqual([]);
  });
});
