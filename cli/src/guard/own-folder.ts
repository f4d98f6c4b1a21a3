import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The name of the folder that holds all that a run leaves behind in a project. */
export const ownFolder = ".log-destinations";

/** Terraform's data folder, in each folder that it runs in. It takes the place of `.terraform`. */
export const dataFolder: string = `${ownFolder}/terraform`;

/**
 * Makes the folder in another one, and has git ignore it.
 * @throws Error where it cannot be made
 */
export function makeOwnFolder(folder: string): string {
  const own = join(folder, ownFolder);
  const ignore = join(own, ".gitignore");
  try {
    // Not recursive: in a folder that is read-only, that would be ENOENT.
    if (!isFolder(own)) mkdirSync(own);
    if (!existsSync(ignore)) writeFileSync(ignore, "*\n");
    return own;
  } catch (error) {
    throw new Error(
      `${own} cannot be made or written to: ${(error as NodeJS.ErrnoException).code}. A run keeps its state there; ` +
        "correct that, name a file elsewhere with --state, or run from another folder [LD5104]",
      { cause: error },
    );
  }
}

/**
 * Where terraform keeps its data for a folder that it runs in: in that folder, or beside the state file that `--state`
 * names where the folder cannot be written to.
 */
export function dataFolderOf(folder: string, state: string | undefined): string {
  const own = join(folder, ownFolder);
  if (state === undefined || !isFolder(folder) || isWritable(isFolder(own) ? own : folder))
    return join(folder, dataFolder);
  const key = createHash("sha256").update(realpathSync(folder)).digest("hex").slice(0, 16);
  return join(`${resolve(state)}.terraform`, key);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
