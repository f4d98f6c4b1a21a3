import { Buffer } from "node:buffer";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalLogs } from "@log-destinations/local";
import { callsOf } from "./calls/calls.ts";
import { Failure, toDiagnostic } from "./failure.ts";
import { readLenientJson } from "./lenient-json.ts";
import { serveProtocol } from "./protocol/grpc-server.ts";
import type { CallResponse } from "./protocol/messages.ts";
import { Provider, type ProviderOptions } from "./provider.ts";

/** The names under which terraform and tofu ask for it. */
const addresses = ["registry.terraform.io/hashicorp/aws", "registry.opentofu.org/hashicorp/aws"];

export interface Plugin {
  /** The value of `TF_REATTACH_PROVIDERS`, by which terraform finds it. */
  readonly reattach: string;
  /** The same for a terraform that comes in past the gate: it is told so, and may do nothing. */
  readonly reattachPastGate: string;
  /** Only this user can open it; it goes with the plugin. */
  readonly folder: string;
  readonly close: () => Promise<void>;
}

/** Starts the provider in this process. Its sockets lie in a folder that only this user can open. */
export async function startPlugin(logs: LocalLogs, options: ProviderOptions): Promise<Plugin> {
  refuseLongPath(tmpdir());
  const folder = mkdtempSync(join(tmpdir(), "log-destinations-"));
  const handlers = callsOf(new Provider(logs, options));
  const sockets = [join(folder, "s"), join(folder, "p")] as const;
  const [server, pastGate] = await Promise.all([
    serveProtocol(handlers, sockets[0]),
    serveProtocol({ ...handlers, ConfigureProvider: refusePastGate }, sockets[1]),
  ]);
  return {
    reattach: reattachTo(sockets[0]),
    reattachPastGate: reattachTo(sockets[1]),
    folder,
    close: async () => {
      await Promise.all([server.close(), pastGate.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the sockets' names add to the folder's. */
const added = Buffer.byteLength("/log-destinations-XXXXXX/s");
/** On macOS; Linux takes four more. A longer one is cut off in silence, and another socket is made. */
const longestSocket = 103;

function refuseLongPath(temporary: string): void {
  const bytes = Buffer.byteLength(temporary);
  if (bytes + added <= longestSocket) return;
  throw new Error(
    `the folder for temporary files is ${temporary}, of ${bytes} bytes; a socket in it may have ${longestSocket - added} ` +
      "at the most. Set TMPDIR to a shorter one",
  );
}

/** Terraform's own form, joined with what the user has in it for other providers. */
export function reattachTo(socket: string): string {
  const reattach = {
    Protocol: "grpc",
    ProtocolVersion: 6,
    Pid: process.pid,
    Test: true,
    Addr: { Network: "unix", String: socket },
  };
  return JSON.stringify({
    ...readLenientJson(process.env.TF_REATTACH_PROVIDERS ?? ""),
    ...Object.fromEntries(addresses.map((address) => [address, reattach])),
  });
}

function refusePastGate(): CallResponse<"ConfigureProvider"> {
  const failure = new Failure(
    "terraform was started past log-destinations run, which could not look at its folder",
    "It was found by its path, or on a PATH without the folder that the run puts first in it. Call it by its name, on " +
      "the PATH that the run gives to its command.",
  );
  return { diagnostics: [toDiagnostic(failure, "")] };
}
