import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../../..");

it("the README's program tries patterns", { timeout: 60_000 }, () => {
  const page = readFileSync(join(root, "core/README.md"), "utf8");
  const [, sample = ""] = /^```ts\n((?:(?!^```$).)*?core\/patterns.*?)^```$/ms.exec(page) ?? [];
  const { code } = transformSync(sample, { loader: "ts", format: "esm", target: "node20" });
  // Each runtime shows objects in a form of its own.
  const asJson = "console.log = (...values) => process.stdout.write(JSON.stringify(values) + '\\n');";
  const node = ["--import", "tsx", "--conditions=source", "--input-type=module", "-e", asJson + code];
  const printed = execFileSync(process.execPath, node, { cwd: root, encoding: "utf8" });
  const lines = printed.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual([
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
