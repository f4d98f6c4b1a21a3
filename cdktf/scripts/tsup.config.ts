import { defineConfig, type Options } from "tsup";

// The package for CDK Terrain is built by this too, from its own folder.
const shared = { tsconfig: "../cdktf/tsconfig.check.json", target: "node20", silent: true } as const;
const core = { ...shared, entry: { core: "../cdktf/scripts/core.ts" }, format: "cjs" } as const;
const testing = { ...shared, outDir: "lib/testing", dts: true } as const;

export default defineConfig([
  // What the constructs use of the core goes as one file into `lib`, and its types to where jsii looks for them.
  { ...core, outDir: "lib/private" },
  { ...core, outDir: "src/private", dts: { only: true } },
  // The testing kit is not for jsii. vitest can only be imported by an ES module; what jest loads may be required.
  {
    ...testing,
    entry: { index: "testing/index.mts", jest: "testing/jest.mts", "jest-globals": "testing/jest-globals.mts" },
    format: "cjs",
    external: ["@jest/globals", "expect"],
  },
  { ...testing, entry: { vitest: "testing/vitest.mts" }, format: "esm", external: ["vitest"] },
] satisfies Options[]);
