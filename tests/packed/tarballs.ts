import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** A folder outside the workspace, with nothing in it but what npm installs from these packages' tarballs. */
export interface EmptyProject {
  readonly folder: string;
  /** Their files, by the wing that they were packed from. */
  readonly tarballs: Readonly<Record<string, string>>;
  /** Writes a file into the folder. @returns its path */
  readonly file: (name: string, content: string) => string;
  /** Runs a program there. @returns its standard output */
  readonly run: (command: string, ...args: string[]) => string;
  readonly remove: () => void;
}

/** @param wings whose packages are packed and installed together */
export function installPacked(...wings: readonly string[]): EmptyProject {
  const folder = mkdtempSync(join(tmpdir(), "packed-"));
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
  const tarballs = Object.fromEntries(wings.map((wing) => [wing, pack(wing, folder)]));
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  run("npm", "install", "--prefer-offline", "--no-save", "--no-audit", "--no-fund", ...Object.values(tarballs));
  return {
    folder,
    tarballs,
    run,
    file: (name, content) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function pack(wing: string, to: string): string {
  const args = ["pack", "--json", "--pack-destination", to];
  const [{ filename }] = JSON.parse(execFileSync("npm", args, { cwd: join(root, wing), encoding: "utf8" }));
  return join(to, filename);
}
