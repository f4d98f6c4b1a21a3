import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a run leaves behind in a folder is in one of this name. */
export const ownFolder = ".log-destinations";

/**
 * Makes it, out of the way of git.
 * @throws Error where that cannot be
 */
export function makeOwnFolder(folder: string): string {
  const own = join(folder, ownFolder);
  const ignore = join(own, ".gitignore");
  try {
    mkdirSync(own, { recursive: true });
    if (!existsSync(ignore)) writeFileSync(ignore, "*\n");
    return own;
  } catch (error) {
    throw new Error(
      `${own} cannot be made or written to: ${(error as NodeJS.ErrnoException).code}. A run keeps there what is its own; ` +
        "mend that, or run from another folder",
      { cause: error },
    );
  }
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
