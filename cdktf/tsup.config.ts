import { defineConfig, type Options } from "tsup";

const core = { entry: { core: "core.mts" }, format: "cjs", tsconfig: "../core/tsconfig.json", silent: true } as const;

// What the constructs use of the core goes as one CommonJS file into `lib`, and its types to where jsii looks for them.
export default defineConfig([
  { ...core, outDir: "lib/private", target: "node20" },
  { ...core, outDir: "src/private", dts: { only: true } },
] satisfies Options[]);
