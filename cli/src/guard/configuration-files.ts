import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface ConfigurationFile {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** The names of the files that terraform reads, and of those that tofu reads. */
export const readers: readonly RegExp[] = [/\.tf(?:\.json)?$/, /\.(?:tf|tofu)(?:\.json)?$/];

/** The files in a folder that terraform or tofu reads, in the order of their names. */
export function configurationFiles(folder: string): ConfigurationFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => name)
    .filter((name) => readers.some((reader) => reader.test(name)))
    .sort()
    .map((name) => ({ name, path: join(folder, name), text: readFileSync(join(folder, name), "utf8") }));
}
