import { Buffer } from "node:buffer";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One way to answer a request. */
export type Reply = (response: ServerResponse, request: IncomingMessage) => void;

export const ok =
  (body: object, headers: Record<string, string> = {}): Reply =>
  (response) => {
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1", ...headers });
    response.end(JSON.stringify(body));
  };

/** As {@link ok}, with a length, as the service sends it. */
export const okWithLength = (body: object): Reply =>
  ok(body, { "content-length": String(Buffer.byteLength(JSON.stringify(body))) });

export const fault =
  (status: number, body: object | string, headers: Record<string, string> = {}): Reply =>
  (response) => {
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };

export const reset: Reply = (response) => {
  response.socket?.destroy();
};

/** Promises a whole body and breaks off in the middle of it. */
export const halfBody: Reply = (response) => {
  response.writeHead(200, { "content-type": "application/x-amz-json-1.1", "content-length": "1000" });
  response.write('{"destinations":[', () => response.socket?.destroy());
};

export const html =
  (status: number): Reply =>
  (response) => {
    response.writeHead(status, { "content-type": "text/html" });
    response.end("<html><body>maintenance</body></html>");
  };

export const silence: Reply = () => {};

/** A server that answers each request with the next reply of its script, and then with the last one again. */
export async function faultServer(...script: Reply[]) {
  const bodies: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const reply = script[Math.min(bodies.length, script.length - 1)] as Reply;
      bodies.push(JSON.parse(body));
      reply(response, request);
    });
  });
  let opened = 0;
  server.on("connection", () => opened++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The requests received, decoded. */
    bodies,
    /** How many connections were ever made. */
    opened: () => opened,
    /** How many are open now. */
    connections: () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count))),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
