import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import { urlToHttpOptions } from "node:url";
import type { Fetch, FetchInit, FetchResponse } from "../../client/transport.ts";
import { environment } from "../../environment-variable.ts";
import { refuseUnknown, wholeNumber } from "../../options.ts";
import { environmentProxy, proxyHeaders, readProxy, TunnelAgent } from "./proxy.ts";

/** How {@link nodeFetch} connects. */
export interface NodeFetchOptions {
  /**
   * The most connections to one host at a time.
   * @default 50
   */
  maxSockets?: number | undefined;
  /**
   * The certificates of the authorities to trust, as PEM, in place of Node's own.
   * @default what is in the file that `AWS_CA_BUNDLE` of the environment names, then Node's own and those of
   * `NODE_EXTRA_CA_CERTS`
   */
  ca?: string | readonly string[] | undefined;
  /**
   * The proxy to go through, `http://proxy.example:3128`, with a user and a password if it wants them; `false` for none.
   * What goes to `https:` is tunnelled.
   * @default `HTTPS_PROXY` or `HTTP_PROXY` of the environment, unless `NO_PROXY` names the host; none to this machine
   */
  proxy?: string | URL | false | undefined;
  /** An agent of your own, in place of the other options. */
  agent?: http.Agent | undefined;
}

const known: Record<keyof NodeFetchOptions, true> = { maxSockets: true, ca: true, proxy: true, agent: true };

/**
 * A `fetch` for the client over `node:http` and `node:https`, which cost less per request than the global one of Node.
 * Connections are kept for the next request and do not keep the process alive.
 *
 * @throws TypeError for an unknown or wrong option or proxy
 * @throws Error where the file of `AWS_CA_BUNDLE` cannot be read
 * @example
 * new LogDestinationsClient({ region: "eu-west-1", fetch: nodeFetch() });
 */
export function nodeFetch(options: NodeFetchOptions = {}): Fetch {
  refuseUnknown(options, known);
  const route = routing(options);
  // A client uses a single URL, so it is parsed once.
  let target: Target | undefined;
  return (url, init) => {
    if (target?.url !== url) target = route(url);
    return exchange(target, init);
  };
}

/** One GET request by the same way, for what is asked seldom. */
export async function nodeGet(url: URL, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  const init = { method: "GET", headers, body: "", signal: AbortSignal.timeout(getTimeout) };
  const response = await exchange(routing({})(url.href), init);
  return { status: response.status, text: await response.text() };
}

const getTimeout = 10_000;

interface Target {
  readonly url: string;
  /** The value of the `host` header. */
  readonly host: string;
  readonly start: typeof https.request;
  readonly options: https.RequestOptions;
  /** What a proxy wants beside the headers of the request. */
  readonly added?: readonly string[];
}

/** The way to each URL: directly or by a proxy, with connections that are kept. */
function routing({ agent: own, ca, proxy, maxSockets = 50 }: NodeFetchOptions): (url: string) => Target {
  wholeNumber("maxSockets", maxSockets, 1);
  const given = proxy === undefined || proxy === false ? undefined : readProxy("proxy", proxy);
  const trusted = own ? undefined : (ca ?? certificatesOfEnvironment());
  const kept = { keepAlive: true, maxSockets, ...(trusted !== undefined && { ca: [trusted].flat() }) };
  const plain = new http.Agent(kept);
  let secure: https.Agent | undefined;
  let tunnel: https.Agent | undefined;
  return (url) => {
    const parsed = new URL(url);
    const isSecure = parsed.protocol === "https:";
    const direct = { url, host: parsed.host, start: isSecure ? https.request : http.request };
    const options = urlToHttpOptions(parsed);
    if (own) return { ...direct, options: { ...options, agent: own } };
    const by = proxy === undefined ? environmentProxy(parsed) : given;
    if (isSecure) {
      // An environment has one proxy for all that goes to `https:`.
      if (by) tunnel ??= new TunnelAgent(kept, by);
      else secure ??= new https.Agent(kept);
      return { ...direct, options: { ...options, agent: by ? tunnel : secure } };
    }
    if (!by) return { ...direct, options: { ...options, agent: plain } };
    const start = by.protocol === "https:" ? https.request : http.request;
    const agent = by.protocol === "https:" ? new https.Agent(kept) : plain;
    const through = { ...urlToHttpOptions(new URL(by.origin)), path: url, agent };
    return { ...direct, start, options: through, added: Object.entries(proxyHeaders(by)).flat() };
  };
}

function certificatesOfEnvironment(): string | undefined {
  const file = environment("AWS_CA_BUNDLE");
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`AWS_CA_BUNDLE is ${file}, which cannot be read: ${code} [LD1715]`, { cause });
  }
}

function exchange(
  { host, start, options, added = [] }: Target,
  { method, headers, body, signal }: Omit<FetchInit, "method" | "redirect"> & { method: string },
): Promise<FetchResponse> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const length = String(Buffer.byteLength(body));
    // Node sends a list of headers unchanged, which costs less than an object.
    const listed = ["host", host, "content-length", length, ...Object.entries(headers).flat(), ...added];
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
