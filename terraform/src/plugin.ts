import { join } from "node:path";
import type { LocalLogs } from "@log-destinations/local";
import { callsOf } from "./calls/calls.ts";
import { DiagnosticError, toDiagnostic } from "./diagnostics.ts";
import { readLenientJson } from "./lenient-json.ts";
import { serveProtocol } from "./protocol/grpc-server.ts";
import type { CallResponse } from "./protocol/messages.ts";
import { Provider, type ProviderOptions } from "./provider.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

/** The addresses by which terraform and tofu ask for the AWS provider. */
const addresses = ["registry.terraform.io/hashicorp/aws", "registry.opentofu.org/hashicorp/aws"];

export interface Plugin {
  /** A value of `TF_REATTACH_PROVIDERS`, with which terraform uses this plugin. */
  readonly reattach: string;
  /** The same for a terraform that nobody has checked: its provider refuses to be configured, and says why. */
  readonly reattachUnguarded: string;
  /** A temporary folder that only this user can open. It is removed with the plugin. */
  readonly folder: string;
  /** Why that folder is not where `TMPDIR` says; `undefined` where it is. */
  readonly note: string | undefined;
  readonly close: () => Promise<void>;
}

/**
 * Starts the provider in this process.
 * @throws Error where there is no folder for temporary files that can hold a socket
 */
export async function startPlugin(logs: LocalLogs, options: ProviderOptions): Promise<Plugin> {
  const { path: folder, note, remove } = await makeTemporaryFolder();
  const calls = callsOf(new Provider(logs, options));
  const sockets = [join(folder, "s"), join(folder, "p")] as const;
  const [server, unguarded] = await Promise.all([
    serveProtocol(calls, sockets[0]),
    serveProtocol({ ...calls, ConfigureProvider: refuseUnguarded }, sockets[1]),
  ]);
  return {
    reattach: reattachTo(sockets[0]),
    reattachUnguarded: reattachTo(sockets[1]),
    folder,
    note,
    close: async () => {
      await Promise.all([server.close(), unguarded.close()]);
      remove();
    },
  };
}

/** A value of `TF_REATTACH_PROVIDERS`, with the user's entries for other providers kept. [F239] */
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

function refuseUnguarded(): CallResponse<"ConfigureProvider"> {
  const failure = new DiagnosticError(
    "terraform was started past log-destinations run, which could not check its folder [LD4109]",
    "It was found by its path, or on a PATH without the folder that the run puts first in it. Call it by its name, on " +
      "the PATH that the run gives to its command.",
  );
  return { diagnostics: [toDiagnostic(failure, "")] };
}
