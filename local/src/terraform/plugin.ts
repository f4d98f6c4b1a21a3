import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalLogs } from "../local-logs.ts";
import { serveProtocol } from "./protocol/server.ts";
import { type ProviderOptions, provider } from "./provider.ts";

/** The names under which terraform and tofu ask for it. */
const addresses = ["registry.terraform.io/hashicorp/aws", "registry.opentofu.org/hashicorp/aws"];

export interface Plugin {
  /** The value of `TF_REATTACH_PROVIDERS`, by which terraform finds it. */
  readonly reattach: string;
  readonly close: () => Promise<void>;
}

/** Starts the provider in this process. Its socket lies in a folder that only this user can open. */
export async function startPlugin(logs: LocalLogs, options: ProviderOptions): Promise<Plugin> {
  const folder = mkdtempSync(join(tmpdir(), "log-destinations-"));
  const socket = join(folder, "s");
  const server = await serveProtocol(provider(logs, options), socket);
  const reattach = {
    Protocol: "grpc",
    ProtocolVersion: 6,
    Pid: process.pid,
    Test: true,
    Addr: { Network: "unix", String: socket },
  };
  return {
    reattach: JSON.stringify(Object.fromEntries(addresses.map((address) => [address, reattach]))),
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
