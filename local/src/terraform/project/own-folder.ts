import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a run leaves behind in a folder is in one of this name. */
export const ownFolder = ".log-destinations";

/** Makes it, out of the way of git. */
export function makeOwnFolder(folder: string): string {
  const own = join(folder, ownFolder);
  mkdirSync(own, { recursive: true });
  const ignore = join(own, ".gitignore");
  if (!existsSync(ignore)) writeFileSync(ignore, "*\n");
  return own;
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
