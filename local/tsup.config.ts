import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/node.ts"],
  format: "esm",
  target: "es2023",
  platform: "node",
  dts: true,
  removeNodeProtocol: false,
  clean: true,
  silent: true,
});
