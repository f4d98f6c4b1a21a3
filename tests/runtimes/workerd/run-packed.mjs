// What is published, bundled for a worker without Node's modules: run-packed.mjs PROJECT, where the tarball is installed.
import { join } from "node:path";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";

const [project = ""] = process.argv.slice(2);
const { outputFiles } = await build({
  entryPoints: [join(import.meta.dirname, "packed.ts")],
  absWorkingDir: project,
  nodePaths: [join(project, "node_modules")],
  bundle: true,
  write: false,
  format: "esm",
  platform: "browser",
});
const worker = new Miniflare(
  convertV4MiniflareOptions({
    modules: true,
    script: outputFiles[0]?.text ?? "",
    compatibilityDate: "2026-10-01",
    bindings: { ENDPOINT: process.env.ENDPOINT },
  }),
);
console.log(await (await worker.dispatchFetch("http://worker.example/")).text());
await worker.dispose();
