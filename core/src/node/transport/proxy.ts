import { Buffer } from "node:buffer";
import * as http from "node:http";
import * as https from "node:https";
import { BlockList, isIP } from "node:net";
import * as querystring from "node:querystring";
import type { Duplex } from "node:stream";
import { type ConnectionOptions, connect } from "node:tls";
import { environment } from "../../environment-variable.ts";

/** A proxy that does not answer is given up then, so that it keeps no process alive. */
const patience = 10_000;

/**
 * The proxy of the environment for a URL: `https_proxy` or `http_proxy`, in small letters first, unless `no_proxy` names
 * its host. This machine is asked without a proxy.
 *
 * @throws TypeError for a proxy that is no URL of `http:` or `https:`
 */
export function environmentProxy(url: URL): URL | undefined {
  const [low, high] =
    url.protocol === "https:" ? (["https_proxy", "HTTPS_PROXY"] as const) : (["http_proxy", "HTTP_PROXY"] as const);
  const variable = environment(low) === undefined ? high : low;
  const written = environment(variable);
  if (written === undefined || isLocal(url.hostname)) return undefined;
  const exceptions = (environment("no_proxy") ?? environment("NO_PROXY") ?? "").split(/[\s,]+/).filter(Boolean);
  return exceptions.some((exception) => covers(exception.toLowerCase(), url))
    ? undefined
    : readProxy(variable, written);
}

/** @throws TypeError for what is no URL of `http:` or `https:` */
export function readProxy(from: string, written: string | URL): URL {
  const text = String(written);
  // Most tools take a proxy without a scheme.
  const whole = text.includes("://") ? text : `http://${text}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url;
  const shown = text.includes("@") ? "holds a user, and is no URL" : `is ${JSON.stringify(text)}`;
  throw new TypeError(`${from} ${shown}; expected a URL such as http://proxy.example:3128 [LD1712]`);
}

function isLocal(hostname: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/**
 * `*`, a host, a domain with or without a dot before it, each with a port or without; IPv6 without a port also bare; and, for a
 * host that is an address, a network such as `10.0.0.0/8`. Names are not looked up.
 */
function covers(exception: string, { hostname, port, protocol }: URL): boolean {
  if (exception === "*" || `[${exception}]` === hostname) return true;
  if (exception.includes("/")) return isWithin(exception, hostname.replace(/^\[(.+)\]$/, "$1"));
  const [, name = exception, only] = /^(.+?)(?::(\d+))?$/.exec(exception) ?? [];
  if (only !== undefined && only !== (port || (protocol === "https:" ? "443" : "80"))) return false;
  const domain = name.replace(/^\*?\./, "");
  return hostname === domain || hostname.endsWith(`.${domain}`);
}

function isWithin(network: string, address: string): boolean {
  const [start = "", bits] = network.split("/");
  const version = isIP(start);
  const prefix = Number(bits || Number.NaN);
  const longest = version === 6 ? 128 : 32;
  if (version === 0 || version !== isIP(address) || !(prefix >= 0 && prefix <= longest)) return false;
  const list = new BlockList();
  list.addSubnet(start, prefix, `ipv${version as 4 | 6}`);
  return list.check(address, `ipv${version as 4 | 6}`);
}

/** The headers that a proxy wants: the user and the password of its URL. */
export function proxyHeaders({ username, password }: URL): Record<string, string> {
  if (!username) return {};
  // It leaves a `%` that begins no code as it is.
  const pair = `${querystring.unescape(username)}:${querystring.unescape(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}

/** Connections through a proxy that sees the host alone: it connects, and TLS is spoken with what is behind it. */
export class TunnelAgent extends https.Agent {
  readonly #proxy: URL;
  readonly #ca: https.AgentOptions["ca"];

  constructor(options: https.AgentOptions, proxy: URL) {
    super(options);
    this.#proxy = proxy;
    this.#ca = options.ca;
  }

  override createConnection(
    options: https.RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const proxy = this.#proxy;
    const end = callback as (error: Error | null, stream?: Duplex) => void;
    const { request } = proxy.protocol === "https:" ? https : http;
    const target = `${options.host}:${options.port}`;
    const asked = request({
      protocol: proxy.protocol,
      hostname: proxy.hostname.replace(/^\[(.+)\]$/, "$1"),
      port: proxy.port,
      method: "CONNECT",
      path: target,
      headers: { host: target, ...proxyHeaders(proxy) },
      ca: this.#ca,
      agent: false,
      timeout: patience,
    });
    asked.on("connect", ({ statusCode }, socket) => {
      if (statusCode === 200) {
        socket.setTimeout(0);
        return end(null, connect({ ...(options as ConnectionOptions), socket }));
      }
      socket.destroy();
      const error = new Error(`the proxy ${proxy.host} answered ${statusCode} when asked for ${target} [LD1713]`);
      const refused = [401, 403, 405, 407].includes(statusCode as number);
      end(refused ? Object.assign(error, { code: "ERR_PROXY_REFUSED" }) : error);
    });
    let late: string | undefined;
    asked.on("timeout", () => {
      late = `no answer in ${patience} ms`;
      asked.destroy();
    });
    asked.on("error", (error) => {
      error.message = `the proxy ${proxy.host} gave no connection to ${target}: ${late ?? error.message} [LD1714]`;
      end(error);
    });
    asked.end();
    return undefined;
  }
}
