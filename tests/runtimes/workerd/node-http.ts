// `node:http` for tests in workerd: `createServer` makes a server that listens outside, by listening-outside.ts.
import { EventEmitter } from "node:events";
import { Readable } from "node:stream";
import { inject } from "vitest";
import type { Arrival, Step } from "./listening-outside.ts";

// The tests' own, should one of them replace it.
const { fetch } = globalThis;

async function ask<T>(path: string, step?: Step): Promise<T> {
  const answer = await fetch(`${inject("listeningOutside")}/${path}`, {
    method: "POST",
    body: JSON.stringify(step) ?? "",
  });
  if (!answer.ok) throw new Error(`the process outside of workerd answers ${answer.status}`);
  return (await answer.json()) as T;
}

type Handler = (request: object, response: object) => void;

class ServerOutside extends EventEmitter {
  #port: number | undefined;
  readonly #handler: Handler;

  constructor(handler: Handler) {
    super();
    this.#handler = handler;
  }

  listen(_port: 0, _host: "127.0.0.1", listening: () => void): this {
    void this.#serve(listening);
    return this;
  }

  address(): { port: number | undefined } {
    return { port: this.#port };
  }

  getConnections(done: (error: null, count: number) => void): void {
    void ask<number>(`connections/${this.#port}`).then((count) => done(null, count));
  }

  /** {@link close} closes them. */
  closeAllConnections(): void {}

  close(done: () => void): void {
    void ask(`close/${this.#port}`).then(done);
  }

  async #serve(listening: () => void): Promise<void> {
    this.#port = await ask<number>("listen");
    listening();
    for (;;) {
      const arrival = await ask<Arrival | null>(`next/${this.#port}`);
      if (arrival === null) return;
      if (arrival.request) this.#answer(arrival.request);
      else this.emit("connection");
    }
  }

  #answer({ id, body, ...head }: NonNullable<Arrival["request"]>): void {
    let last: Promise<unknown> = Promise.resolve();
    const play = (step: Step, done?: () => void): void => {
      last = last.then(() => ask(`step/${this.#port}/${id}`, step)).then(done);
    };
    const request = Object.assign(Readable.from([body]), head);
    this.#handler(request, {
      writeHead: (status: number, headers: Record<string, string>) => play(["writeHead", status, headers]),
      write: (text: string, done?: () => void) => play(["write", text], done),
      end: (text = "") => play(["end", text]),
      socket: { destroy: () => play(["destroy"]) },
    });
  }
}

export const createServer = (handler: Handler): ServerOutside => new ServerOutside(handler);
