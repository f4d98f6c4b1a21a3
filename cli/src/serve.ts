import { LocalLogs } from "@log-destinations/local";
import { openStateFile, type ServedRequest, serve } from "@log-destinations/local/node";
import { type CommandLine, readDuration, readPort } from "./command-line.ts";
import { readConfigFile } from "./config-file.ts";

interface ServeValues {
  port?: string;
  host?: string;
  config?: string;
  state?: string;
  strict?: boolean;
  propagation?: string;
  quotas?: boolean;
  verbose?: boolean;
}

/** `log-destinations serve`: serves until the process is interrupted. */
export async function serveUntilInterrupted(values: CommandLine["values"]): Promise<void> {
  const { port = "0", host, config, state, propagation = "0s", verbose, ...switches } = values as ServeValues;
  const { strict = false, quotas = false } = switches;
  const options = { strict, quotas, propagation: readDuration("propagation", propagation) };
  const listenOn = { port: readPort(port), ...(host !== undefined && { host }) };
  // Listens before the line is printed: whoever reads that may send the signal at once.
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  const storage = state === undefined ? undefined : openStateFile(state);
  try {
    const logs = new LocalLogs({
      ...options,
      // A reset over the port goes back to them.
      ...(config !== undefined && { declarations: readConfigFile(config) }),
      ...(storage && { storage }),
      onNote: (line) => console.error(line),
    });
    const server = await serve(logs, { ...listenOn, ...(verbose && { onRequest: logRequest }) });
    console.log(`listening on ${server.url}`);
    await interrupted;
    await server.close();
  } finally {
    storage?.close();
  }
}

function logRequest({ method, operation, status, error, milliseconds }: ServedRequest): void {
  console.error([method, operation, status, error, `${milliseconds.toFixed(1)}ms`].filter(Boolean).join(" "));
}
