import { LocalLogs } from "@log-destinations/local";
import { openStateFile, type ServedRequest, serve } from "@log-destinations/local/node";
import { type Invocation, readDuration, readPort } from "./arguments.ts";
import { declareFile } from "./config-file.ts";

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

/** Serves until the process is told to stop. */
export async function runServe(values: Invocation["values"]): Promise<void> {
  const { port = "0", host, config, state, propagation = "0s", verbose, ...switches } = values as ServeValues;
  const { strict = false, quotas = false } = switches;
  const options = { strict, quotas, propagation: readDuration("propagation", propagation) };
  const listenOn = { port: readPort(port), ...(host !== undefined && { host }) };
  // Listened for before the line is printed: who reads it may send the signal at once.
  const told = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  const storage = state === undefined ? undefined : openStateFile(state);
  try {
    const logs = new LocalLogs({ ...options, ...(storage && { storage }), onNote: (line) => console.error(line) });
    if (config !== undefined) declareFile(logs, config);
    const server = await serve(logs, { ...listenOn, ...(verbose && { onRequest: tell }) });
    console.log(`listening on ${server.url}`);
    await told;
    await server.close();
  } finally {
    storage?.close();
  }
}

function tell({ method, operation, status, error, milliseconds }: ServedRequest): void {
  console.error([method, operation, status, error, `${milliseconds.toFixed(1)}ms`].filter(Boolean).join(" "));
}
