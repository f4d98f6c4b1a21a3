import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The name of the folder that holds all that a run leaves behind in a project. */
export const ownFolder = ".log-destinations";

/**
 * Makes the folder in another one, and has git ignore it.
 * @throws Error where it cannot be made
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
      `${own} cannot be made or written to: ${(error as NodeJS.ErrnoException).code}. A run keeps its state there; ` +
        "correct that, or run from another folder [LD5104]",
      { cause: error },
    );
  }
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
