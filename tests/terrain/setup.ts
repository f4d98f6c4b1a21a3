import type { TestProject } from "vitest/node";
import { startRegistry } from "./registry.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The registry of this project's scope. */
    registry: string;
    /** What was packed, by the folder of its package. */
    tarballs: Readonly<Record<string, string>>;
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const { url, tarballs, close } = await startRegistry("core", "local", "cdktf", "cdktn", "cli");
  provide("registry", url);
  provide("tarballs", tarballs);
  return close;
}
