import { LocalLogs } from "../local-logs.ts";
import { serve } from "../server/server.ts";
import { type Invocation, readPort } from "./arguments.ts";

/** Serves until the process is told to stop. */
export async function runServe({ port = "0" }: Invocation["values"]): Promise<void> {
  // Listened for before the line is printed: who reads it may send the signal at once.
  const told = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  const server = await serve(new LocalLogs(), { port: readPort(String(port)) });
  console.log(`listening on ${server.url}`);
  await told;
  await server.close();
}
