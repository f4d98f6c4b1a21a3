import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const command: string = fileURLToPath(new URL("../../cli/bin/log-destinations.js", import.meta.url));

export interface Served {
  child: ChildProcess;
  /** The first line of its standard output. */
  line: string;
  url: string;
  /** The lines of its standard error so far. */
  errors: string[];
  kill(signal: NodeJS.Signals): Promise<unknown[]>;
}

/** Runs `log-destinations serve` until it listens. */
export async function startServing(...argv: string[]): Promise<Served> {
  const child = spawn(process.execPath, [command, "serve", ...argv], { stdio: ["ignore", "pipe", "pipe"] });
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => errors.push(line));
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([
    once(lines, "line").then(([first]) => first as string),
    exited.then(([code]) => Promise.reject(new Error(`ended with ${code}: ${errors.join("\n")}`))),
  ]);
  return {
    child,
    line,
    url: line.replace("listening on ", ""),
    errors,
    kill: (signal) => {
      child.kill(signal);
      return exited;
    },
  };
}
