import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";

/** A command cannot be run: there is no such program, or it may not be executed. */
export class CannotRunError extends Error {}

const passedOn = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs a command with the streams of this process, and passes signals on to it.
 * @returns its exit code; 128 and the number of the signal that ended it
 * @throws CannotRunError
 */
export function runCommand([file = "", ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const atTerminal = process.stdin.isTTY === true;
  return new Promise((resolve, reject) => {
    const passOn = (signal: NodeJS.Signals): void => {
      // A terminal sends Ctrl-C to the command itself. Terraform takes a second one as an order to stop at once.
      if (atTerminal) {
        if (signal !== "SIGINT") child.kill(signal);
      } else {
        signalGroup(child, signal);
      }
    };
    // Listens before the command runs: whoever sees its first output may send a signal at once.
    for (const signal of passedOn) process.on(signal, passOn);
    const stopListening = (): void => {
      for (const signal of passedOn) process.off(signal, passOn);
    };
    // In a group of its own, only this process signals it. At a terminal it must stay in the foreground group.
    const child = spawn(file, args, { stdio: "inherit", env, detached: !atTerminal });
    child.once("error", (error) => {
      stopListening();
      reject(new CannotRunError(`${file} cannot be run: ${(error as NodeJS.ErrnoException).code} [LD5105]`));
    });
    child.once("exit", (code, signal) => {
      stopListening();
      resolve(code ?? 128 + (constants.signals[signal as NodeJS.Signals] ?? 0));
    });
  });
}

/** Signals the command and all that it has started, as a terminal does. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // It has just ended.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
