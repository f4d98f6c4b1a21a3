import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/node.ts", "src/command/main.ts"],
  format: "esm",
  target: "es2023",
  platform: "node",
  dts: { entry: ["src/index.ts", "src/node.ts"] },
  removeNodeProtocol: false,
  clean: true,
  silent: true,
});
