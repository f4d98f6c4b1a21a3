import { readFile } from "node:fs/promises";
import { defineConfig, type Options } from "tsup";

/** Schemas as a text for `JSON.parse`, which takes a twentieth of the time that an object literal takes to compile. */
const schemasAsText: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "schemas-as-text",
  setup(build) {
    build.onLoad({ filter: /schemas\.json$/ }, async ({ path }) => {
      const text = JSON.stringify(JSON.parse(await readFile(path, "utf8")));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});` };
    });
  },
};

export default defineConfig({
  entry: ["src/main.ts"],
  format: "esm",
  target: "es2023",
  platform: "node",
  // The provider is a workspace of its own that is not published: it goes into the command.
  noExternal: ["@log-destinations/terraform"],
  esbuildPlugins: [schemasAsText],
  removeNodeProtocol: false,
  clean: true,
  silent: true,
});
