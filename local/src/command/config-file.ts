import { readFileSync } from "node:fs";
import type { Declarations } from "../control/declarations.ts";
import type { LocalLogs } from "../local-logs.ts";

/**
 * Declares what a `--config FILE` holds.
 * @throws Error that names the file; nothing that stands in it is repeated where it is not JSON
 */
export function declareFile(logs: LocalLogs, file: string): void {
  try {
    logs.control.declare(readJson(file) as Declarations);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
}

function readJson(file: string): unknown {
  const text = readFileSync(file, "utf8");
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message repeats what stands there, which may be a secret.
    throw new Error("is not JSON");
  }
}
