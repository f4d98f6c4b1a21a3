import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const sources = join(import.meta.dirname, "../../cdktf/src");
const files = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter((file) => /(?<!\.d)\.ts$/.test(file));

test("cdktf and its provider are named in import specifiers alone, so that a fork can take their places", () => {
  const mentions = files.flatMap((file) =>
    readFileSync(join(sources, file), "utf8")
      .split("\n")
      .filter(
        (line) =>
          /cdktf/i.test(line) && !/^(import|}) .*from "(cdktf|@cdktf\/provider-aws\/lib\/[a-z\d-]+)";$/.test(line),
      )
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(files.length).toBeGreaterThan(10);
  expect(mentions).toEqual([]);
});
