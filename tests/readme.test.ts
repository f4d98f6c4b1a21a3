import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { typeProblems } from "./typecheck.ts";

const root = join(import.meta.dirname, "..");

it.each(["README.md", "core/README.md", "local/README.md"])(
  "the examples of %s compile",
  { timeout: 60_000 },
  (page) => {
    const blocks = readFileSync(join(root, page), "utf8").matchAll(/^```ts\n(.*?)^```$/gms);
    const sources = new Map(
      [...blocks].map(([, code = ""], index) => [join(root, "tests", `${page}.${index}.ts`), code]),
    );
    expect(sources.size).toBeGreaterThan(0);
    expect(typeProblems(sources)).toEqual([]);
  },
);
