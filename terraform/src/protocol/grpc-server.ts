import { Buffer } from "node:buffer";
import { once } from "node:events";
import { createServer, type Http2Session, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";

/** What each call does, by its name: from the bytes of a request, on a connection, to those of the answer. */
export type Service = Readonly<Record<string, (request: Uint8Array, session: object) => Promise<Uint8Array>>>;

/** Status codes of gRPC. */
const status = { resourceExhausted: 8, unimplemented: 12, internal: 13 } as const;

const frameHeader = 5;
const maxMessageBytes = 64 * 2 ** 20;
const servicePath = "/tfplugin6.Provider/";

export interface ProtocolServer {
  /** Is anybody connected? */
  readonly isInUse: () => boolean;
  readonly close: () => Promise<void>;
}

/**
 * Serves the plugin protocol on a Unix socket: unary gRPC over HTTP/2, without TLS [F248]. Access is controlled by the folder of
 * the socket.
 * @param service is asked for at each call
 * @param onIdle called when the last connection is closed
 */
export async function serveProtocol(
  service: () => Promise<Service>,
  socket: string,
  onIdle: () => void = () => {},
): Promise<ProtocolServer> {
  const server = createServer();
  const sessions = new Set<Http2Session>();
  server.on("session", (session) => {
    sessions.add(session);
    session.once("close", () => {
      sessions.delete(session);
      if (sessions.size === 0) onIdle();
    });
    session.on("error", () => session.destroy());
  });
  server.on("stream", (stream, headers) => {
    stream.on("error", () => stream.destroy());
    respond(service, stream, headers).catch((error: Error) => sendError(stream, status.internal, error.message));
  });
  server.listen(socket);
  await once(server, "listening");
  return {
    isInUse: () => sessions.size > 0,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const session of sessions) session.destroy();
      return closed;
    },
  };
}

async function respond(
  service: () => Promise<Service>,
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
): Promise<void> {
  const path = String(headers[":path"]);
  const call = path.slice(servicePath.length);
  // Read at once: a stream that has ended has no session.
  const { session } = stream;
  const calls = await service();
  const answer = Object.hasOwn(calls, call) ? calls[call] : undefined;
  if (!path.startsWith(servicePath) || !answer || !session) {
    sendError(stream, status.unimplemented, `${path} is not part of this provider [LD4408]`);
    return;
  }
  const message = await readMessage(stream);
  if (message === "too large") {
    sendError(stream, status.resourceExhausted, `the message is over ${maxMessageBytes} bytes [LD4407]`);
    return;
  }
  const response = await answer(message, session);
  if (stream.destroyed) return;
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.once("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.end(frame(response));
}

function sendError(stream: ServerHttp2Stream, code: number, message: string): void {
  if (stream.destroyed || stream.headersSent) return;
  stream.resume();
  stream.respond(
    {
      ":status": 200,
      "content-type": "application/grpc",
      "grpc-status": String(code),
      "grpc-message": encodeURIComponent(message),
    },
    { endStream: true },
  );
}

/** Listens to events, since iterating over a stream takes longer than most calls. */
async function readMessage(stream: ServerHttp2Stream): Promise<Uint8Array | "too large"> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const whole = await new Promise<boolean>((resolve) => {
    stream.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxMessageBytes) resolve(false);
      else chunks.push(chunk);
    });
    stream.once("end", () => resolve(true));
  });
  if (!whole) return "too large";
  const body = Buffer.concat(chunks);
  const length = body.length < frameHeader ? -1 : body.readUInt32BE(1);
  if (body[0] !== 0 || length !== body.length - frameHeader) {
    throw new Error("expected one message, uncompressed [LD4404]");
  }
  return body.subarray(frameHeader);
}

function frame(message: Uint8Array): Buffer {
  const header = Buffer.alloc(frameHeader);
  header.writeUInt32BE(message.length, 1);
  return Buffer.concat([header, message]);
}
