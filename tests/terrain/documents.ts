import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/**
 * The lines of a document that a reader is to run: those of the shell under a heading.
 *
 * @param document by its path in the repository
 */
export function linesToRun(document: string, heading: string): string[] {
  const sections = readFileSync(join(root, document), "utf8").split(/^#+ /m);
  const section = sections.find((text) => text.startsWith(`${heading}\n`));
  const lines = [...(section ?? "").matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = ""]) =>
    block.trim().split("\n"),
  );
  if (lines.length === 0) throw new Error(`${document} has nothing to run under ${heading}`);
  return lines;
}

/** The version of a tool that this repository is developed with, as `NAME@VERSION`. */
export function asDeveloped(name: string): string {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return `${name}@${packages[`node_modules/${name}`].version}`;
}
