import { readFileSync } from "node:fs";
import type { Declarations, DeclareOptions, LocalLogs } from "@log-destinations/local";

/**
 * Declares the content of a `--config FILE`.
 * @throws Error that names the file. The content of a file that is not JSON is not repeated.
 */
export function declareConfigFile({ control }: LocalLogs, file: string, options: DeclareOptions = {}): void {
  try {
    control.declare(readJsonFile(file) as Declarations, options);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
}

function readJsonFile(file: string): unknown {
  const text = readFileSync(file, "utf8");
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message repeats the text, which may hold a secret.
    throw new Error("is not JSON");
  }
}
