import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Starts a program. `ended` resolves with whatever exit code it has. */
export function startProgram(
  file: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv; detached?: boolean; uid?: number },
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(file, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => text(stream as Readable));
  const ended = once(child, "close").then(async ([code]) => ({
    code,
    stdout: (await stdout) as string,
    stderr: (await stderr) as string,
  }));
  return { child, ended };
}
