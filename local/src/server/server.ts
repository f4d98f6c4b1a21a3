import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { WireAnswer, WireRequest } from "../wire/handler.ts";

/** Where to listen, and with which limits. */
export interface ServeOptions {
  /** @default 0, any that is free */
  port?: number;
}

export interface RunningServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Takes no more connections, lets the requests under way end, then resolves. */
  close(): Promise<void>;
}

/** The part of `LocalLogs` that a server needs. */
export interface Handler {
  handle(request: WireRequest): WireAnswer;
}

const address = "127.0.0.1";
const maxBodyBytes = 16 * 2 ** 20;

/**
 * Serves the local service over HTTP on loopback.
 * @throws Error of `node:net`, such as `EADDRINUSE`
 */
export async function serve(logs: Handler, { port = 0 }: ServeOptions = {}): Promise<RunningServer> {
  const server = createServer((request, response) => void respond(logs, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${address}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function respond(logs: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await read(request);
  if (body === undefined) {
    response.writeHead(413, { connection: "close" }).end();
    return;
  }
  const answer = logs.handle({
    method: request.method ?? "",
    target: request.url ?? "",
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(",") : value;
    },
    body,
  });
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

/** The whole body; `undefined` where it is over the limit or breaks off. */
async function read(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request) {
      bytes += chunk.length;
      if (bytes > maxBodyBytes) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}
