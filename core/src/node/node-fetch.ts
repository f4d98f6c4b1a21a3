import { Buffer } from "node:buffer";
import * as http from "node:http";
import * as https from "node:https";
import { urlToHttpOptions } from "node:url";
import type { Fetch, FetchInit, FetchResponse } from "../client/transport.ts";
import { refuseUnknown, wholeNumber } from "../options.ts";

/** How {@link nodeFetch} keeps connections. */
export interface NodeFetchOptions {
  /**
   * The most connections to one host at a time.
   * @default 50
   */
  maxSockets?: number | undefined;
}

/**
 * A `fetch` for the client over `node:http` and `node:https`, which cost less per request than the global one of Node.
 * Connections are kept for the next request and do not keep the process alive. Proxies are not supported.
 *
 * @throws TypeError for an unknown or wrong option
 * @example
 * new LogDestinationsClient({ region: "eu-west-1", fetch: nodeFetch() });
 */
export function nodeFetch(options: NodeFetchOptions = {}): Fetch {
  refuseUnknown(options, { maxSockets: true } satisfies Record<keyof NodeFetchOptions, true>);
  const { maxSockets = 50 } = options;
  wholeNumber("maxSockets", maxSockets, 1);
  const plain = { start: http.request, agent: new http.Agent({ keepAlive: true, maxSockets }) };
  const secure = { start: https.request, agent: new https.Agent({ keepAlive: true, maxSockets }) };
  // A client uses a single URL, so it is parsed once.
  let target: Target | undefined;
  return (url, init) => {
    if (target?.url !== url) {
      const parsed = new URL(url);
      const { start, agent } = parsed.protocol === "https:" ? secure : plain;
      target = { url, host: parsed.host, start, options: { ...urlToHttpOptions(parsed), agent } };
    }
    return exchange(target, init);
  };
}

interface Target {
  readonly url: string;
  /** The value of the `host` header. */
  readonly host: string;
  readonly start: typeof https.request;
  readonly options: https.RequestOptions;
}

function exchange(
  { host, start, options }: Target,
  { method, headers, body, signal }: FetchInit,
): Promise<FetchResponse> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const length = String(Buffer.byteLength(body));
    // Node sends a list of headers unchanged, which costs less than an object.
    const listed = ["host", host, "content-length", length, ...Object.entries(headers).flat()];
    const request = start({ ...options, method, headers: listed });
    const onAbort = (): void => {
      reject(signal.reason);
      request.destroy();
    };
    const fail = (error: Error): void => {
      signal.removeEventListener("abort", onAbort);
      reject(error);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    request.on("error", fail);
    request.on("response", (response: http.IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", fail);
      response.on("end", () => {
        signal.removeEventListener("abort", onAbort);
        const status = response.statusCode as number;
        if (!response.complete) return reject(new Error("the connection closed in the middle of the answer [LD1701]"));
        const text = Buffer.concat(chunks).toString();
        resolve({
          status,
          headers: { get: (name) => headerOf(response.headers[name.toLowerCase()]) },
          text: async () => text,
          json: async () => JSON.parse(text),
        });
      });
    });
    request.end(body);
  });
}

function headerOf(value: string | string[] | undefined): string | null {
  return value === undefined ? null : String(value);
}
