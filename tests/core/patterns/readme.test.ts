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
  const node = ["--import", "tsx", "--conditions=source", "--input-type=module", "-e", code];
  const printed = execFileSync(process.execPath, node, { cwd: root, encoding: "utf8" });
  expect(printed).toMatch(/^true\n\{\s+matches: true,/);
  expect(printed).toMatch(/'\$status': '404',\s+'\$bytes': '1534'/);
  expect(printed).toMatch(/reason: 'field 6, status, does not fit = "5\*"',\s+at: 6/);
  expect(printed).toMatch(
    /\n5 level:error holds .*; put it in double quotes \[LD1504\] Invalid character\(s\) in term ':'\n$/,
  );
});
