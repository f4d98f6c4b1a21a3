import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import {
  createServer as createHttp2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { refuseUnknown } from "@log-destinations/core/service";
import { guarded } from "../faults.ts";
import type { LocalLogs } from "../local-logs.ts";
import { serviceError } from "../service/service-error.ts";
import { jsonRefusal } from "../wire/json-protocol.ts";
import { maxBodyBytes } from "../wire/request-body.ts";
import type { WireAnswer } from "../wire/wire-answer.ts";
import { byProtocol } from "./http-versions.ts";
import { acceptsHost, isLoopback } from "./loopback.ts";

/** The address of a server, and its callback. */
export interface ServeOptions {
  /** @default 0: the system chooses a free one */
  port?: number;
  /**
   * The address to listen on. One beyond loopback needs an access key with a secret, so that signatures are checked.
   * @default "127.0.0.1"
   */
  host?: string;
  /** Called after each request. */
  onRequest?: (request: ServedRequest) => void;
}

const knownOptions: Record<keyof ServeOptions, true> = { port: true, host: true, onRequest: true };

/** A request that was answered. Except for the names it holds nothing that was sent. */
export interface ServedRequest {
  readonly method: string;
  /** `Logs_20140328.PutDestination`, `sts.GetCallerIdentity`, or the path where the request names none. */
  readonly operation: string;
  readonly status: number;
  /** The class of the error, where the answer is one. */
  readonly error?: string;
  readonly milliseconds: number;
}

export interface RunningServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Takes no more connections, gives requests under way five seconds to end, then resolves. */
  close(): Promise<void>;
}

/** A body that is too large is read up to here: a client that is cut off while it sends may never see the answer. */
const maxReadBytes = 4 * maxBodyBytes;
const headersTimeout = 10_000;
const requestTimeout = 30_000;
const idleTimeout = 60_000;
const gracePeriod = 5_000;

type Incoming = IncomingMessage | Http2ServerRequest;
type Outgoing = ServerResponse | Http2ServerResponse;

/**
 * Serves the local service over HTTP/1.1 and, without TLS, HTTP/2 on one port.
 * @throws TypeError for an unknown option, for an empty address, and for one beyond loopback without signature checks
 * @throws Error of `node:net`, such as `EADDRINUSE`
 */
export async function serve(logs: LocalLogs, options: ServeOptions = {}): Promise<RunningServer> {
  refuseUnknown(options, knownOptions);
  const { port = 0, host = "127.0.0.1", onRequest = () => {} } = options;
  if (host === "") throw new TypeError('host is ""; expected an address such as 127.0.0.1 [LD3331]');
  if (!isLoopback(host) && !logs.checksSignatures) {
    throw new TypeError(
      `${host} is not a loopback address; declare an access key with a secretAccessKey first, so that signatures are checked [LD3332]`,
    );
  }
  const serving: Serving = {
    logs,
    host,
    onRequest: guarded(onRequest, logs.onFault),
    closing: () => !http1.listening,
  };
  const listener = (request: Incoming, response: Outgoing): void => {
    respond(serving, request, response).catch((error) => {
      logs.onFault(error);
      response.destroy();
    });
  };
  const http1 = createServer({ headersTimeout, requestTimeout, keepAliveTimeout: idleTimeout }, listener);
  const http2 = createHttp2Server({ settings: { maxConcurrentStreams: 100 } }, listener);
  const sessions = new Set<ServerHttp2Session>();
  http2.on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
    session.on("error", () => session.destroy());
    session.setTimeout(idleTimeout, () => session.close());
  });
  const stopWaiting = byProtocol(http1, http2, headersTimeout);

  http1.listen(port, host);
  await once(http1, "listening");
  const bound = http1.address() as AddressInfo;
  const name = bound.family === "IPv6" ? `[${bound.address}]` : bound.address;
  return {
    url: `http://${name}:${bound.port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => http1.close(() => resolve()));
      stopWaiting();
      http1.closeIdleConnections();
      for (const session of sessions) session.close();
      const timer = setTimeout(() => {
        http1.closeAllConnections();
        for (const session of sessions) session.destroy();
      }, gracePeriod);
      await closed;
      clearTimeout(timer);
    },
  };
}

interface Serving {
  readonly logs: LocalLogs;
  readonly host: string;
  readonly onRequest: (request: ServedRequest) => void;
  readonly closing: () => boolean;
}

async function respond(serving: Serving, request: Incoming, response: Outgoing): Promise<void> {
  const started = performance.now();
  const answered = await answerTo(serving, request);
  if (!answered) {
    response.destroy();
    return;
  }
  if (serving.closing() && request.httpVersionMajor === 1) response.setHeader("connection", "close");
  // An answer of known length goes out in one piece.
  const { status, error, headers, body } = answered;
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
  serving.onRequest({
    method: request.method ?? "",
    operation: headerOf(request, "x-amz-target") ?? answered.operation ?? request.url ?? "",
    status,
    ...(error !== undefined && { error }),
    milliseconds: performance.now() - started,
  });
}

async function answerTo({ logs, host }: Serving, request: Incoming): Promise<WireAnswer | undefined> {
  const body = await read(request);
  if (body === "broken off") return undefined;
  const name = headerOf(request, "host");
  if (!acceptsHost(name, host)) {
    const message = `Host is ${JSON.stringify(name ?? null)}; expected localhost or a loopback address [LD3333]`;
    return jsonRefusal(serviceError("AccessDeniedException", message, 403));
  }
  if (body === "too large") {
    const message = `the body is over ${maxBodyBytes} bytes [LD3334]`;
    return jsonRefusal(serviceError("RequestEntityTooLargeException", message, 413));
  }
  const header = (name: string): string | undefined => headerOf(request, name);
  return logs.handle({ method: request.method ?? "", target: request.url ?? "", header, body });
}

function headerOf(request: Incoming, name: string): string | undefined {
  const value = request.headers[name] ?? (name === "host" ? request.headers[":authority"] : undefined);
  return Array.isArray(value) ? value.join(",") : value;
}

function read(request: Incoming): Promise<Uint8Array | "broken off" | "too large"> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    const giveUp = (): void => {
      request.destroy();
      resolve("broken off");
    };
    const timer = setTimeout(giveUp, requestTimeout);
    request.on("data", (chunk: Uint8Array) => {
      bytes += chunk.length;
      if (bytes <= maxBodyBytes) chunks.push(chunk);
      else if (bytes > maxReadBytes) giveUp();
    });
    request.on("end", () => {
      // A stream of HTTP/2 that is reset within its body, and without an error, ends too.
      if (request.aborted) return giveUp();
      const [first] = chunks;
      if (bytes > maxBodyBytes) resolve("too large");
      else resolve(chunks.length === 1 && first ? first : Buffer.concat(chunks));
    });
    request.on("error", giveUp);
    request.on("close", () => {
      clearTimeout(timer);
      resolve("broken off");
    });
  });
}
