import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    node: "src/node/index.ts",
    patterns: "src/patterns/index.ts",
    records: "src/records/index.ts",
    service: "src/service.ts",
  },
  format: "esm",
  target: "es2023",
  platform: "neutral",
  dts: { compilerOptions: { types: ["node"] } },
  // The sources are in the package, so the maps only name them.
  sourcemap: true,
  esbuildOptions: (options) => {
    options.sourcesContent = false;
  },
  clean: true,
  external: [/^node:/],
  removeNodeProtocol: false,
  silent: true,
});
