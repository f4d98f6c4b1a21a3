import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vitest/config";
import { unit } from "../../vitest.config.ts";

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The entries by package, in the copy that is changed: what npm links leads to the original. */
const entries = {
  core: { "": "core/src/index.ts", "/service": "core/src/service.ts", "/node": "core/src/node/index.ts" },
  local: { "": "local/src/index.ts", "/node": "local/src/node.ts" },
  terraform: { "": "terraform/src/index.ts" },
};

const alias = Object.entries(entries).flatMap(([wing, paths]) =>
  Object.entries(paths).map(([entry, path]) => ({
    find: new RegExp(`^@log-destinations/${wing}${entry}$`),
    replacement: at(path),
  })),
);

// The unit suites alone: they run on the sources. The sweep over refusals reads the texts of the sources themselves.
export default mergeConfig(defineConfig(unit), { resolve: { alias }, test: { exclude: ["tests/refusals.test.ts"] } });
