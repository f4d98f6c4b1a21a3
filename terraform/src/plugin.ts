import { join } from "node:path";
import type { LocalLogs } from "@log-destinations/local";
import { readLenientJson } from "./lenient-json.ts";
import type { TerraformStart } from "./order/invocation.ts";
import { isAlive, mayHaveChildren } from "./processes.ts";
import { type ProtocolServer, serveProtocol } from "./protocol/grpc-server.ts";
import type { PluginOptions, ProviderService } from "./provider-service.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

/** The addresses by which terraform and tofu ask for the AWS provider. */
const addresses = ["registry.terraform.io/hashicorp/aws", "registry.opentofu.org/hashicorp/aws"];

export interface Plugin {
  /**
   * Opens the plugin to one terraform, which is then told apart from others that run at the same time.
   * @param pid of its process, after whose end the plugin is closed to it
   * @returns a value of `TF_REATTACH_PROVIDERS`
   */
  readonly openTo: (terraform: TerraformStart, pid?: number) => Promise<string>;
  /** The same for a terraform that nobody has checked: its provider refuses to be configured, and says why. */
  readonly reattachUnguarded: string;
  /** A temporary folder that only this user can open. It is removed with the plugin. */
  readonly folder: string;
  /** Why that folder is not where `TMPDIR` says; `undefined` where it is. */
  readonly note: string | undefined;
  /** How many resources of the run were only kept, as a sentence; `undefined` where none was. */
  readonly summary: () => Promise<string | undefined>;
  readonly close: () => Promise<void>;
}

/**
 * Starts the provider in this process. It is loaded when the first terraform comes: its types and the libraries of the protocol
 * take as long as half of the rest of a run's start.
 * @throws Error where there is no folder for temporary files that can hold a socket, and for declared data that no data
 * source could have
 */
export async function startPlugin(logs: LocalLogs, options: PluginOptions): Promise<Plugin> {
  let provider: Promise<ProviderService> | undefined;
  const load = (): Promise<ProviderService> => {
    provider ??= import("./provider-service.ts").then(({ ProviderService }) => ProviderService.start(logs, options));
    return provider;
  };
  // Declared data is refused before the command runs.
  if (options.declared?.data !== undefined) await load();
  const { path: folder, note, remove } = await makeTemporaryFolder();
  const unguardedSocket = join(folder, "p");
  const unguarded = await serveProtocol(async () => (await load()).unguarded(), unguardedSocket);
  const opened = new Map<ProtocolServer, number | undefined>();
  let count = 0;
  const closeEnded = (): void => {
    for (const [server, pid] of opened) {
      if (pid === undefined || isAlive(pid) || server.isInUse()) continue;
      opened.delete(server);
      void server.close();
    }
  };
  return {
    openTo: async (terraform, pid) => {
      closeEnded();
      // Short, as the path of a socket has a limit.
      const socket = join(folder, `s${(++count).toString(36)}`);
      const { service, end } = (await load()).openTo({
        ...terraform,
        ...(pid !== undefined && { runsPrograms: () => mayHaveChildren(pid) }),
      });
      // Terraform keeps its connections until it ends. [F326]
      opened.set(await serveProtocol(async () => service, socket, end), pid);
      return reattachTo(socket);
    },
    reattachUnguarded: reattachTo(unguardedSocket),
    folder,
    note,
    summary: async () => (await provider)?.summary(),
    close: async () => {
      await Promise.all([unguarded, ...opened.keys()].map((server) => server.close()));
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
