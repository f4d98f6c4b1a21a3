import { readFileSync } from "node:fs";
import { type Declarations, type DeclareOptions, LocalLogs } from "@log-destinations/local";
// Without the protocol's libraries, which `serve` does not need.
import { type ProviderDeclarations, splitDeclarations } from "@log-destinations/terraform/declarations";

/**
 * Declares the content of a `--config FILE`.
 * @returns what it says to the provider of `run` alone
 * @throws Error that names the file. The content of a file that is not JSON is not repeated.
 */
export function declareConfigFile(
  { control }: LocalLogs,
  file: string,
  options: DeclareOptions = {},
): ProviderDeclarations {
  const content = readJson(file);
  return naming(file, () => {
    const { provider, service } = splitDeclarations(content);
    control.declare(service as Declarations, options);
    return provider;
  });
}

/**
 * What a `--config FILE` says to the service: `serve` takes the file of `run`, and has no use for the rest.
 * @throws Error that names the file, also for declarations that cannot be used
 */
export function readConfigFile(file: string): Declarations {
  const content = readJson(file);
  return naming(file, () => {
    const declarations = splitDeclarations(content).service as Declarations;
    new LocalLogs({ declarations });
    return declarations;
  });
}

function naming<Result>(file: string, use: () => Result): Result {
  try {
    return use();
  } catch (error) {
    throw new Error(`in ${file}: ${(error as Error).message}`, { cause: error });
  }
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`--config ${file} cannot be read: ${(error as NodeJS.ErrnoException).code} [LD5201]`, {
      cause: error,
    });
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message repeats the text, which may hold a secret.
    throw new Error(`--config ${file} is not JSON [LD5202]`);
  }
}
