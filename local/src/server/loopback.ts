import { BlockList, isIPv4, isIPv6 } from "node:net";

const loopback6 = new BlockList();
loopback6.addAddress("::1", "ipv6");

/** Is this the name or address of this machine alone? */
export function isLoopback(host: string): boolean {
  if (isIPv4(host)) return host.startsWith("127.");
  if (isIPv6(host)) return loopback6.check(host, "ipv6");
  return host === "localhost" || host.endsWith(".localhost");
}

/**
 * Is this `Host` one of this machine? A web page can lead a browser here under its own name, and would get to read the
 * answer. Beyond loopback signatures stand against that.
 */
export function acceptsHost(header: string | undefined, listening: string): boolean {
  const name = (header ?? "").replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  return !isLoopback(listening) || isLoopback(name.toLowerCase());
}
