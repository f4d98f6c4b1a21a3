// Writes the documents of the package for CDK Terrain, which the repository holds, and the sources that it is compiled
// from, which it does not: `tsx scripts/write.ts documents sources`.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { documents, sources } from "./files.ts";

const here = join(import.meta.dirname, "..");
const kinds = {
  documents: { files: documents, folders: ["docs", "examples"] },
  sources: { files: sources, folders: ["src", "testing"] },
};

for (const [kind, { files, folders }] of Object.entries(kinds)) {
  if (!process.argv.includes(kind)) continue;
  const written = files();
  for (const folder of folders) rmSync(join(here, folder), { recursive: true, force: true });
  for (const [file, text] of written) {
    mkdirSync(dirname(join(here, file)), { recursive: true });
    writeFileSync(join(here, file), text);
  }
}
