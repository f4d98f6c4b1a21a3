import { readFileSync } from "node:fs";
import { join } from "node:path";
import { explainFilterPattern, FilterPatternError, matchesFilterPattern } from "@log-destinations/core/patterns";
import { expect, it } from "vitest";

it("the README's program tries patterns", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../core/README.md"), "utf8");
  const [, names, program = ""] =
    /^import \{ ([^}]*) \} from "@log-destinations\/core\/patterns";\n(.*?)^```$/ms.exec(page) ?? [];
  const imported = { explainFilterPattern, FilterPatternError, matchesFilterPattern };
  expect(names?.split(", ")).toEqual(Object.keys(imported));
  const printed: unknown[][] = [];
  const console = { log: (...values: unknown[]) => printed.push(values) };
  new Function("console", ...Object.keys(imported), program)(console, ...Object.values(imported));
  expect(printed).toEqual([
    [true],
    [{ matches: true, extractedValues: expect.objectContaining({ $status: "404", $bytes: "1534" }) }],
    [{ matches: false, reason: 'field 6, status, does not fit = "5*"', at: 6 }],
    [
      5,
      expect.stringMatching(/^level:error holds .*; put it in double quotes \[LD1504\]$/),
      "Invalid character(s) in term ':'",
    ],
  ]);
});
