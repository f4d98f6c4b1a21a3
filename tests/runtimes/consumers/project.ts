import { mkdirSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type EmptyProject, installPacked } from "../../packed/tarballs.ts";

const { resolve } = createRequire(import.meta.url);

/** What this folder's manifest installs, by the name there. */
export const installed = (path: string): string => join(import.meta.dirname, "../node_modules", path);

/** Where a package is, of this folder or of the workspace. */
const packageFolder = (name: string): string => dirname(resolve(`${name}/package.json`));

/** The packed core and local in a project of their own, beside what a user installs with them. */
export function projectWith(...packages: readonly string[]): EmptyProject {
  const project = installPacked("core", "local");
  for (const name of packages) {
    const link = join(project.folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(packageFolder(name), link, "dir");
  }
  return project;
}
