import { join } from "node:path";
import ts from "typescript";

const config = ts.getParsedCommandLineOfConfigFile(
  join(import.meta.dirname, "tsconfig.json"),
  // An example ends where it has made its point, with what it made unused.
  { noUnusedLocals: false },
  {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, " "));
    },
  },
);

/** How the tests are compiled. */
export const compilerOptions: ts.CompilerOptions = config?.options ?? {};

/**
 * Compiles sources that stand in no file, as strictly as the tests themselves.
 *
 * @param sources by the path that each would have
 * @returns what the compiler has to say, a line each
 */
export function typeProblems(sources: ReadonlyMap<string, string>): string[] {
  const host = ts.createCompilerHost(compilerOptions);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.readFile = (file) => sources.get(file) ?? readFile(file);
  host.getSourceFile = (file, version, ...rest) => {
    const source = sources.get(file);
    return source === undefined ? getSourceFile(file, version, ...rest) : ts.createSourceFile(file, source, version);
  };
  const program = ts.createProgram([...sources.keys()], compilerOptions, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file?.fileName.replace(/^.*\/tests\//, "")}:${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}
