// A worker cannot listen. What tests in workerd make by `createServer` of node:http listens in this process, on loopback; its
// handler stays in the worker, which asks for the next request by HTTP and says step by step how the answer goes out.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** The URL at which {@link setup} listens. */
    listeningOutside: string;
  }
}

/** What happened at a server, as the worker is told it. A request is `undefined` when a connection was made. */
export interface Arrival {
  readonly request?: { id: number; method: string; url: string; headers: IncomingMessage["headers"]; body: string };
}

/** One step of an answer: a method of `ServerResponse`, or the end of its socket. */
export type Step = ["writeHead", number, Record<string, string>] | ["write" | "end", string] | ["destroy"];

interface Outside {
  readonly server: Server;
  readonly answers: Map<number, ServerResponse>;
  readonly next: () => Promise<Arrival | null>;
  readonly close: () => Promise<void>;
}

export default async function setup(project: TestProject) {
  const servers = new Map<number, Outside>();
  const control = createServer(async (request, response) => {
    const [, verb, port, id] = (request.url ?? "").split("/");
    const outside = servers.get(Number(port));
    const step = await bodyOf(request);
    const result = await answerTo(verb ?? "", outside, Number(id), step);
    response.end(JSON.stringify(result ?? null));
  });

  async function answerTo(verb: string, outside: Outside | undefined, id: number, body: string): Promise<unknown> {
    if (verb === "listen") {
      const made = await listen();
      const { port } = made.server.address() as AddressInfo;
      servers.set(port, made);
      return port;
    }
    if (!outside) throw new Error(`${verb}: there is no such server`);
    if (verb === "next") return outside.next();
    if (verb === "close") return outside.close();
    if (verb === "connections") return new Promise((resolve) => outside.server.getConnections((_, n) => resolve(n)));
    const response = outside.answers.get(id);
    if (verb === "step" && response) return play(response, JSON.parse(body) as Step);
    throw new Error(`${verb} is no question`);
  }

  await new Promise<void>((resolve) => control.listen(0, "127.0.0.1", resolve));
  project.provide("listeningOutside", `http://127.0.0.1:${(control.address() as AddressInfo).port}`);
  return async () => {
    control.closeAllConnections();
    control.close();
    for (const { close } of servers.values()) await close();
  };
}

async function listen(): Promise<Outside> {
  const answers = new Map<number, ServerResponse>();
  const arrived: (Arrival | null)[] = [];
  let ask: ((arrival: Arrival | null) => void) | undefined;
  const tell = (arrival: Arrival | null): void => {
    if (ask) ask(arrival);
    else arrived.push(arrival);
    ask = undefined;
  };
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const id = answers.size;
    answers.set(id, response);
    tell({ request: { id, method: request.method ?? "", url: request.url ?? "", headers: request.headers, body } });
  });
  server.on("connection", () => tell({}));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    server,
    answers,
    next: () =>
      new Promise((resolve) => {
        const first = arrived.shift();
        if (first === undefined) ask = resolve;
        else resolve(first);
      }),
    close: () =>
      new Promise((resolve) => {
        tell(null);
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function play(response: ServerResponse, step: Step): Promise<void> | undefined {
  if (step[0] === "writeHead") response.writeHead(step[1], step[2]);
  if (step[0] === "end") response.end(step[1]);
  if (step[0] === "destroy") response.socket?.destroy();
  if (step[0] === "write") return new Promise((resolve) => response.write(step[1], () => resolve()));
  return undefined;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
