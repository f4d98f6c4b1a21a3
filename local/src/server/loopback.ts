import { BlockList, isIPv4, isIPv6 } from "node:net";

const loopback6 = new BlockList();
loopback6.addAddress("::1", "ipv6");

/** Does this name or address lead to this machine alone? */
export function isLoopback(host: string): boolean {
  if (isIPv4(host)) return host.startsWith("127.");
  if (isIPv6(host)) return loopback6.check(host, "ipv6");
  return host === "localhost" || host.endsWith(".localhost");
}

/**
 * May a request have this `Host`? On loopback it must name this machine: a web page could lead a browser here under the
 * page's own name, and read the answer. Beyond loopback, signatures prevent that.
 */
export function acceptsHost(header: string | undefined, listening: string): boolean {
  const name = (header ?? "").replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  return !isLoopback(listening) || isLoopback(name.toLowerCase());
}
