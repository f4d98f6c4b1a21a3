import { BlockList, isIP } from "node:net";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8);
loopback.addAddress("::1", "ipv6");

/** Is this the name or address of this machine alone? */
export function isLoopback(host: string): boolean {
  const family = isIP(host);
  if (family === 0) return host === "localhost" || host.endsWith(".localhost");
  return loopback.check(host, family === 6 ? "ipv6" : "ipv4");
}

/**
 * Is this `Host` one of this machine? A web page can lead a browser here under its own name, and would get to read the
 * answer. Beyond loopback signatures stand against that.
 */
export function acceptsHost(header: string | undefined, listening: string): boolean {
  const name = (header ?? "").replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  return !isLoopback(listening) || isLoopback(name.toLowerCase());
}
