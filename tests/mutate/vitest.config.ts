import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vitest/config";
import { unit } from "../../vitest.config.ts";

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The packages by wing. Their entries are those of the copy that is changed: what npm links leads to the original. */
const packages = {
  core: "@log-destinations/core",
  local: "@log-destinations/local",
  terraform: "@log-destinations/terraform",
};

const alias = Object.entries(packages).flatMap(([wing, name]) => {
  const { exports } = JSON.parse(readFileSync(at(`${wing}/package.json`), "utf8"));
  return Object.entries<string | { source: string }>(exports)
    .filter(([entry]) => entry !== "./package.json")
    .map(([entry, target]) => ({
      find: new RegExp(`^${name}${entry.slice(1)}$`),
      replacement: at(`${wing}/${(typeof target === "string" ? target : target.source).slice(2)}`),
    }));
});

// The unit suites of the wing alone: they run on the sources.
const { MUTATED_WING: wing = "core" } = process.env;
const { test, ...rest } = defineConfig(unit);
export default mergeConfig(
  { ...rest, test: { ...test, include: [`tests/${wing}/**/*.test.ts`], testTimeout: 120_000 } },
  { resolve: { alias } },
);
