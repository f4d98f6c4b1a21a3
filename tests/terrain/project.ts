import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Ended, startProgram } from "../cli/program.ts";
import { environmentWith, type NodeVersion } from "./nodes.ts";

/** A user's project, in a folder outside of this repository. */
export interface Project {
  readonly folder: string;
  /** Writes a file, and the folders that it lies in. @returns its path */
  readonly write: (file: string, content: string) => string;
  readonly read: (file: string) => string;
  /** Runs a line of a shell as it is printed in a document, whatever comes of it. */
  readonly run: (line: string, node?: NodeVersion, env?: NodeJS.ProcessEnv) => Promise<Ended>;
  /** Runs a line of a shell. @returns what it printed @throws {Error} with that, where it fails */
  readonly sh: (line: string, node?: NodeVersion, env?: NodeJS.ProcessEnv) => Promise<string>;
  readonly remove: () => void;
}

/**
 * A project that holds a manifest alone.
 *
 * @param node the user's Node
 * @param registry the one that the scope `@log-destinations` comes from
 */
export function startProject(node: NodeVersion, registry: string): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "terrain-")));
  const write = (file: string, content: string) => {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  const run: Project["run"] = (line, version = node, env = {}) =>
    startProgram("bash", ["-c", line], { cwd: folder, env: { ...environmentWith(version), ...env } }).ended;
  write("package.json", '{ "private": true }\n');
  write(".npmrc", `@log-destinations:registry=${registry}\n`);
  return {
    folder,
    write,
    read: (file) => readFileSync(join(folder, file), "utf8"),
    run,
    async sh(line, ...rest) {
      const { code, stdout, stderr } = await run(line, ...rest);
      if (code !== 0) throw new Error(`${line} ended with ${code}:\n${stdout}${stderr}`);
      return stdout + stderr;
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
