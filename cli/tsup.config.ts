import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/main.ts"],
  format: "esm",
  target: "es2023",
  platform: "node",
  // The provider is a workspace of its own that is not published: it goes into the command.
  noExternal: ["@log-destinations/terraform"],
  removeNodeProtocol: false,
  clean: true,
  silent: true,
});
